internal import Synchronization

/// The buyers of a run's records by id, and those joined of what several records say (`semantics.md`, section 5).
///
/// One for a run. Ids from 0 on are those of records, as whoever has read them numbers them; ids below −1 are joined ones.
package final class BuyerBook: @unchecked Sendable {
    // Sendable: `ofRecord` may be called by all workers; what is joined is kept under the lock.
    private let ofRecord: (Int32) -> Text
    private let joined = Mutex(Joined())

    private struct Joined {
        var buyers: [Text] = []
        let arena = Arena()
    }

    /// - Parameter ofRecord: The fields of a record's buyer by its id (0 or more), as a record keeps them. Called by all
    ///   workers at once.
    package init(ofRecord: @escaping (Int32) -> Text) { self.ofRecord = ofRecord }

    /// The fields of a buyer, separated by U+001F, in the order of `BuyerField`; empty where nobody is known.
    package subscript(id: Int32) -> Text {
        if id >= 0 { return ofRecord(id) }
        return id == -1 ? .empty : joined.withLock { $0.buyers[Int(-2 - id)] }
    }

    /// Whether a buyer was joined of several, so that no record tells it as it is.
    package static func isJoined(_ id: Int32) -> Bool { id < -1 }

    /// The one whose fields are the greatest; of equal ones the first.
    ///
    /// - Parameter buyers: At least one.
    package func greatest(of buyers: [Int32]) -> Int32 {
        guard buyers.count > 1 else { return buyers[0] }
        var greatest = (buyer: buyers[0], fields: self[buyers[0]])
        for other in buyers.dropFirst() {
            let fields = self[other]
            if greatest.fields < fields { greatest = (other, fields) }
        }
        return greatest.buyer
    }

    /// The buyer of a line: field by field the winning record's, else the greatest that another one has.
    package func join(winner: Int32, others: [Int32]) -> Int32 {
        // An export that is read again says the same again.
        let told = others.filter { $0 != -1 && $0 != winner }
        guard !told.isEmpty else { return winner }
        return complete(winner, told, isOfLine: true) { candidates in candidates.max { $0 < $1 } ?? .empty }
    }

    /// A buyer whose gaps another one's fields fill.
    package func fill(_ buyer: Int32, from other: Int32) -> Int32 {
        guard other != -1, other != buyer else { return buyer }
        return complete(buyer, [other], isOfLine: false) { $0[0] }
    }

    /// Fills the fields that `first` lacks with what `choose` takes of the others'.
    ///
    /// - Parameter isOfLine: The others are of records of the line itself, so that its buyer may go by one of theirs; the
    ///   buyer of a copy may fill many lines, and a record tells the buyer of one at most.
    private func complete(
        _ first: Int32, _ others: [Int32], isOfLine: Bool, choose: ([Text]) -> Text
    ) -> Int32 {
        let own = self[first]
        let texts = others.map { self[$0] }
        guard texts.contains(where: { $0 != own }) else { return first }
        let fields = Self.fields(own)
        let told = texts.map { Self.fields($0) }
        var result = fields
        var isChanged = false
        for field in BuyerField.allCases.indices where result[field].isEmpty {
            let candidates = told.map { $0[field] }.filter { !$0.isEmpty }
            guard !candidates.isEmpty else { continue }
            result[field] = choose(candidates)
            isChanged = true
        }
        guard isChanged else { return first }
        var bytes: [UInt8] = []
        for (index, field) in result.enumerated() {
            if index > 0 { bytes.append(0x1F) }
            bytes.append(contentsOf: field.bytes)
        }
        for (id, text) in zip(others, texts) where isOfLine && text.bytes.elementsEqual(bytes) { return id }
        return joined.withLock { joined in
            joined.buyers.append(bytes.withUnsafeBufferPointer { joined.arena.store($0) })
            return Int32(-1 - joined.buyers.count)
        }
    }

    /// All fields; empty ones for those that are not there.
    private static func fields(_ joined: Text) -> [Text] {
        var fields: [Text] = []
        fields.reserveCapacity(BuyerField.allCases.count)
        var start = 0
        let bytes = joined.bytes
        for end in 0...bytes.count where end == bytes.count || bytes[end] == 0x1F {
            fields.append(Text(base: joined.base.map { $0 + start }, count: end - start))
            start = end + 1
        }
        while fields.count < BuyerField.allCases.count { fields.append(.empty) }
        return fields
    }
}
