/// How many of the identifiers that stand together name one unit: the first is its serial, the others name it too.
package enum PerUnit: Sendable, Hashable {
    /// Each is a unit of its own.
    case one
    /// So many in a row, 2 or more.
    case count(Int)
    /// All that stand in one place.
    case all

    /// The most that a unit can have; more is a mistake in a definition.
    static let most = 20

    /// What a definition or a source writes: a number or `all`.
    package init?(_ text: String) {
        if text == "all" {
            self = .all
        } else if let count = Int(text), 1...Self.most ~= count {
            self = count == 1 ? .one : .count(count)
        } else {
            return nil
        }
    }

    /// What is wrong where identifiers cannot be dealt out to units.
    static func unevenProblem(_ found: Int, _ count: Int) -> String {
        "\(found) identifiers cannot be \(count) for each unit, so nobody knows which belong together; write all of every unit."
    }
}
