import StockLedger
import StockMatching
import StockModel
import StockNotices

/// What a ledger has for notices, once units are judged.
final class LedgerGoods: NoticeGoods {
    private let units: LedgerUnits
    private let stock: [StockRow]
    private let buyers: BuyerTable
    private let maker: GoodsMaker
    private let arena = Arena()
    private let kept = RowList<DocumentLine>()
    /// Order lines that are at hand already.
    private var known: [LineKey: UnsafePointer<DocumentLine>]

    init(_ units: LedgerUnits, stock: [StockRow]) throws {
        self.units = units
        self.stock = stock
        buyers = try units.books.transaction.buyers()
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
        var search = LinkSearch()
        var linker = BuyerLinker()
        var found: [LineKey: OrderLine] = [:]
        // Each tells the buyer of one line.
        var told: Set<Int32> = []
        func add(_ line: UnsafePointer<DocumentLine>) throws -> OrderLine {
            let key = maker.key(line)
            if let known = found[key] { return known }
            let order = maker.orderLine(line, buyer: try buyers.fields(line.pointee.buyer, arena: arena))
            found[key] = order
            told.insert(line.pointee.buyer)
            search.add(linker.link(order.buyer))
            return order
        }
        for key in asked.sorted() { if let line = known[key] { _ = try add(line) } }
        for card in cards { search.add(linker.link(card.person)) }
        for (buyer, document) in try linked(&search) where !told.contains(buyer) {
            let document = try document ?? units.lines.document(ofRecord: Int(buyer), arena: arena)
            guard let document else { continue }
            for other in try units.lines.lines(document: document, arena: arena) where other.line.buyer == buyer {
                _ = try add(keep(other))
            }
        }
        return Array(found.values)
    }

    /// All buyers, as lines name them, that are linked with what is searched; of joined ones the documents too.
    private func linked(_ search: inout LinkSearch) throws -> [(buyer: Int32, document: Text?)] {
        var links: [BuyerLink] = []
        // The record of the first link of each block, and the place of that link.
        var blocks: [(record: Int, place: Int)] = []
        let table = try units.books.transaction.buyerLinks()
        try table.forEach { first, bytes in
            blocks.append((first, links.count))
            for place in 0..<bytes.count / BuyerLink.size {
                links.append(BuyerLink(bytes: UnsafeRawBufferPointer(rebasing: bytes[(place * BuyerLink.size)...])))
            }
        }
        let records = links.count
        var joined: [(id: Int, document: Text)] = []
        try table.forEachJoined { id, document, bytes in
            joined.append((id, arena.store(document.bytes)))
            links.append(BuyerLink(bytes: bytes))
        }
        var found: [(Int32, Text?)] = []
        var block = 0
        for place in links.withUnsafeBufferPointer({ search.linked(among: $0) }) {
            guard place < records else {
                let each = joined[place - records]
                found.append((JoinedBuyerTable.buyer(stored: -each.id), each.document))
                continue
            }
            while block + 1 < blocks.count, blocks[block + 1].place <= place { block += 1 }
            found.append((Int32(blocks[block].record + place - blocks[block].place), nil))
        }
        return found
    }
}
