import StockLedger
import StockModel
import StockNotices

/// Keeps by what the buyers of a source's records are linked with others, in blocks.
struct LinkWriter: ~Copyable {
    private let table: BuyerLinkTable
    private let source: Int32
    private var linker = BuyerLinker()
    private var block: [UInt8] = []
    private var first = 0
    private var hasLinks = false

    init(_ table: BuyerLinkTable, source: Int32) {
        self.table = table
        self.source = source
    }

    /// Takes the buyer of a record, nil where it has none; records follow one another.
    mutating func append(_ buyer: Text?, ofRecord id: Int) throws {
        if block.isEmpty { first = id }
        let link = buyer.map { linker.link(Buyer(joined: $0)) } ?? .none
        if link != .none { hasLinks = true }
        link.append(to: &block)
        if block.count >= BuyerLinkTable.recordsInBlock * BuyerLinkTable.size { try finish() }
    }

    /// Writes what is left. Blocks of records without buyers, such as those of despatch advices, are not kept.
    mutating func finish() throws {
        if hasLinks { try table.append(block, of: source, from: first) }
        block.removeAll(keepingCapacity: true)
        hasLinks = false
    }
}
