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
    /// Order lines that are at hand already.
    private var known: [LineKey: UnsafePointer<DocumentLine>]
    /// Where buyers and their lines lie that workers have read.
    private var read: [Arena] = []
    private var links: LedgerLinks?

    init(_ units: LedgerUnits, stock: [StockRow], contacts: ContactRules) {
        self.units = units
        self.stock = stock
        self.contacts = contacts
        maker = GoodsMaker(context: units.context)
        known = units.orders
    }

    func forEachLineWithoutSerials(_ body: (OrderLine) -> Void) throws {
        for stored in try units.lines.lines(where: "flags & 256", arena: arena) {
            body(maker.orderLine(keep(stored), buyer: .empty))
        }
    }

    private func keep(_ stored: StoredLine) -> UnsafePointer<DocumentLine> {
        let line = UnsafePointer(kept.appended(stored.line))
        known[maker.key(line)] = line
        return line
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

    func lines(linkedWith asked: Set<LineKey>, _ cards: [Registration]) throws -> [OrderLine] {
        guard !asked.isEmpty else { return [] }
        let links = try allLinks()
        let lines = asked.compactMap { known[$0] }.sorted { $0.pointee.buyer < $1.pointee.buyer }
        var search = LinkSearch()
        for line in lines { search.add(links[line.pointee.buyer]) }
        var linker = BuyerLinker()
        let persons = cards.map { linker.link($0.person) }
        for link in persons { search.add(link) }
        // Each tells the buyer of one line at most.
        let told = Set(lines.lazy.map(\.pointee.buyer))
        let linked = links.linked(&search).filter { !told.contains($0.buyer) }

        let fields = try fields(of: lines.map(\.pointee.buyer))
        var buyers = LinkedBuyers(contacts: contacts)
        for (line, fields) in zip(lines, fields) {
            buyers.add(Buyer(joined: fields), links[line.pointee.buyer])
        }
        for link in persons { buyers.add(other: link) }
        let others = try self.fields(of: linked.map(\.buyer))
        let unsettled = buyers.unsettled(zip(others, linked).map { (Buyer(joined: $0), $1.link) })
        return zip(lines, fields).map { maker.orderLine($0, buyer: $1) }
            + (try self.lines(of: unsettled.map { (linked[$0], others[$0]) }))
    }

    private func allLinks() throws -> LedgerLinks {
        if let links { return links }
        let made = try LedgerLinks(units.readers)
        links = made
        return made
    }

    /// The fields of buyers, joined, best in the order of their ids; empty ones of those that are gone.
    private func fields(of buyers: [Int32]) throws -> [Text] {
        let readers = units.readers
        let parts = try readers.map { worker, reader in
            let arena = Arena()
            let fields = try buyers[readers.part(worker, of: buyers.count)].map {
                try reader.buyers.fields($0, arena: arena)
            }
            return (arena, fields)
        }
        read += parts.map(\.0)
        return parts.flatMap(\.1)
    }

    /// The lines whose buyers some linked ones are; of those that no line names any more, none.
    private func lines(of linked: [(each: LedgerLinks.Linked, fields: Text)]) throws -> [OrderLine] {
        let readers = units.readers
        let context = units.context
        let parts = try readers.map { worker, reader in
            let arena = Arena()
            let maker = GoodsMaker(context: context)
            var orders: [OrderLine] = []
            for (each, fields) in linked[readers.part(worker, of: linked.count)] {
                let document = try each.document ?? reader.lines.document(ofRecord: Int(each.buyer), arena: arena)
                guard let document else { continue }
                for other in try reader.lines.lines(document: document, arena: arena)
                where other.line.buyer == each.buyer {
                    orders.append(withUnsafePointer(to: other.line) { maker.orderLine($0, buyer: fields) })
                }
            }
            return (arena, orders)
        }
        read += parts.map(\.0)
        return parts.flatMap(\.1)
    }
}
