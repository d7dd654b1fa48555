import StockLedger
import StockModel
import StockNotices

/// By what the buyers of some records of a source, which follow one another, are linked with others.
struct LinkBlock {
    /// The id of the first of the records.
    let first: Int
    let source: Int32
    /// Of each record, as `BuyerLink` is kept.
    private(set) var links: [UInt8] = []

    /// Those of all records of a source; blocks without buyers, such as those of despatch advices, are left out.
    ///
    /// - Parameters:
    ///   - buyers: Of each record; nil where it has none.
    ///   - first: The id of the first record.
    static func blocks(of buyers: some Sequence<Text?>, from first: Int, source: Int32) -> [LinkBlock] {
        var linker = BuyerLinker()
        var blocks: [LinkBlock] = []
        var block = LinkBlock(first: first, source: source)
        var (next, hasLinks) = (first, false)
        func finish() {
            if hasLinks { blocks.append(block) }
            (block, hasLinks) = (LinkBlock(first: next, source: source), false)
        }
        for buyer in buyers {
            let link = buyer.map { linker.link(Buyer(joined: $0)) } ?? .none
            if link != .none { hasLinks = true }
            link.append(to: &block.links)
            next += 1
            if next - block.first == BuyerLinkTable.recordsInBlock { finish() }
        }
        finish()
        return blocks
    }

    /// The id behind that of the last record.
    var end: Int { first + links.count / BuyerLinkTable.size }

    /// Takes the links of one record away; of one that is not among these, nothing.
    mutating func forget(record id: Int) {
        let start = (id - first) * BuyerLinkTable.size
        guard links.indices.contains(start) else { return }
        for place in start..<start + BuyerLinkTable.size { links[place] = 0 }
    }
}
