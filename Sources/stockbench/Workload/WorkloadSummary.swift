import Foundation

/// `workload.json`: what a workload holds and what a correct reconciliation of it says.
struct WorkloadSummary: Codable, Equatable {
    /// A number for each kind of file.
    struct PerKind: Codable, Equatable {
        var despatchAdvices = 0
        var orderExports = 0
        var catalogue = 0
        var total: Int { despatchAdvices + orderExports + catalogue }
    }

    /// What must come out.
    struct Expected: Codable, Equatable {
        /// Findings of each kind; kinds that are not named must not occur.
        var findings: [String: Int]
        /// Checksum over kind, SKU and serial of the duplicate sales and unknown serials (see `RowDigest`).
        var findingsDigest: String
        /// Rows of the unit file by place.
        var units: [String: Int]
        /// Checksum over SKU, serial and place of the rows of the unit file.
        var unitsDigest: String
        /// Sums over all SKUs, by the columns of the stock file.
        var totals: [String: Int]
        /// For each SKU the figures of `skuColumns`, joined by commas.
        var skus: [String: String]
    }

    /// What came in on the night after.
    struct Night: Codable, Equatable {
        var businessDate: String
        var units: Int
        var orderLines: Int
        var files: Int
        var bytes: Int
        /// New units and order lines.
        var records: Int { units + orderLines }
    }

    /// Columns of the stock file that are checked SKU by SKU.
    static let skuColumns = ["received", "shipped", "on_hand", "committed", "units_in_stock", "units_reserved"]

    var format = 1
    var seed: UInt64
    var businessDate: String
    var units: Int
    var despatchLines: Int
    var orders: Int
    var orderLines: Int
    var openLines: Int
    var duplicateSales: Int
    var unknownSerials: Int
    var skus: Int
    var files = PerKind()
    var bytes = PerKind()
    var expected: Expected
    /// In `night/`; nil where none was asked for.
    var night: Night?

    /// How much the workload holds, in one line.
    var headline: String {
        "\(Figures.grouped(units)) units, \(Figures.grouped(orderLines)) order lines, "
            + "\(Figures.grouped(bytes.total / 1_000_000)) MB in \(files.total) files, seed \(seed)"
    }

    /// The summary of the workload in `folder`.
    static func read(folder: String) throws -> WorkloadSummary {
        let path = folder + "/workload.json"
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(WorkloadSummary.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw BenchError("cannot read \(path); `stockbench generate` writes it: \(error)")
        }
    }

    /// Writes the summary into `folder`, the same bytes for equal summaries.
    func write(folder: String) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: folder + "/workload.json"))
    }
}

extension WorkloadSummary.Expected {
    init(_ outcome: ExpectedOutcome) {
        let figures = outcome.figures
        let rows = figures.map {
            [$0.received, $0.shipped, $0.onHand, $0.committed, $0.unitsInStock, $0.unitsReserved]
        }
        totals = [:]
        for (column, name) in WorkloadSummary.skuColumns.enumerated() {
            totals[name] = rows.reduce(0) { $0 + $1[column] }
        }
        skus = [:]
        for (sku, row) in rows.enumerated() {
            let digits = String(sku)
            skus["SKU-" + String(repeating: "0", count: 5 - digits.count) + digits] = row.map(String.init).joined(
                separator: ",")
        }
        units = ["in-stock": totals["units_in_stock", default: 0], "reserved": totals["units_reserved", default: 0]]
        unitsDigest = outcome.unitDigest.text
        findingsDigest = outcome.findingDigest.text
        findings = [
            "duplicate-sale": outcome.duplicateSales,
            "unknown-serial": outcome.unknownSerials,
            "sold-before-received": outcome.earlySales,
            "oversell": figures.reduce(0) { $0 + $1.oversold },
            "shipped-beyond-supply": figures.reduce(0) { $0 + ($1.onHand < 0 ? 1 : 0) },
        ]
    }
}
