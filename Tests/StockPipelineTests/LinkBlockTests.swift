import StockLedger
import StockModel
import StockNotices
import Testing

@testable import StockPipeline

@Suite("blocks of buyers' links")
struct LinkBlockTests {
    private let arena = Arena()

    /// Fields of a buyer by whom others can be linked.
    private func buyer(_ name: String) -> Text {
        var fields = [String](repeating: "", count: BuyerField.allCases.count)
        fields[BuyerField.name.rawValue] = name
        fields[BuyerField.email.rawValue] = "\(name)@example.com"
        return arena.store(fields.joined(separator: "\u{1F}"))
    }

    private func link(_ block: LinkBlock, record id: Int) -> BuyerLink {
        block.links.withUnsafeBytes { bytes in
            BuyerLink(bytes: UnsafeRawBufferPointer(rebasing: bytes[((id - block.first) * BuyerLink.size)...]))
        }
    }

    @Test("each record has the link of its buyer, or that of nobody; blocks without buyers are left out")
    func blocks() {
        let full = BuyerLinkTable.recordsInBlock
        var linker = BuyerLinker()
        let ann = linker.link(Buyer(joined: buyer("ann")))
        #expect(ann != .none)
        // A block of nobody, one with a buyer at its end, and a short one that begins with another.
        var buyers = [Text?](repeating: nil, count: full * 2 + 3)
        buyers[full * 2 - 1] = buyer("ann")
        buyers[full * 2] = buyer("bob")
        let blocks = LinkBlock.blocks(of: buyers, from: 101, source: 7)
        #expect(blocks.map(\.first) == [101 + full, 101 + full * 2])
        #expect(blocks.map(\.end) == [101 + full * 2, 101 + full * 2 + 3])
        #expect(blocks.allSatisfy { $0.source == 7 })
        guard blocks.count == 2 else { return }
        #expect(link(blocks[0], record: 101 + full) == .none)
        #expect(link(blocks[0], record: 100 + full * 2) == ann)
        #expect(link(blocks[1], record: 101 + full * 2) == linker.link(Buyer(joined: buyer("bob"))))
        let none = LinkBlock.blocks(of: [Text?](), from: 1, source: 7)
        #expect(none.isEmpty)
    }

    @Test("a record's link can be taken away; that of another stays, and so does a block that has not got it")
    func forget() {
        let buyers = ["ann", "bob", "cleo"].map { Optional(buyer($0)) }
        var block = LinkBlock.blocks(of: buyers, from: 10, source: 1)[0]
        let before = (10...12).map { link(block, record: $0) }
        for id in [9, 13, 5000] { block.forget(record: id) }
        #expect((10...12).map { link(block, record: $0) } == before)
        block.forget(record: 11)
        #expect((10...12).map { link(block, record: $0) } == [before[0], .none, before[2]])
    }
}
