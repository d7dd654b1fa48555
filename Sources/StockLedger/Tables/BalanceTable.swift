internal import GRDB
package import StockMatching
internal import StockModel

/// What lines and units add to the figures of each SKU, and the day of its latest stock-take.
package final class BalanceTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    private static let figures: [(column: String, figure: Figure)] = [
        ("opening", .opening), ("received", .received), ("returned", .returned), ("adjusted", .adjusted),
        ("shipped", .shipped), ("committed", .committed), ("inbound", .inbound),
        ("units_in_stock", .unitsInStock), ("units_reserved", .unitsReserved),
        ("units_quarantined", .unitsQuarantined), ("units_away", .unitsAway), ("came_back", .cameBack),
    ]

    /// Adds all sums to `totals` and the days of stock-takes to `takes`.
    package func read(into totals: SKUTotals, _ takes: inout StockTakes, skus: SKUNames) throws {
        let columns = Self.figures.map(\.column).joined(separator: ", ")
        let all = try RowStatement(database, "SELECT sku, named, cut_off, \(columns) FROM balance")
        while try all.next() {
            guard let sku = skus.id(of: all.text(0)) else { continue }
            if all.int(1) != 0 { totals.isNamed[Int(sku)] = true }
            if !all.isNull(2) { takes.note(sku: sku, at: Timestamp(day: all.int(2))) }
            for (place, (_, figure)) in Self.figures.enumerated() {
                totals.add(all.int(Int32(place) + 3), to: figure, of: sku)
            }
        }
    }

    /// What is on hand of each SKU that anything was added to.
    package func onHand() throws -> [String: Int] {
        let query = try RowStatement(
            database, "SELECT sku, opening + received + returned + adjusted - shipped FROM balance")
        var figures: [String: Int] = [:]
        while try query.next() { if query.int(1) != 0 { figures[query.string(0)] = query.int(1) } }
        return figures
    }

    /// Replaces all rows.
    package func write(_ totals: SKUTotals, _ takes: StockTakes, context: FoldContext) throws {
        try database.execute(sql: "DELETE FROM balance")
        let columns = Self.figures.map(\.column)
        let places = Array(repeating: "?", count: columns.count + 3).joined(separator: ",")
        let insert = try RowStatement(
            database,
            "INSERT INTO balance (sku, named, cut_off, \(columns.joined(separator: ", "))) VALUES (\(places))")
        for sku in 0..<Int32(context.skus.count) {
            insert.bind(1, context[sku].name)
            insert.bind(2, totals.isNamed[Int(sku)] ? 1 : 0)
            if let day = takes.day(of: sku) { insert.bind(3, day) } else { insert.bindNull(3) }
            for (place, (_, figure)) in Self.figures.enumerated() {
                insert.bind(Int32(place) + 4, totals.sum(figure, of: sku))
            }
            try insert.run()
        }
    }
}
