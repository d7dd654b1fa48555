import StockLedger
import StockMatching
import StockModel
import StockNotices

/// Finds on a ledger the serials whose warranty may have come into a band since the last run, so that a night looks at no
/// more than a day's sales for each band and length of warranty.
struct LedgerExpiries {
    private let book: WarrantyBook?
    private let units: LedgerUnits
    private let arena: Arena
    /// Of everything by which windows are worked out but sales: where it has changed, all sales are looked at.
    private let fingerprint: String
    private let terms: [WarrantyTerm]

    private static let key = "warranties looked at"

    init(_ notices: Notices, _ units: LedgerUnits, arena: Arena) throws {
        book = notices.warranty
        terms = notices.facts.terms
        self.units = units
        self.arena = arena
        fingerprint = book.map { Self.fingerprint(notices, $0) } ?? ""
    }

    /// Of which ends somebody was written.
    func told() throws -> [ExpiryBands.Pair: Int] {
        guard let book else { return [:] }
        var told: [ExpiryBands.Pair: Int] = [:]
        for each in try units.books.transaction.notices().expiries(from: book.day, arena: arena) {
            let line = LineKey(channel: each.channel, document: each.document, line: each.line)
            let pair = ExpiryBands.Pair(cover: ToldPair(serial: each.serial, line: line), endsOn: each.endsOn)
            told[pair] = each.band
        }
        return told
    }

    /// The serials to be looked at; nil for all.
    ///
    /// - Parameter touched: Those of which something has changed since the last run; nil if that may be any.
    func candidates(touched: Set<Text>?) throws -> Set<Text>? {
        guard let book else { return [] }
        guard book.bands.largest >= 0 else { return [] }
        let transaction = units.books.transaction
        try transaction.keepSalesByDay()
        let last = try transaction.setting(Self.key)?.split(separator: " ", maxSplits: 1).map(String.init)
        var serials = touched ?? []
        var ends: [ClosedRange<Int>] = []
        if touched != nil, let last, last.count == 2, let day = Int(last[0]), last[1] == fingerprint {
            if day < book.day { ends = book.bands.days.map { day + 1 + $0...book.day + $0 } }
        } else {
            ends = [book.day...book.day + book.bands.largest]
        }
        // Those by whom something else than a sale decides are few.
        serials.formUnion(book.warranty.changedSerials)
        for months in lengths(book) {
            for range in ends {
                // A month that lacks the day ends up to three days early.
                let first = Timestamp.day(range.lowerBound, plusMonths: -months) - 3
                let days = first...Timestamp.day(range.upperBound, plusMonths: -months) + 3
                serials.formUnion(try units.lines.serials(soldOn: days, arena: arena))
                serials.formUnion(book.warranty.serials(registeredOn: days))
            }
        }
        return serials
    }

    /// All lengths of warranties, in months.
    private func lengths(_ book: WarrantyBook) -> Set<Int> {
        var lengths = Set(terms.flatMap { [$0.months] + ($0.rules.legalMonths.map { [$0] } ?? []) })
        for sku in book.facts.skus { if let months = book.facts[sku]?.warrantyMonths { lengths.insert(months) } }
        return lengths
    }

    private static func fingerprint(_ notices: Notices, _ book: WarrantyBook) -> String {
        var hash: UInt64 = 0
        func mix(_ text: String) {
            var text = text
            hash = text.withUTF8 { StableHash.mix(hash, StableHash.of($0)) }
        }
        for term in notices.facts.terms { mix("\(term)") }
        mix("\(notices.settings.warranty.map { "\($0.expiringDays) \($0.withoutConsent)" } ?? "")")
        return String(hash, radix: 16)
    }

    /// Remembers on which day and by what the ends were looked at.
    static func keep(_ outcome: Notices.Outcome, _ transaction: LedgerTransaction) throws {
        guard let looked = outcome.expiriesLooked else { return }
        try transaction.keep(looked, as: key)
    }

    /// Sees to it that all sales are looked at in the next run: some of them have changed outside of one.
    static func forget(_ transaction: LedgerTransaction) throws { try transaction.keep("", as: key) }

    /// What `keep` remembers.
    var looked: String? { book.map { "\($0.day) \(fingerprint)" } }
}
