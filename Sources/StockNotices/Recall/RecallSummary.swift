internal import StockModel

/// The effectiveness figures of `summary.json`, in units; goods without serials by their quantity.
package struct RecallSummary: Sendable, Equatable {
    package var affected = 0
    /// Affected goods by place; the sum is `affected`.
    package var places: [RecallPlace: Int] = [:]
    /// Of those with customers and in repair.
    package var remedied = 0
    package var toldBefore = 0
    package var toldNow = 0
    package var unreachable = 0
    /// Goods that are possibly affected, and orders that a mismatched return freed of an affected unit.
    package var possiblyAffected = 0
    /// Recipients on each list.
    package var recipients = Recipients()

    /// How many recipients stand on each list.
    package struct Recipients: Sendable, Equatable {
        package var email = 0
        package var post = 0
        package var channel = 0
        package var unreachable = 0
        package var consignees = 0
        package var possiblyAffected = 0

        package init() {}
    }

    package init() {}

    package var reachable: Int { toldBefore + toldNow }

    /// Units with customers and in repair, about which somebody must be told.
    package var withCustomers: Int { places[.sold, default: 0] + places[.inRepair, default: 0] }

    /// Checks that the sums add up (`notices.md`, section 3), against a count of the rows that will be written.
    func check(rows: [RecallRow]) throws(RecallSumsError) {
        let inPlaces = places.values.reduce(0, +)
        guard affected == inPlaces else { throw RecallSumsError("affected", affected, "in the nine places", inPlaces) }
        let accounted = remedied + reachable + unreachable
        guard withCustomers == accounted else {
            throw RecallSumsError(
                "with customers and in repair", withCustomers, "remedied, reachable and unreachable", accounted)
        }
        let counted = Self.count(rows)
        guard affected == counted else { throw RecallSumsError("affected", affected, "in the rows", counted) }
    }

    /// Affected goods in sorted rows, in which those of the same goods stand together: each unit once, goods without serials
    /// once for each line and SKU.
    private static func count(_ rows: [RecallRow]) -> Int {
        var count = 0
        var last: RecallRow?
        for row in rows where row.doubt == nil {
            let isSame = last.map { last in
                last.sku == row.sku && last.serial == row.serial && (!row.serial.isEmpty || last.line == row.line)
            }
            if !(isSame ?? false) { count += row.quantity }
            last = row
        }
        return count
    }
}

/// Sums of a campaign that do not add up: it must not be published. Never the input's fault.
package struct RecallSumsError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ left: String, _ leftCount: Int, _ right: String, _ rightCount: Int) {
        description =
            "the campaign's sums do not add up: \(left) \(leftCount), \(right) \(rightCount); nothing of it is published"
    }
}
