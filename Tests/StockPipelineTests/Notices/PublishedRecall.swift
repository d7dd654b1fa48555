import Foundation
import StockTestSupport

/// One campaign's folder as a run left it, in the plain form of the slow reference.
struct PublishedRecall {
    /// Rows of `units.csv` without the recipients' ids.
    private(set) var units: [String] = []
    /// By list: rows without the recipients' ids and reasons; those of firms without names.
    private(set) var lists: [String: [String]] = [:]
    /// Figures that are not 0.
    private(set) var figures: [String: Int] = [:]

    private static let columns = [
        "notice", "name", "email", "phone", "address1", "city", "postcode", "country", "channel", "order_ids", "skus",
        "serials",
    ]
    private static let names = [
        "email": "email", "post": "post", "channel": "channel", "unreachable": "unreachable",
        "consignees": "consignees", "possibly_affected": "possibly",
    ]

    /// - Parameter folder: The campaign's.
    init(_ folder: String) throws {
        func text(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }
        units = CSVText.rows(try text("units.csv")).dropFirst().map { row in
            (row[..<12] + row[13...]).joined(separator: ",")
        }.sorted(by: inByteOrder)
        for (file, name) in Self.names {
            let rows = CSVText.records(try text("\(file).csv")).map { row in
                Self.columns.map { row[$0] ?? "" }.joined(separator: "|")
            }
            if !rows.isEmpty { lists[name] = rows.sorted(by: inByteOrder) }
        }
        lists["consignees"] = lists["consignees"].map(Self.withoutNames)
        let summary =
            try JSONSerialization.jsonObject(with: Data(try text("summary.json").utf8)) as? [String: Any] ?? [:]
        figures = summary["places"] as? [String: Int] ?? [:]
        for (key, name) in [
            "affected": "affected", "possibly_affected": "possibly", "remedied": "remedied", "told_now": "told now",
            "told_before": "told before", "unreachable": "unreachable",
        ] {
            figures[name] = summary[key] as? Int
        }
        figures = figures.filter { $0.value != 0 }
    }

    /// The lists of a reference, of firms without names.
    static func lists(_ reference: ReferenceRecall) -> [String: [String]] {
        var lists = reference.lists
        lists["consignees"] = lists["consignees"].map(withoutNames)
        return lists
    }

    private static func withoutNames(_ rows: [String]) -> [String] {
        rows.map { row in
            var cells = row.split(separator: "|", omittingEmptySubsequences: false)
            cells.remove(at: 1)
            return cells.joined(separator: "|")
        }.sorted(by: inByteOrder)
    }
}
