import Foundation
import StockTestSupport
import Testing

/// `serialstock check`, and the pipelines that are shipped, through the built program.
@Suite("check and the shipped pipelines")
struct CheckTests {
    let folder = TemporaryFolder()

    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The shop and its pipelines, as a clone has them, but that nobody has to wait until the copies are still.
    private func copyShop() throws {
        for name in ["fixtures/shop", "fixtures/recall", "fixtures/listings", "pipelines"] {
            let target = URL(fileURLWithPath: folder(name))
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: Self.repository.appendingPathComponent(name), to: target)
        }
        try? FileManager.default.removeItem(atPath: folder("pipelines/state"))
        let text = try #require(folder.text("pipelines/nightly.yaml"))
        folder.makeFile("pipelines/nightly.yaml", text.replacing("settle: 5", with: "settle: 0"))
    }

    @Test("the shipped pipelines have no mistakes, and work", arguments: ["marketplace", "nightly"])
    func shipped(name: String) throws {
        try copyShop()
        let pipeline = "pipelines/\(name).yaml"
        let check = try Tool.run(["check", pipeline], in: folder)
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.contains("\(pipeline): all is well, with "))
        #expect(check.output.contains("ubl-despatch-advice"))
        #expect(folder.names() == ["fixtures", "pipelines", "stderr", "stdout"])

        let date = ["--date", "2026-11-23"]
        let first = name == "nightly" ? ["--init"] : []
        let out = name == "nightly" ? "out/nightly" : "out"
        let dry = try Tool.run(["run", pipeline, "--dry-run"] + first + date, in: folder)
        #expect(dry.status == 2, "one record is rejected: \(dry.errors)")
        #expect(dry.output.hasPrefix("Dry run of 2026-11-23.1, "))
        #expect(dry.output.hasSuffix("\nFiles     none: nothing was published, and no ledger was changed\n"))
        #expect(folder.names() == ["fixtures", "pipelines", "stderr", "stdout"])
        #expect(!folder.names("pipelines").contains("state"))

        let run = try Tool.run(["run", pipeline] + first + date, in: folder)
        #expect(run.status == 2, "\(run.errors)")
        #expect(folder.target("\(out)/latest") == "runs/2026-11-23.1")
        #expect(folder.names("\(out)/latest/feeds").count == 5)
        for file in ["stock_by_sku.csv", "stock_units.csv"] {
            let golden = Self.repository.appendingPathComponent("fixtures/golden/shop/\(file)")
            let wanted = try String(contentsOf: golden, encoding: .utf8)
            #expect(folder.text("\(out)/latest/\(file)") == wanted, "\(file)")
        }
        let again = try Tool.run(["run", pipeline, "-q"] + date, in: folder)
        #expect(again.status == (name == "nightly" ? 0 : 2), "\(again.errors)")
        #expect(try Tool.run(["check", pipeline, "-q"], in: folder).status == 0)
    }

    @Test("the shipped recall has no mistakes, and makes its mailing for nobody else's eyes")
    func recall() throws {
        try copyShop()
        let check = try Tool.run(["check", "pipelines/recall.yaml"], in: folder)
        #expect(check.status == 0 && check.output.hasPrefix("pipelines/recall.yaml: all is well\n"), "\(check.output)")
        let run = try Tool.run(["run", "pipelines/recall.yaml", "--date", "2026-11-23"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("R-2026-014"))
        let lists = "out/recall/latest/recalls/R-2026-014"
        #expect(folder.mode("out/recall/latest/recalls") & 0o777 == 0o700)
        #expect(folder.mode(lists) & 0o777 == 0o700)
        for name in folder.names(lists) { #expect(folder.mode("\(lists)/\(name)") & 0o777 == 0o600, "\(name)") }
        let letters = try #require(folder.text("\(lists)/letters.html"))
        #expect(letters.components(separatedBy: "<article class=\"letter\">").count - 1 == 7)
        #expect(letters.contains("data:image/png;base64,"))
    }

    @Test("mistakes go to standard output, and the exit code is 65")
    func mistakes() throws {
        folder.makeFolder("in")
        folder.makeFile(
            "in/catalogue.csv", "sku,gtin,serials\nP,2000000151281,requird\nC,2000000151281,\nD,2000000151281,\n")
        folder.makeFile("shop.yaml", "inputs: [in]\noutputs: {directory: out}\nsetle: 5\n")
        let result = try Tool.run(["check", "shop.yaml"], in: folder)
        #expect(result.status == 65)
        #expect(result.errors.isEmpty)
        #expect(
            result.output == """
                shop.yaml:3:1: error: `setle` is not a key of a pipeline
                  Do: write `settle`
                in/catalogue.csv:2: error: serials: `requird`: The word is not known here. Write one of these: required, \
                optional, none. Did you mean "required"?
                in/catalogue.csv:4: error: gtin: The GTIN 02000000151281 leads to two catalogue entries: C (line 3) and D \
                (line 4)
                  Do: Leave it with one of them

                shop.yaml: 3 mistakes
                  files  definition       kind       records
                  1      house-catalogue  catalogue  2, 1 rejected

                """)
        #expect(folder.names("out").isEmpty)
    }

    @Test("--json is one object")
    func json() throws {
        folder.makeFile("shop.yaml", "inputs: [in]\noutputs: {directory: out}\n")
        let result = try Tool.run(["check", "shop.yaml", "--json"], in: folder)
        #expect(result.status == 65)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(object["errors"] as? Int == 1 && object["warnings"] as? Int == 0)
        let mistake = try #require((object["mistakes"] as? [[String: Any]])?.first)
        #expect(mistake["file"] as? String == "shop.yaml")
        #expect(mistake["line"] as? Int == 1 && mistake["column"] as? Int == 10)
        #expect(mistake["severity"] as? String == "error" && mistake["field"] as? String == "")
        #expect((mistake["problem"] as? String)?.contains("the input cannot be found") == true)
    }

    @Test("--init without a ledger to make is wrong use")
    func initWithoutLedger() throws {
        folder.makeFile("shop.yaml", "inputs: [in]\noutputs: {directory: out}\n")
        let result = try Tool.run(["run", "shop.yaml", "--init"], in: folder)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: --init makes a ledger, and shop.yaml names none"))
    }
}
