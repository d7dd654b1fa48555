internal import GRDB
package import StockMatching
package import StockModel

/// What came of the goods of each supplier, and of each of his lots, as sums.
package final class QualityTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    private static var columns: [(name: String, count: WritableKeyPath<QualityCounts, Int>)] {
        [
            ("received", \.received), ("returned", \.returned), ("defective", \.defective), ("invalid", \.invalid),
            ("duplicate", \.duplicate), ("mismatched", \.mismatched),
        ]
    }

    /// The sums of all suppliers, and of those lots of which there is more to tell than that they came.
    package func notable() throws -> [QualitySum] {
        try sums("lot = ''") + sums("lot <> '' AND (returned OR invalid OR duplicate OR mismatched)")
    }

    private func sums(_ condition: String) throws -> [QualitySum] {
        let names = Self.columns.map(\.name).joined(separator: ", ")
        let query = try RowStatement(database, "SELECT supplier, lot, \(names) FROM quality WHERE \(condition)")
        var sums: [QualitySum] = []
        while try query.next() {
            var counts = QualityCounts()
            for (place, column) in Self.columns.enumerated() {
                counts[keyPath: column.count] = query.int(Int32(place) + 2)
            }
            sums.append(QualitySum(supplier: query.string(0), lot: query.string(1), counts: counts))
        }
        return sums
    }

    /// Changes the sums by `changes`; what is left without any count goes.
    ///
    /// - Parameter names: Those that the ids in `changes` are of.
    package func add(_ changes: QualityTotals, names: Names) throws {
        let columns = Self.columns.map(\.name)
        let places = Array(repeating: "?", count: columns.count + 2).joined(separator: ",")
        let sums = columns.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
        let upsert = try RowStatement(
            database,
            """
            INSERT INTO quality (lot, supplier, \(columns.joined(separator: ", "))) VALUES (\(places))
            ON CONFLICT (lot, supplier) DO UPDATE SET \(sums)
            """)
        let remove = try RowStatement(
            database,
            """
            DELETE FROM quality WHERE lot = ? AND supplier = ?
              AND \(columns.map { "\($0) = 0" }.joined(separator: " AND "))
            """)
        for sum in changes.sums(names) where !sum.counts.isZero {
            upsert.bind(1, sum.lot)
            upsert.bind(2, sum.supplier)
            for (place, column) in Self.columns.enumerated() {
                upsert.bind(Int32(place) + 3, sum.counts[keyPath: column.count])
            }
            try upsert.run()
            remove.bind(1, sum.lot)
            remove.bind(2, sum.supplier)
            try remove.run()
        }
    }
}
