internal import StockModel

/// Several identifiers of one unit in a cell of serials: the first that is no placeholder stays its serial, and of each
/// other one an identity record tells that it names the same unit.
struct UnitIdentifiers {
    private let perUnit: PerUnit
    private let placeholders = Placeholders()
    private var pairs: [(serial: Text, also: Text)] = []

    init(_ perUnit: PerUnit) { self.perUnit = perUnit }

    /// Forgets what was joined before.
    mutating func removeAll() { pairs.removeAll(keepingCapacity: true) }

    /// Leaves of a row's serials one for each unit.
    mutating func join(_ listed: inout [ListedSerial]) throws(RowProblem) {
        let count: Int
        switch perUnit {
        case .one: return
        case .all: count = max(listed.count, 1)
        case .count(let number): count = number
        }
        guard listed.count % count == 0 else { throw RowProblem(PerUnit.unevenProblem(listed.count, count)) }
        listed = stride(from: 0, to: listed.count, by: count).map { unit(Array(listed[$0..<$0 + count])) }
    }

    private mutating func unit(_ identifiers: [ListedSerial]) -> ListedSerial {
        let named = identifiers.filter { !placeholders.isNoIdentifier($0.text.bytes) }
        guard let serial = named.first else { return identifiers[0] }
        for other in named where !other.text.bytes.equals(serial.text.bytes) { pairs.append((serial.text, other.text)) }
        return serial
    }

    /// Adds the identities of what was joined.
    func append(to store: RecordStore, file: Int32, number: Int32) {
        for pair in pairs {
            store.append(
                Identity(serial: pair.serial.description, also: pair.also.description, file: file, number: number))
        }
    }
}
