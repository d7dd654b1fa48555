import StockMatching
import StockModel
import StockNotices

/// Works out the warranties of units one by one, and keeps what is to be told or listed. One for each worker.
final class CoverJudge: @unchecked Sendable {
    // Sendable: used by one worker, then handed over whole.
    private let book: WarrantyBook
    /// What expires soon enough that somebody may have to be written to.
    private(set) var due: [ExpiringList.Due] = []
    private(set) var gaps = WarrantyGaps()
    /// The windows of all claimants; only where the register is asked for.
    private(set) var register: [RegisterRow] = []
    /// The windows of all claimants, with what decided them; only where they are asked for.
    private(set) var explained: [WarrantyCover] = []
    /// Units that replace others or are replaced: their windows hang together.
    private var linked: [UnitHistory] = []

    init(_ book: WarrantyBook) { self.book = book }

    /// How much is kept, of what was seen.
    var found: Int { due.count + register.count + explained.count + linked.count }

    /// Takes a unit.
    ///
    /// - Parameter line: The order line of a sale of the unit, with its buyer.
    func take(_ unit: UnitHistory, line: @escaping (Sale) -> OrderLine?) {
        if book.warranty.isLinked(unit.serial) {
            linked.append(unit)
            return
        }
        guard unit.place == .sold || unit.place == .inRepair else { return }
        var sales: [LineKey: Sale] = [:]
        for sale in unit.custodies.flatMap(\.sales) + unit.claimants { sales[sale.line] = sale }
        conclude(unit, Warranty.Lookup(line: { sales[$0].flatMap(line) }, units: { _ in [] }))
    }

    /// Takes what another worker has found.
    func combine(_ other: CoverJudge) {
        due += other.due
        gaps.combine(other.gaps)
        register += other.register
        explained += other.explained
        linked += other.linked
    }

    /// Works out units whose windows hang together, once all of them are taken.
    func finish(line: @escaping (Sale) -> OrderLine?) {
        let units = Dictionary(grouping: linked, by: \.serial)
        var sales: [LineKey: Sale] = [:]
        for unit in linked { for sale in unit.custodies.flatMap(\.sales) + unit.claimants { sales[sale.line] = sale } }
        let lookup = Warranty.Lookup(line: { [sales] in sales[$0].flatMap(line) }, units: { units[$0] ?? [] })
        for unit in linked { conclude(unit, lookup) }
        linked.removeAll()
    }

    /// Hands over the rows of the register so far, in its order.
    func takeRegister() -> [RegisterRow] {
        defer { register.removeAll(keepingCapacity: true) }
        return register.sorted(by: RegisterRow.precedes)
    }

    private func conclude(_ unit: UnitHistory, _ lookup: Warranty.Lookup) {
        let covers = book.warranty.covers(of: unit, on: book.day, lookup)
        gaps.add(covers, of: unit, facts: book.facts)
        let claimants = covers.map(\.line)
        for cover in covers {
            let told = book.told.bands(of: cover, claimants: claimants)
            let each = ExpiringList.Due(cover, on: book.day, bands: book.bands, told: told)
            if let each { due.append(each) }
            if book.keepsCovers { explained.append(cover) }
            guard book.keepsRegister else { continue }
            let row = RegisterRow(
                cover, line: lookup.line(cover.line), facts: book.facts, on: book.day,
                expiringDays: book.bands.largest)
            if let row { register.append(row) }
        }
    }
}

/// What warranties are worked out by, the same for all workers.
struct WarrantyBook: @unchecked Sendable {
    // Sendable: nothing is changed once it is made.
    let warranty: Warranty
    let facts: CatalogueFacts
    let bands: ExpiryBands
    /// The business date.
    let day: Int
    /// Who was written to, as the ledger remembers and inputs say, and in which band.
    var told = ToldEnds()
    /// All windows are wanted, not those alone that end soon.
    var keepsRegister = false
    /// What decided each window is wanted.
    var keepsCovers = false
}
