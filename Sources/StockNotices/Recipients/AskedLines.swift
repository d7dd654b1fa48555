/// Order lines of which the recipients are wanted, each once, numbered in the order in which they came.
package struct AskedLines: Sendable {
    package private(set) var keys: [LineKey] = []
    /// What whoever made the lines knows them by, see `Sale.reference`.
    package private(set) var references: [UInt] = []
    private var numbers = HashIndex()

    package init(_ keys: some Sequence<LineKey>) {
        for key in keys { _ = add(key, 0) }
    }

    init(capacity: Int) {
        keys.reserveCapacity(capacity)
        references.reserveCapacity(capacity)
        numbers = HashIndex(capacity: capacity)
    }

    package var count: Int { keys.count }

    package func number(of key: LineKey) -> Int? { numbers.find(key.stableHash) { keys[$0] == key } }

    /// The number of a line, which it has already or gets now.
    mutating func add(_ key: LineKey, _ reference: UInt) -> Int {
        let hash = key.stableHash
        if let number = numbers.find(hash, same: { keys[$0] == key }) { return number }
        numbers.insert(hash, keys.count)
        keys.append(key)
        references.append(reference)
        return keys.count - 1
    }
}
