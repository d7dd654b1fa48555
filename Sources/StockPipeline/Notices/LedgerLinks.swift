import StockLedger
import StockModel
import StockNotices

/// By what all buyers of a ledger are linked with each other, in memory.
final class LedgerLinks {
    /// Those of records in the order of blocks, then those of joined buyers.
    private let links: UnsafeBufferPointer<BuyerLink>
    /// Of each block its first record, and the place of that one's link.
    private let blocks: [(record: Int, place: Int)]
    private let joined: [(buyer: Int32, document: Text)]
    private let placesOfJoined: [Int32: Int]
    private let arena = Arena()
    private let readers: LedgerReaders

    init(_ readers: LedgerReaders) throws {
        self.readers = readers
        let table = readers.all[0].links
        var records = 0
        let blocks = try table.blocks().map { block in
            defer { records += block.count }
            return (record: block.first, place: records)
        }
        self.blocks = blocks
        var joined: [(buyer: Int32, document: Text)] = []
        var linksOfJoined: [BuyerLink] = []
        try table.forEachJoined { [arena] id, document, bytes in
            joined.append((JoinedBuyerTable.buyer(stored: -id), arena.store(document.bytes)))
            linksOfJoined.append(BuyerLink(bytes: bytes))
        }
        self.joined = joined
        placesOfJoined = Dictionary(
            joined.enumerated().map { ($1.buyer, records + $0) }, uniquingKeysWith: { first, _ in first })
        let room = Room(arena, count: records + joined.count)
        _ = try readers.map { worker, reader in
            let part = readers.part(worker, of: blocks.count)
            guard !part.isEmpty else { return }
            var place = blocks[part.lowerBound].place
            try reader.links.forEach(from: blocks[part.lowerBound].record, through: blocks[part.upperBound - 1].record) {
                _, bytes in
                for offset in stride(from: 0, through: bytes.count - BuyerLink.size, by: BuyerLink.size) {
                    room.links[place] = BuyerLink(bytes: UnsafeRawBufferPointer(rebasing: bytes[offset...]))
                    place += 1
                }
            }
        }
        for (place, link) in linksOfJoined.enumerated() { room.links[records + place] = link }
        links = UnsafeBufferPointer(room.links)
    }

    /// Memory for links.
    private struct Room: @unchecked Sendable {
        // Sendable: each worker writes its own part.
        let links: UnsafeMutableBufferPointer<BuyerLink>

        init(_ arena: Arena, count: Int) {
            let room = arena.allocate(count * MemoryLayout<BuyerLink>.stride)
            links = UnsafeMutableBufferPointer(
                start: room.bindMemory(to: BuyerLink.self, capacity: count), count: count)
            links.initialize(repeating: .none)
        }
    }

    /// The link of a buyer, as lines name it.
    subscript(buyer: Int32) -> BuyerLink {
        if BuyerBook.isJoined(buyer) { return placesOfJoined[buyer].map { links[$0] } ?? .none }
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].record <= Int(buyer) { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return .none }
        let place = blocks[low - 1].place + Int(buyer) - blocks[low - 1].record
        let end = low < blocks.count ? blocks[low].place : links.count - joined.count
        return place < end ? links[place] : .none
    }

    /// A buyer that is linked with others.
    struct Linked {
        /// As lines name it.
        let buyer: Int32
        let link: BuyerLink
        /// Of a joined one, in which its line is.
        let document: Text?
    }

    /// All buyers who are linked with what is searched, in the order of records, joined ones behind them.
    func linked(_ search: inout LinkSearch) -> [Linked] {
        let places = search.linked(among: links, parts: readers.workers.parts)
        let records = links.count - joined.count
        var block = 0
        return places.map { place in
            guard place < records else {
                let each = joined[place - records]
                return Linked(buyer: each.buyer, link: links[place], document: each.document)
            }
            while block + 1 < blocks.count, blocks[block + 1].place <= place { block += 1 }
            let record = blocks[block].record + place - blocks[block].place
            return Linked(buyer: Int32(record), link: links[place], document: nil)
        }
    }
}
