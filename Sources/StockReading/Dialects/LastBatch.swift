/// The lot and expiry met last, as written, and the id of their name: in most notices unit after unit has the same, which
/// then costs a comparison in place of a date and a search.
struct LastBatch {
    private let written = ByteScratch(capacity: 64)
    private var lotCount = -1
    private var id: Int32 = -1

    /// The id, if it was this lot and expiry.
    func id(lot: Bytes, expiry: Bytes) -> Int32? {
        guard lotCount == lot.count, written.count == lot.count + expiry.count,
            written.bytes(0..<lotCount).equals(lot), written.bytes(lotCount..<written.count).equals(expiry)
        else { return nil }
        return id
    }

    /// Remembers an id.
    mutating func set(_ id: Int32, lot: Bytes, expiry: Bytes) {
        written.removeAll()
        written.append(lot)
        written.append(expiry)
        lotCount = lot.count
        self.id = id
    }
}
