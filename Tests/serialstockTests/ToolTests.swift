import Foundation
import StockTestSupport
import Testing

/// The built program from outside: exit codes, messages, pipes.
@Suite("the program")
struct ToolTests {
    let folder = TemporaryFolder()

    @Test(
        "wrong use is 64",
        arguments: [
            [], ["reconcile"], ["reconcile", "in"], ["run"], ["read"], ["nonsense"], ["reconcile", "in", "--out"],
            ["reconcile", "in", "--out", "o", "--date", "2026-02-30"],
            ["reconcile", "in", "--out", "o", "--date", "2026-02-03T00:00:00Z"],
            ["reconcile", "in", "--out", "o", "--workers", "0"],
            ["reconcile", "in", "--out", "o", "--partitions", "x"],
            ["reconcile", "in", "--out", "o", "--serial-scope", "world"],
            ["reconcile", "in", "--out", "o", "--fail-on", "info"],
        ])
    func wrongUse(arguments: [String]) throws {
        let result = try Tool.run(arguments, in: folder)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("Error: "))
    }

    @Test("--version and --help go to standard output")
    func version() throws {
        let version = try Tool.run(["--version"], in: folder)
        #expect(version.status == 0)
        #expect(version.output == "0.1.0\n")
        #expect(try Tool.run(["reconcile", "--help"], in: folder).output.hasPrefix("OVERVIEW: "))
    }

    @Test("a pipeline file that is wrong is 65, with every mistake")
    func wrongPipeline() throws {
        folder.makeFile("shop.yaml", "inputs: [in]\nreclals: [campaigns]\nrules: {serial_scope: world}\n")
        let result = try Tool.run(["run", "shop.yaml"], in: folder)
        #expect(result.status == 65)
        #expect(result.output.isEmpty)
        #expect(
            result.errors == """
                shop.yaml:1:1: error: `outputs:` is missing
                  Do: add `outputs: {directory: out}`
                shop.yaml:2:1: error: `reclals` is not a key of a pipeline
                  Do: write `recalls`
                shop.yaml:3:23: error: `serial_scope:` must be `auto`, `global` or `sku`, not `world`
                  Do: write `serial_scope: auto`

                """)
    }

    @Test("an input that is not there is 3, and publishes nothing", arguments: [["-q"], ["--json"], []])
    func missingInput(options: [String]) throws {
        let result = try Tool.run(["reconcile", "none", "--out", "out"] + options, in: folder)
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(
            result.errors == """
                none: error: the input cannot be found: it, or a folder on the way to it, does not exist
                  Do: correct the path

                """)
        #expect(folder.names("out/runs").isEmpty)
    }

    @Test("read prints one JSON object a line; 2 if anything was rejected")
    func read() throws {
        folder.makeFile("returns.csv", "return_id,sku,returned_at\nR1,A,2026-11-02\nR2,B,2026-11-31\n")
        folder.makeFile("fine.csv", "serial,also\nS1,S2\n")
        let result = try Tool.run(["read", "returns.csv", "fine.csv"], in: folder)
        #expect(result.status == 2)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains(#""document":"R1""#))
        #expect(lines[1].hasPrefix(#"{"reject":{"file":"returns.csv","record":2,"line":3,"field":"returned_at""#))
        #expect(lines[2].hasPrefix(#"{"kind":"identity","serial":"S1","also":"S2""#))
        #expect(try Tool.run(["read", "fine.csv"], in: folder).status == 0)
        let missing = try Tool.run(["read", "none.csv"], in: folder)
        #expect(missing.status == 2)
        #expect(missing.output.hasPrefix(#"{"reject":{"file":"none.csv""#))
    }

    @Test("read --counts prints one JSON object a file, with what kept it from being read")
    func counts() throws {
        folder.makeFile(
            "returns.csv",
            "return_id,sku,returned_at,serials\nR1,A,2026-11-02,S1;S2\nR2,B,2026-11-31,S3\nR3,C,2026-11-03,\n")
        folder.makeFile("odd.csv", "some,words\n1,2\n")
        let result = try Tool.run(["read", "--counts", "returns.csv", "odd.csv"], in: folder)
        #expect(result.status == 2)
        let lines = result.output.split(separator: "\n")
        #expect(
            lines.first == #"""
                {"file":"returns.csv","outcome":"read","kind":"return","definition":"house-returns","bytes":92,"records":2,"rejected":1,"serials":2}
                """#)
        #expect(lines.count == 2)
        #expect(lines.last?.hasPrefix(#"{"file":"odd.csv","outcome":"rejected","bytes":15,"records":0"#) == true)
        #expect(lines.last?.contains(#""serials":0,"problem":"Not recognised"#) == true)
    }

    @Test("a closed pipe is no error")
    func closedPipe() throws {
        let rows = (1...20_000).map { "S\($0),T\($0)\n" }.joined()
        folder.makeFile("many.csv", "serial,also\n\(rows)")
        let result = try Tool.run(["read", "many.csv"], in: folder, closingOutput: true)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
    }
}
