import Foundation
import Glibc
import StockModel
import StockTestSupport
import Testing

/// Whole runs of the built program, on the shop in `fixtures/` and on small inputs.
@Suite("whole runs")
struct ReconcileTests {
    let folder = TemporaryFolder()

    @Test("the shop shows every kind of finding, and one bad record")
    func shop() throws {
        let result = try Tool.run(
            ["reconcile", Self.fixtures("shop"), "--out", "out", "--date", "2026-11-23", "--json"], in: folder)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("note: ") || result.errors.isEmpty)
        let summary = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(summary["run"] as? String == "2026-11-23.1")
        #expect(result.output == folder.text("out/latest/summary.json"))
        let findings = try #require(summary["findings"] as? [String: Any])
        let kinds = try #require(findings["by_kind"] as? [String: Int])
        // Recalls and watch lists take a pipeline.
        let noticed: Set<FindingKind> = [.watchlisted, .recalledSale, .recalledInStock]
        for kind in FindingKind.allCases {
            #expect((kinds[kind.rawValue, default: 0] > 0) != noticed.contains(kind), "\(kind.rawValue)")
        }
        let records = try #require(summary["records"] as? [String: Any])
        #expect(records["rejected"] as? Int == 1)
    }

    @Test("a rejected record, corrected and fed back, is taken")
    func feedBack() throws {
        _ = try Tool.run(
            ["reconcile", Self.fixtures("shop"), "--out", "out", "--date", "2026-11-23", "-q"], in: folder)
        let name = try #require(folder.names("out/latest/rejects").first)
        let rejected = try #require(folder.text("out/latest/rejects/\(name)"))
        folder.makeFile("corrected.csv", rejected.replacingOccurrences(of: "2026-11-31", with: "2026-11-07"))
        let before = try #require(folder.text("out/latest/findings.csv"))
        let result = try Tool.run(
            ["reconcile", Self.fixtures("shop"), "corrected.csv", "--out", "out", "--date", "2026-11-23", "-q"],
            in: folder)
        #expect(result.status == 2)
        let after = try #require(folder.text("out/latest/findings.csv"))
        #expect(before.contains("missing-serial"))
        #expect(!after.contains("missing-serial"))
    }

    @Test("a limit of memory changes nothing in what is published, and one that says nothing is refused")
    func memory() throws {
        let shop = Self.fixtures("shop")
        for (out, more) in [("free", []), ("bounded", ["--memory", "64MB"])] {
            _ = try Tool.run(["reconcile", shop, "--out", out, "--date", "2026-11-23", "-q"] + more, in: folder)
        }
        for name in ["stock_by_sku.csv", "stock_units.csv", "findings.csv", "rejects.csv"] {
            #expect(folder.text("free/latest/\(name)") == folder.text("bounded/latest/\(name)"), "\(name)")
        }
        let small = try Tool.run(["reconcile", shop, "--out", "o", "--memory", "1MB"], in: folder)
        #expect(small.status == 64 && small.errors.contains("--memory must be at least 64MB, not '1MB'."))
        folder.makeFile("nightly.yaml", "inputs: [in]\nledger: l.sqlite\noutputs: {directory: o}\n")
        let night = try Tool.run(["run", "nightly.yaml", "--memory", "1GB"], in: folder)
        #expect(
            night.status == 64 && night.errors.contains("--memory is for one-offs, and nightly.yaml names a ledger"))
    }

    @Test("the same files give the same bytes, with any number of workers and partitions, at any path")
    func sameBytes() throws {
        try FileManager.default.copyItem(atPath: Self.fixtures("shop"), toPath: folder("elsewhere"))
        let shop = Self.fixtures("shop")
        let runs = [[shop], [shop, "--workers", "1"], ["elsewhere", "--workers", "7", "--partitions", "3"]]
        for arguments in runs {
            let result = try Tool.run(
                ["reconcile", "--out", "out", "--date", "2026-11-23", "-q"] + arguments, in: folder)
            #expect(result.status == 2)
            #expect(result.output.isEmpty)
        }
        for name in [
            "findings.csv", "rejects.csv", "rejects/pack-log-2026-11.csv", "sources.csv", "stock_by_sku.csv",
            "stock_units.csv",
        ] {
            let first = try #require(folder.text("out/runs/2026-11-23.1/\(name)"))
            #expect(folder.text("out/runs/2026-11-23.2/\(name)") == first)
            #expect(folder.text("out/runs/2026-11-23.3/\(name)") == first)
        }
    }

    @Test(
        "exit codes by --fail-on",
        arguments: [
            ([], 0), (["--fail-on", "never"], 0), (["--fail-on", "error"], 0), (["--fail-on", "warning"], 1),
        ]
            as [([String], Int32)])
    func failOn(options: [String], status: Int32) throws {
        folder.makeFile("catalogue.csv", "sku,name\nA,Apple\n")
        folder.makeFile("stock.csv", "sku,as_of,quantity\nB,2026-11-01,3\n")
        let result = try Tool.run(
            ["reconcile", "catalogue.csv", "stock.csv", "--out", "out", "--date", "2026-11-23"] + options, in: folder)
        #expect(result.status == status)
        #expect(result.output.contains("unknown-sku"))
        #expect(result.errors.isEmpty)
    }

    @Test("a pipeline's own rules count, and options go before them")
    func pipeline() throws {
        folder.makeFolder("in")
        folder.makeFile("in/stock.csv", "sku,as_of,quantity\nB,2026-11-01,3\n")
        folder.makeFile("catalogue.csv", "sku,name\nA,Apple\n")
        folder.makeFolder("jobs")
        folder.makeFile(
            "jobs/shop.yaml",
            """
            inputs: [../in/]
            catalogue: ../catalogue.csv
            rules: {fail_on: warning}
            outputs: {directory: ../out}
            """)
        #expect(try Tool.run(["run", "jobs/shop.yaml", "--date", "2026-11-23"], in: folder).status == 1)
        let never = try Tool.run(
            ["run", "jobs/shop.yaml", "--date", "2026-11-23", "--fail-on", "never", "-q"], in: folder)
        #expect(never.status == 0)
        #expect(never.output.isEmpty)
        #expect(folder.target("out/latest") == "runs/2026-11-23.2")
    }

    @Test("a closed pipe does not change what is published, or the exit code")
    func closedPipe() throws {
        let result = try Tool.run(
            ["reconcile", Self.fixtures("shop"), "--out", "out", "--date", "2026-11-23"], in: folder,
            closingOutput: true)
        #expect(result.status == 2)
        #expect(folder.target("out/latest") == "runs/2026-11-23.1")
    }

    @Test("buyers' details are in no file and no message but the rejected records")
    func privacy() throws {
        let result = try Tool.run(
            ["reconcile", Self.fixtures("shop"), "--out", "out", "--date", "2026-11-23"], in: folder)
        let files = [
            "findings.csv", "rejects.csv", "sources.csv", "stock_by_sku.csv", "stock_units.csv", "summary.json",
        ]
        let texts = files.compactMap { folder.text("out/latest/\($0)") } + [result.output, result.errors]
        for text in texts {
            for word in ["Harlow", "Ortiz", "example.com", "555-01", "Quay Street"] { #expect(!text.contains(word)) }
        }
    }

    private static func fixtures(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("fixtures/\(name)").path
    }
}
