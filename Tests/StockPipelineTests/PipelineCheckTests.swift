import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("check")
struct PipelineCheckTests {
    let folder = TemporaryFolder()

    init() {
        folder.makeFolder("in")
        folder.makeFile(
            "in/stock.csv", "sku,as_of,serial,quantity\nP,2026-11-01,X1,1\nQ,2026-11-01,,4\nC,2026-11-01,,3\n")
        folder.makeFile("catalogue.csv", Self.catalogue)
    }

    private static let catalogue = """
        sku,name,gtin,aliases,supplier_parts,serials,identifier,components
        P,Phone,2000000151281,PH-1,,required,any,
        C,Case,,,Acme=7,none,,
        K,Set,,,,,,P*1;C*2

        """
    static let start = "inputs: [in/]\ncatalogue: catalogue.csv\noutputs: {directory: out}\n"

    @Test("a pipeline without mistakes: which definition reads how much, and nothing is made")
    func well() {
        let report = check()
        #expect(report.mistakes == [])
        #expect(report.exitCode == 0)
        #expect(
            report.files.map { "\($0.definition) \($0.kind) \($0.files) \($0.records)" } == [
                "house-catalogue catalogue 1 3", "house-opening opening 1 3",
            ])
        #expect(folder.names() == ["catalogue.csv", "in", "shop.yaml"])
    }

    @Test("the pipeline, its definitions, inputs, catalogue and listings at once")
    func everything() {
        folder.makeFolder("own")
        folder.makeFolder("campaigns")
        folder.makeFile("own/acme.yaml", "format: acme\nkinde: opening\nheader: [Crate]\nfields: {sku: Crate}\n")
        folder.makeFile("catalogue.csv", Self.catalogue + "Q,Quilt,2000000151281,PH-1,,requird,,\nR,Rug,,C,,,,\n")
        let report = check(
            """
            nmae: shop
            inputs: [inn/, "in/*.xlm", in/]
            catalogue: catalogue.csv
            definitions: [own]
            sources:
              - {match: "stok.csv", zone: Europe/Berln}
            recalls: [campains/]
            outputs:
              directory: catalogue.csv
              feeds: [{channel: amazon, listings: none.txt}]

            """)
        #expect(
            told(report) == """
                shop.yaml:1:1: error: `nmae` is not a key of a pipeline
                  Do: write `name`
                shop.yaml:2:10: error: /inn: the input cannot be found: it, or a folder on the way to it, does not exist
                  Do: /in is there; write that
                shop.yaml:2:16: error: `/in/*.xlm` leads to no file
                  Do: correct the pattern, or put files there
                shop.yaml:6:13: warning: `stok.csv` meets no file of the inputs
                  Do: write `stock.csv`
                shop.yaml:6:31: error: `Europe/Berln` is no time zone
                  Do: write an IANA name such as `zone: Europe/Berlin`, or UTC
                shop.yaml:7:11: error: /campains: the campaign cannot be found: it, or a folder on the way to it, does not exist
                  Do: /campaigns is there; write that
                shop.yaml:9:14: error: /catalogue.csv: the folder cannot be used: a file of that name is in its place
                  Do: move the file away, or choose another output folder
                shop.yaml:10:39: error: /none.txt: The file cannot be read: No such file or directory (open, byte 0). \
                Check that the file exists and may be read.
                /own/acme.yaml:1:1: error: `kind` is missing: one of opening, despatch, order, copy, fulfilment, \
                return, adjustment, identity, catalogue, registration, watched, warranty-term, warranty-change, remedied, told.
                /own/acme.yaml:2:1: error: There is no `kinde` here. Did you mean "kind"?
                /catalogue.csv:5: error: serials: `requird`: The word is not known here. Write one of these: required, \
                optional, none. Did you mean "required"?
                /catalogue.csv:6: error: aliases: The name C leads to two catalogue entries: C (line 3) and R (line 6)
                  Do: Leave it with one of them
                """)
        #expect(report.exitCode == 65)
    }

    @Test(
        "what a catalogue says that no run complains of",
        arguments: [
            ("S,Set,,,,,,PH-1*1", "components: The component PH-1 of S is no SKU of the catalogue", "Write P"),
            ("S,Set,,,,,,Cc*1", "components: The component Cc of S is no SKU of the catalogue", "Write C"),
            (
                "S,Set,,,,,,Nothing*1", "components: The component Nothing of S is no SKU of the catalogue",
                "Add an entry for it, or correct it"
            ),
            (
                "S,Sofa,2000000151282,,,,,",
                "gtin: 2000000151282 is no GTIN: it must have 8, 12, 13 or 14 digits, of which the last is the right check digit",
                "Copy it from the label, or leave it empty"
            ),
        ])
    func catalogue(row: String, problem: String, remedy: String) {
        folder.makeFile("catalogue.csv", Self.catalogue + row + "\n")
        #expect(told(check()) == "/catalogue.csv:5: error: \(problem)\n  Do: \(remedy)")
    }

    @Test("a catalogue among the inputs is checked too; two of them contradict each other")
    func amongInputs() {
        folder.makeFile("in/more.csv", "sku,gtin\nS,2000000151281\n")
        #expect(
            told(check()) == """
                /in/more.csv:2: error: gtin: The GTIN 02000000151281 leads to two catalogue entries: P (line 2 of another \
                file) and S (line 2)
                  Do: Leave it with one of them
                """)
    }

    @Test("many rows of a catalogue that cannot be read are all told, though a run would take none of it")
    func manyRejects() {
        let rows = (0..<30).map { "S\($0),,,,,alwys,,\n" }.joined()
        folder.makeFile("catalogue.csv", Self.catalogue + rows)
        let report = check()
        #expect(report.count(.error) == 30)
        #expect(report.files.first?.records == 3)
    }

    @Test("a catalogue that is something else")
    func noCatalogue() {
        let report = check(Self.start.replacing("catalogue: catalogue.csv", with: "catalogue: in/stock.csv"))
        #expect(
            told(report).hasPrefix(
                "shop.yaml:2:12: error: /in/stock.csv is no catalogue: it is read as `house-opening`"))
    }

    // MARK: Serials

    @Test(
        "required serials that nothing gives",
        arguments: [
            (
                "Q,Quilt,,,,required,,",
                "The serials of Q are required, but of notices and stock-takes the one line that names it gives none, so "
                    + "nothing of it can be sold",
                "Ask the supplier for serials in the notice, count the units by serial, or write `optional`"
            ),
            (
                "GUITAR,Guitar,,,,required,,",
                "The serials of GUITAR are required, but no notice or stock-take ever named it, by whatever name, so nothing "
                    + "of it can be sold",
                "Add the names that notices have for it (`gtin`, `supplier_parts`, `aliases`), or write `optional` until it "
                    + "is first delivered"
            ),
        ])
    func withoutSerials(row: String, problem: String, remedy: String) {
        folder.makeFile("catalogue.csv", Self.catalogue + row + "\n")
        #expect(told(check()) == "/catalogue.csv:5: error: serials: \(problem)\n  Do: \(remedy)")
    }

    @Test("a name in a notice that is nearly the SKU's")
    func nearlyNamed() {
        folder.makeFile("in/stock.csv", "sku,as_of,serial\nP,2026-11-01,X1\nGUITRA,2026-11-01,G1\n")
        folder.makeFile("catalogue.csv", Self.catalogue + "GUITAR,Guitar,,,,required,,\n")
        #expect(
            told(check()).hasSuffix("Do: GUITRA in a notice is nearly the same: if it is meant, add it to `aliases`"))
    }

    @Test("serials that came before, which the ledger remembers")
    func rememberedSerials() throws {
        let text = Self.start + "ledger: l.sqlite\n"
        _ = try run(text, isFirst: true)
        folder.makeFile("in/stock.csv", "sku,as_of,serial,quantity\nC,2026-11-02,,3\n")
        #expect(told(check(text)) == "")
    }

    @Test("before anything has come, nothing is said of serials")
    func beforeAnything() throws {
        folder.makeFile("in/stock.csv", "sku,name\nD,Dust\n")
        #expect(told(check()) == "")
    }

    // MARK: Ledgers

    @Test("a missing ledger: a warning before the first run, a mistake after it")
    func missingLedger() throws {
        let text = Self.start + "ledger: state/l.sqlite\n"
        #expect(
            told(check(text)) == """
                shop.yaml:4:9: warning: there is no ledger at /state/l.sqlite yet
                  Do: if this is the first run ever, make it with `serialstock run /shop.yaml --init`, else correct the path
                """)
        _ = try run(Self.start)
        #expect(
            told(check(text)).hasPrefix("shop.yaml:4:9: error: there is no ledger at /state/l.sqlite, and runs were"))
        #expect(folder.names("state").isEmpty)
    }

    @Test("a ledger that is none")
    func foreignLedger() {
        folder.makeFile("l.sqlite", "not a database, and longer than nothing")
        #expect(
            told(check(Self.start + "ledger: l.sqlite\n")).hasPrefix("shop.yaml:4:9: error: /l.sqlite: the ledger is"))
    }

    @Test("an empty inbox is a mistake, but not where a ledger goes on")
    func empty() throws {
        let text = Self.start.replacing("catalogue: catalogue.csv\n", with: "") + "ledger: l.sqlite\n"
        _ = try run(text, isFirst: true)
        folder.makeFolder("none")
        let later = text.replacing("in/", with: "none/")
        #expect(told(check(later)) == "")
        #expect(
            told(check(later.replacing("ledger: l.sqlite\n", with: ""))).hasPrefix("shop.yaml:1:10: error: there is no")
        )
    }

    // MARK: Inputs and listings

    @Test("files and records that a run would reject, and sources that are never asked, are warnings")
    func warnings() {
        folder.makeFile("in/colours.csv", "colour,shape\nred,round\n")
        folder.makeFile("in/returns.csv", "return_id,sku,returned_at\nR1,P,soon\nR2,P,2026-11-04\n")
        let report = check(Self.start + "sources:\n  - {match: \"*\", zone: UTC}\n  - {match: \"re*\", zone: UTC}\n")
        #expect(report.exitCode == 0)
        #expect(
            report.mistakes.map { "\($0.severity) \($0.line) \($0.problem.prefix(62))" } == [
                "warning 6 sources above this one take all files that `re*` meets",
                "warning 0 a run would reject this file whole: Not recognised: none of th",
                "warning 2 1 of 2 records would be rejected; the first: returned_at: The ",
            ], "\(told(report))")
    }

    @Test("listings that no upload can be made from")
    func listings() {
        folder.makeFile("listings.csv", "Handle,Option1 Value,SKU,Location,On hand\nh,x,ZZ,Main,1\n")
        let feeds = "outputs: {directory: out, feeds: [{channel: shopify, listings: listings.csv}]}\n"
        let text = Self.start.replacing("outputs: {directory: out}\n", with: feeds)
        #expect(told(check(text)).hasPrefix("shop.yaml:3:64: warning: /listings.csv: no listing can be given a figure"))
        folder.makeFile("listings.csv", "Handle,Option1 Value,SKU,Location,On hand\nh,x,P,Main,1\nh,y,P,East,2\n")
        #expect(
            told(check(text)).hasPrefix("shop.yaml:3:64: error: /listings.csv: The listings have several locations"))
        folder.makeFile("listings.csv", "Handle,Option1 Value,SKU,Location,On hand\nh,x,P,Main,1\n")
        #expect(told(check(text)) == "")
    }

    @Test("a file that is no YAML is told by itself")
    func noYAML() {
        #expect(told(check("inputs: [in\noutputs: {")).hasPrefix("shop.yaml:2:"))
        let missing = PipelineCheck.run(folder("none.yaml"), workers: 1)
        #expect(missing.exitCode == 65 && missing.mistakes.count == 1)
    }

    // MARK: Helpers

    private func check(_ text: String = PipelineCheckTests.start) -> CheckReport {
        folder.makeFile("shop.yaml", text)
        return PipelineCheck.run(folder("shop.yaml"), workers: 2)
    }

    /// The mistakes as they are printed, seen from the folder.
    private func told(_ report: CheckReport) -> String {
        report.mistakes.map { $0.description() }.joined(separator: "\n")
            .replacing("\(folder.path)/shop.yaml:", with: "shop.yaml:").replacing(folder.path, with: "")
    }

    private func run(_ text: String, isFirst: Bool = false) throws -> RunOutcome {
        folder.makeFile("shop.yaml", text)
        let file = try PipelineFile.read(folder("shop.yaml"))
        var settings = file.settings(rules: file.rules(businessDay: 20_000))
        settings.ledger?.isMade = isFirst
        return try Pipeline.run(settings)
    }
}
