import Testing

@testable import stockbench

@Suite("checking what a run published")
struct WorkloadCheckTests {
    /// A workload of one SKU with two units left, one of them reserved, and one serial that nobody knows.
    private var summary: WorkloadSummary {
        var units = RowDigest()
        var findings = RowDigest()
        for (serial, place) in [("S1", "in-stock"), ("S2", "reserved")] as [(StaticString, StaticString)] {
            for cell in ["A,1", serial, place] as [StaticString] { units.cell(cell) }
            units.endRow()
        }
        for cell in ["unknown-serial", "A,1", "S9"] as [StaticString] { findings.cell(cell) }
        findings.endRow()
        let figures = [5, 4, 1, 1, 1, 1]
        return WorkloadSummary(
            seed: 1, businessDate: "2026-01-31", units: 5, despatchLines: 1, orders: 5, orderLines: 5, openLines: 1,
            duplicateSales: 0, unknownSerials: 1, skus: 1,
            files: .init(despatchAdvices: 1, orderExports: 1, catalogue: 0),
            expected: .init(
                findings: ["unknown-serial": 1], findingsDigest: findings.text,
                units: ["in-stock": 1, "reserved": 1], unitsDigest: units.text,
                totals: Dictionary(uniqueKeysWithValues: zip(WorkloadSummary.skuColumns, figures)),
                skus: ["A,1": "5,4,1,1,1,1"]))
    }

    /// Publishes the right files but for one, and returns the differences found.
    private func differences(_ name: String = "", _ text: String = "") throws -> [String] {
        let folder = try TemporaryFolder()
        let right = [
            "sources.csv": "file,sha256,outcome\na.xml,,read\nb.csv,,read\n",
            "rejects.csv": "file,record\n",
            "stock_by_sku.csv": #"""
            sku,name,received,shipped,on_hand,committed,units_in_stock,units_reserved
            "A,1","a ""name""",5,4,1,1,1,1

            """#,
            "stock_units.csv": "sku,serial,place\n\"A,1\",S2,reserved\n\"A,1\",S1,in-stock\n",
            "findings.csv": "severity,kind,sku,serial\nerror,unknown-serial,\"A,1\",S9\n",
        ]
        for (file, content) in right { try folder.write(file, file == name ? text : content) }
        return try WorkloadCheck(summary: summary, folder: folder.path).differences()
    }

    @Test("nothing to say where all is right")
    func right() throws {
        #expect(try differences().isEmpty)
    }

    @Test("files that were not read")
    func sources() throws {
        #expect(
            try differences("sources.csv", "file,outcome\na.xml,read\nb.csv,rejected\n")
                == ["b.csv was not read but is `rejected`.", "Files read: 1, expected 2."])
    }

    @Test("rejected records")
    func rejects() throws {
        #expect(try differences("rejects.csv", "file,record\nb.csv,7\n") == ["Rejected records: 1, expected 0."])
    }

    @Test("figures of a SKU")
    func stock() throws {
        let header = "sku,received,shipped,on_hand,committed,units_in_stock,units_reserved"
        #expect(
            try differences("stock_by_sku.csv", header + "\n\"A,1\",5,3,2,1,1,1\n")
                == [
                    "Sum of `shipped`: 3, expected 4.",
                    "Sum of `on_hand`: 2, expected 1.",
                    "SKUs that differ: 1, in received,shipped,on_hand,committed,units_in_stock,units_reserved.",
                    "A,1 has 5,3,2,1,1,1, expected 5,4,1,1,1,1.",
                ])
    }

    @Test("units: too many, or others")
    func units() throws {
        let rows = "sku,serial,place\n\"A,1\",S2,reserved\n\"A,1\",S1,in-stock\n"
        #expect(
            try differences("stock_units.csv", rows + "\"A,1\",S3,away\n") == ["Units `away`: 1, expected 0."])
        #expect(
            try differences("stock_units.csv", "sku,serial,place\n\"A,1\",S1,reserved\n\"A,1\",S2,in-stock\n")
                == ["The unit file has as many units as expected, but not the same ones."])
    }

    @Test("findings: others, or on others")
    func findings() throws {
        #expect(
            try differences("findings.csv", "kind,sku,serial\nsku-mismatch,\"A,1\",S9\n")
                == ["Findings `sku-mismatch`: 1, expected 0.", "Findings `unknown-serial`: 0, expected 1."])
        #expect(
            try differences("findings.csv", "kind,sku,serial\nunknown-serial,\"A,1\",S8\n")
                == ["There are as many findings as expected, but not on the same serials."])
    }

    @Test("a file with a torn row or without a column cannot be compared")
    func torn() {
        #expect(throws: BenchError.self) { try differences("stock_units.csv", "sku,serial,place\nA,S1\n") }
        #expect(throws: BenchError.self) { try differences("stock_units.csv", "sku,serial\nA,S1\n") }
    }
}
