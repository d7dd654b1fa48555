import StockLedger
import StockModel

/// How many were told, in which campaign and wave, by the ledger's own runs and by what inputs say.
struct ToldCounts {
    /// By campaign and wave.
    let waves: [LedgerStatus.Told]
    let expiries: Int

    private struct Wave: Hashable {
        let campaign: String
        let number: Int
    }

    /// Somebody who was told: an order's buyer, or the person of a warranty card.
    private struct Person: Hashable {
        let channel: String
        let document: String
        let registration: String
    }

    private struct Tally {
        var sure: Set<Person> = []
        var possible: Set<Person> = []
        var units: Set<String> = []
    }

    init(_ transaction: LedgerTransaction) throws {
        var tallies: [Wave: Tally] = [:]
        var ends = 0
        func add(_ record: NoticeRecord) {
            guard !record[.campaign].isEmpty else {
                ends += 1
                return
            }
            let wave = Wave(
                campaign: record[.campaign].description, number: Int(record[.wave].description) ?? 1)
            let person = Person(
                channel: record[.channel].description, document: record[.document].description,
                registration: record[.registration].description)
            if record[.possibly].isEmpty {
                tallies[wave, default: Tally()].sure.insert(person)
            } else {
                tallies[wave, default: Tally()].possible.insert(person)
            }
            if !record[.serial].isEmpty { tallies[wave, default: Tally()].units.insert(record[.serial].description) }
        }
        let remembered = try ToldRecords(transaction)
        remembered.records.forEach(add)
        let inputs = try transaction.noticeInputs().all([.told])
        inputs.records.forEach(add)
        withExtendedLifetime((remembered, inputs)) {}
        expiries = ends
        waves = tallies.map { wave, tally in
            let all = tally.sure.union(tally.possible)
            return LedgerStatus.Told(
                campaign: wave.campaign, wave: wave.number, orders: all.count { $0.registration.isEmpty },
                registrations: all.count { !$0.registration.isEmpty },
                possibly: tally.possible.subtracting(tally.sure).count, units: tally.units.count)
        }.sorted { ($0.campaign, $0.wave) < ($1.campaign, $1.wave) }
    }
}
