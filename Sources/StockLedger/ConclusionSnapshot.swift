internal import GRDB

/// What a ledger had concluded, put aside while everything is concluded anew, and the differences between the two.
///
/// Both live in one transaction, which is to be rolled back.
package struct ConclusionSnapshot {
    private let database: Database

    /// What is compared of each table; a line goes by its key, because its number means nothing.
    private static let views: [(name: String, query: String)] = [
        (
            "line",
            """
            SELECT kind, flags, scope, document, line, reference, sku, item, batch, quantity, shipped_part, at, shipped_at,
              left_at, evidence, serials, waits, price,
              CASE WHEN buyer > 0 THEN (SELECT fields FROM buyer WHERE buyer.id = line.buyer)
                ELSE (SELECT fields FROM joined_buyer WHERE joined_buyer.id = -line.buyer) END
            FROM line
            """
        ),
        (
            "movement",
            """
            SELECT movement.serial, kind, scope, document, line.line, movement.at, has_left, moves, movement.batch
            FROM movement JOIN line ON line.id = movement.line
            """
        ),
        ("mention", "SELECT * FROM mention"),
        ("unit", "SELECT * FROM unit"),
        (
            "balance",
            """
            SELECT * FROM balance WHERE named OR opening OR received OR returned OR adjusted OR shipped OR committed
              OR inbound OR came_back OR cut_off IS NOT NULL
            """
        ),
        ("price_sum", "SELECT * FROM price_sum"),
        ("quality", "SELECT * FROM quality"),
        (
            "finding",
            """
            SELECT kind, sku, serial, quantity, party, document, line, at, detail, suggestion, evidence, id, origin
            FROM finding WHERE origin IS NOT NULL AND kind NOT IN ('recalled-in-stock', 'recalled-sale', 'watchlisted')
            """
        ),
        ("setting", "SELECT * FROM setting"),
    ]

    init(_ database: Database) throws {
        self.database = database
        for view in Self.views {
            try database.execute(sql: "CREATE TEMP TABLE before_\(view.name) AS \(view.query)")
        }
    }

    /// Sentences for what is different now, at most `limit` of each table and direction.
    package func differences(limit: Int) throws -> [String] {
        var found: [String] = []
        for view in Self.views {
            for (what, query) in [
                ("should not be there", "SELECT * FROM temp.before_\(view.name) EXCEPT \(view.query)"),
                ("is missing", "\(view.query) EXCEPT SELECT * FROM temp.before_\(view.name)"),
            ] {
                for row in try Row.fetchAll(database, sql: "\(query) LIMIT \(limit)") {
                    let values = row.databaseValues.map { value in
                        value.isNull
                            ? ""
                            : String.fromDatabaseValue(value) ?? Int.fromDatabaseValue(value).map(String.init) ?? "?"
                    }
                    let text = values.joined(separator: " ").replacing("\u{1F}", with: "/")
                    found.append("\(view.name): \(text) \(what)")
                }
            }
            let counts = try Row.fetchOne(
                database,
                sql: "SELECT (SELECT count(*) FROM temp.before_\(view.name)), (SELECT count(*) FROM (\(view.query)))")
            if let counts, let before: Int = counts[0], let now: Int = counts[1], before != now {
                found.append("\(view.name): there are \(before) rows and should be \(now)")
            }
        }
        return found
    }
}
