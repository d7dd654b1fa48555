import StockLedger
import StockMatching
import StockModel
import StockNotices

/// What a ledger has for notices, once units are judged.
final class LedgerGoods: NoticeGoods {
    private let units: LedgerUnits
    private let stock: [StockRow]
    private let maker: GoodsMaker
    private let contacts: ContactRules
    private let arena = Arena()
    private let kept = RowList<DocumentLine>()
    /// The order lines of units, by name; made when one is asked for of which nothing else is known.
    private lazy var orders = units.orders
    /// Where buyers and their lines lie that workers have read.
    private var searches: [LedgerBuyerSearch] = []
    private var arenas: [Arena] = []

    init(_ units: LedgerUnits, stock: [StockRow], contacts: ContactRules) {
        self.units = units
        self.stock = stock
        self.contacts = contacts
        maker = GoodsMaker(context: units.context)
    }

    func forEachLineWithoutSerials(_ body: (OrderLine) -> Void) throws {
        for stored in try units.lines.lines(where: "flags & 256", arena: arena) {
            body(maker.orderLine(UnsafePointer(kept.appended(stored.line)), buyer: .empty))
        }
    }

    var parts: Parts { units.readers.workers.parts }

    func rests() -> [SKURest] { stock.compactMap { SKURest($0, arena: arena) } }

    func meant(by units: [UnitHistory]) throws -> [Text] {
        let context = self.units.context
        let ids = Dictionary(
            context.skus.enumerated().map { ($1.name, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        var meant = [Text](repeating: .empty, count: units.count)
        for (sku, places) in Dictionary(grouping: units.indices, by: { units[$0].sku }) {
            guard let id = ids[sku] else { continue }
            let inStock = try self.units.books.units.serialsInStock(sku: sku, arena: arena)
            let found = Suggestions(context: context, arena: arena).meant(
                by: places.map { units[$0].serial }, sku: id, inStock: inStock)
            for (place, serial) in zip(places, found) { meant[place] = serial }
        }
        return meant
    }

    // MARK: Buyers

    func lines(linkedWith asked: AskedLines, _ cards: [Registration]) throws -> [OrderLine] {
        guard asked.count > 0 else { return [] }
        let search = LedgerBuyerSearch(units.readers, contacts: contacts)
        let lines = zip(asked.keys, asked.references)
            .compactMap { key, reference in UnsafePointer<DocumentLine>(bitPattern: reference) ?? orders[key] }
            .map { (line: $0, buyer: $0.pointee.buyer) }
            .sorted { $0.buyer < $1.buyer }
        let found = try search.find(linkedWith: lines.map(\.buyer), cards)
        searches.append(search)
        return zip(lines, found.fields).map { maker.orderLine($0.line, buyer: $1) }
            + (try self.lines(of: found.linked))
    }

    /// The lines whose buyers some linked ones are; of those that no line names any more, none.
    private func lines(of linked: [LedgerBuyerSearch.Linked]) throws -> [OrderLine] {
        let readers = units.readers
        let context = units.context
        let parts = try readers.map { worker, reader in
            let arena = Arena()
            let maker = GoodsMaker(context: context)
            var orders: [OrderLine] = []
            for each in linked[readers.part(worker, of: linked.count)] {
                let document = try each.document ?? reader.lines.document(ofRecord: Int(each.buyer), arena: arena)
                guard let document else { continue }
                for other in try reader.lines.lines(document: document, arena: arena)
                where other.line.buyer == each.buyer {
                    orders.append(withUnsafePointer(to: other.line) { maker.orderLine($0, buyer: each.fields) })
                }
            }
            return (arena, orders)
        }
        arenas += parts.map(\.0)
        return parts.flatMap(\.1)
    }
}
