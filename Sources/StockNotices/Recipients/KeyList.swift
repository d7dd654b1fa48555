internal import StockModel

/// The keys of some distinct buyers, folded once and kept.
struct KeyList: Sendable {
    /// The buyers' places among all.
    let persons: Range<Int>
    private let arena = Arena()
    private var all: [Text] = []
    private var hashes: [UInt64] = []
    /// Of each person, the place behind its last key.
    private var ends: [Int] = []

    init(of buyers: [Buyer], _ persons: Range<Int>, contacts: ContactRules) {
        self.persons = persons
        var keys = BuyerKeys(contacts: contacts)
        var bytes: [UInt8] = []
        ends.reserveCapacity(persons.count)
        for buyer in buyers[persons] {
            keys.read(buyer)
            for kind in BuyerKey.allCases where keys.write(kind, into: &bytes) {
                bytes.withUnsafeBufferPointer {
                    all.append(arena.store($0))
                    hashes.append(StableHash.mix(0, StableHash.of($0)))
                }
            }
            ends.append(all.count)
        }
    }

    /// The places of a person's keys.
    func keys(of person: Int) -> Range<Int> {
        let place = person - persons.lowerBound
        return (place == 0 ? 0 : ends[place - 1])..<ends[place]
    }

    /// Valid as long as the list.
    func bytes(of key: Int) -> Text { all[key] }

    func hash(_ key: Int) -> UInt64 { hashes[key] }
}
