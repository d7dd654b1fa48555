import Foundation
import StockTestSupport
import Testing

/// Definitions, sources and stores through the built program.
@Suite("own definitions and sources")
struct DefinitionsTests {
    let folder = TemporaryFolder()

    private let crates = """
        format: acme-crates
        title: Acme's crates
        kind: opening
        header: [Crate, Counted]
        fields: {sku: Crate, at: Counted}

        """

    @Test("list shows all, the user's marked; show prints a text exactly; a wrong name gets the nearest")
    func listAndShow() throws {
        folder.makeFile("crates.yaml", crates)
        let list = try Tool.run(["definitions", "list", "--definitions", "crates.yaml"], in: folder)
        #expect(list.status == 0)
        let lines = list.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(
            lines.contains { $0.hasPrefix("*  acme-crates ") && $0.hasSuffix("CSV   opening          Acme's crates") })
        #expect(lines.contains { $0.hasPrefix("   ubl-despatch-advice ") })
        let json = try Tool.run(["definitions", "list", "--json", "--definitions", "crates.yaml"], in: folder)
        #expect(
            json.output.hasPrefix(
                #"{"name":"acme-crates","title":"Acme's crates","form":"CSV","kind":"opening","origin":"own","#))
        let show = try Tool.run(["definitions", "show", "acme-crates", "--definitions", "crates.yaml"], in: folder)
        #expect(show.status == 0 && show.output == crates)
        let wrong = try Tool.run(["definitions", "show", "shopify-oders"], in: folder)
        #expect(wrong.status == 64 && wrong.output.isEmpty)
        #expect(
            wrong.errors
                == "shopify-oders: error: there is no definition of this name\n  Do: write `shopify-orders`\n")
    }

    @Test("a wrong definition is 65 with its place, whichever command meets it")
    func wrong() throws {
        folder.makeFile("crates.yaml", crates.replacing("header:", with: "haeder:"))
        folder.makeFile("in.csv", "Crate,Counted\nA,2026-11-01\n")
        folder.makeFile("p.yaml", "inputs: [in.csv]\noutputs: {directory: out}\ndefinitions: crates.yaml\n")
        let option = ["--definitions", "crates.yaml"]
        for arguments in [
            ["read", "in.csv"] + option, ["inspect", "in.csv"] + option, ["definitions", "list"] + option,
            ["reconcile", "in.csv", "--out", "out"] + option, ["run", "p.yaml"],
            ["read", "--pipeline", "p.yaml", "in.csv"],
        ] {
            let result = try Tool.run(arguments, in: folder)
            #expect(result.status == 65, "\(arguments)")
            #expect(result.output.isEmpty)
            #expect(
                result.errors.contains(
                    "crates.yaml:4:1: There is no `haeder` here. Did you mean \"header\"?"), "\(result.errors)")
        }
        #expect(folder.names("out").isEmpty)
    }

    @Test("a pipeline's definitions, sources and stores count in run and in read --pipeline")
    func pipeline() throws {
        folder.makeFolder("in")
        folder.makeFolder("own")
        folder.makeFile("own/crates.yaml", crates)
        folder.makeFile("in/count.csv", "Crate,Counted\nA,2026-11-01\n")
        folder.makeFile("in/packlog-1.csv", "Slip,What,Label,Gone\n7,A,SA1,2026-11-03\n")
        folder.makeFile(
            "in/copies.csv",
            "tool,channel,order_id,sku,quantity,status,ordered_at\nss,My Shop,7,A,1,shipped,2026-11-02\n")
        folder.makeFile(
            "p.yaml",
            """
            inputs: [in/]
            definitions: own/
            stores: {"My Shop": shopify}
            sources:
              - {match: "packlog*.csv", channel: shopify, scans: yes,
                 columns: {order_id: Slip, sku: What, serials: Label, shipped_at: Gone}}
            outputs: {directory: out}

            """)
        let run = try Tool.run(["run", "p.yaml", "--date", "2026-11-23", "-q"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let sources = try #require(folder.text("out/latest/sources.csv"))
        for format in ["acme-crates", "house-fulfilments", "house-copies"] { #expect(sources.contains(",\(format),")) }
        let findings = try #require(folder.text("out/latest/findings.csv"))
        #expect(findings.contains(",unknown-serial,A,A1,1,shopify,7,"), "\(findings)")
        let read = try Tool.run(["read", "--pipeline", "p.yaml", "in/packlog-1.csv"], in: folder)
        #expect(read.status == 0)
        #expect(read.output.contains(#""scope":"shopify","document":"7","sku":"A","quantity":1,"serials":["A1"]"#))
        // Without the pipeline nobody can know.
        #expect(try Tool.run(["read", "in/packlog-1.csv"], in: folder).status == 2)
    }
}
