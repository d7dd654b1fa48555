import Foundation
import StockTestSupport
import Testing

/// What must not change a run, and what must not stop one, through the built program.
@Suite("the whole program")
struct WholeProgramTests {
    let folder = TemporaryFolder()

    private let published = ["findings.csv", "rejects.csv", "sources.csv", "stock_by_sku.csv", "stock_units.csv"]

    init() {
        folder.makeFolder("in")
        folder.makeFile(
            "in/catalogue.csv",
            "sku,name,gtin,serials,components\nP,Phone,2000000151281,required,\nC,Case,,none,\nK,Set,,optional,P*1;C*2\n"
        )
        folder.makeFile(
            "in/opening.csv", "sku,as_of,serial,quantity\nP,2026-11-01,X1,1\nP,2026-11-01,X2,1\nC,2026-11-01,,3\n")
        folder.makeFile(
            "in/orders.csv",
            """
            channel,order_id,sku,quantity,status,ordered_at
            shop,O1,P,1,shipped,2026-11-03
            shop,O2,K,2,open,2026-11-04
            bay,O1,C,1,open,2026-11-05

            """)
        folder.makeFile(
            "in/log.csv", "channel,order_id,sku,serials,shipped_at\nshop,O1,P,X1,2026-11-03\nshop,O9,P,X3,2026-11-03\n")
    }

    private func run(_ arguments: [String], status: Int32 = 0) throws {
        let result = try Tool.run(["reconcile", "--out", "out", "--date", "2026-11-23", "-q"] + arguments, in: folder)
        #expect(result.status == status, "\(result.errors)")
    }

    @Test("a folder, its files in any order, a link to it, a file named twice: the same bytes")
    func ways() throws {
        folder.makeLink("link", to: "in")
        let names = ["catalogue.csv", "opening.csv", "orders.csv", "log.csv"].map { "in/\($0)" }
        try run(["in"])
        try run(names)
        try run(names.reversed())
        try run(["link"])
        try run(["./in/../in/"])
        try run(["in", "in/orders.csv", folder("in/log.csv")])
        for name in published {
            let first = try #require(folder.text("out/runs/2026-11-23.1/\(name)"))
            for number in 2...6 {
                #expect(folder.text("out/runs/2026-11-23.\(number)/\(name)") == first, "\(number) \(name)")
            }
        }
        #expect(try #require(folder.text("out/latest/stock_units.csv")).contains("\nP,X2,in-stock,"))
    }

    @Test("two runs differ in nothing but their summary and manifest")
    func twice() throws {
        try run(["in"])
        try run(["in"])
        let names = folder.names("out/runs/2026-11-23.1")
        #expect(folder.names("out/runs/2026-11-23.2") == names)
        #expect(Set(names).isSuperset(of: published))
        for name in names where !["summary.json", "manifest.json"].contains(name) {
            #expect(
                folder.text("out/runs/2026-11-23.1/\(name)") == folder.text("out/runs/2026-11-23.2/\(name)"), "\(name)")
        }
    }

    @Test(
        "a file that is refused is named, and the rest is published",
        arguments: [
            (
                "broken.xml",
                "<DespatchAdvice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2\"><ID>"
            ),
            ("unknown.csv", "colour,shape\nred,round\n"),
            ("declared.xml", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>"),
        ])
    func rejectedFile(name: String, text: String) throws {
        folder.makeFile("in/\(name)", text)
        try run(["in"], status: 2)
        let sources = try #require(folder.text("out/latest/sources.csv"))
        let row = try #require(sources.split(separator: "\n").first { $0.hasPrefix("\(name),") })
        #expect(row.hasSuffix(",rejected"))
        #expect(try #require(folder.text("out/latest/rejects.csv")).contains("\n\(name),"))
        #expect(try #require(folder.text("out/latest/stock_units.csv")).contains("\nP,X2,in-stock,"))
        #expect(try #require(folder.text("out/latest/stock_by_sku.csv")).contains("\nP,Phone,2,"))
    }

    @Test(
        "a catalogue in which one name leads to two entries is refused with file and line",
        arguments: [
            "sku,gtin\nA,2000000151281\nB,02000000151281\n", "sku,aliases\nA,x;y\nB,y\n",
            "sku,supplier_parts\nA,Acme=7\nB,Acme=7\n", "sku,name\nA,One\nA,Two\n",
        ])
    func ambiguousCatalogue(text: String) throws {
        folder.makeFile("in/catalogue.csv", text)
        let result = try Tool.run(["reconcile", "in", "--out", "out", "--date", "2026-11-23"], in: folder)
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("catalogue.csv:3: error: "), "\(result.errors)")
        #expect(folder.names("out/runs").isEmpty)
    }

    @Test("a notice without lines cancels a delivery, and names no SKU")
    func cancelWithoutLines() throws {
        let advice = { (status: String, day: Int, lines: String) in
            """
            <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2">
            <ID>A1</ID><IssueDate>2026-11-0\(day)</IssueDate>\(status)
            <DespatchSupplierParty><Party><PartyName><Name>Acme</Name></PartyName></Party></DespatchSupplierParty>
            \(lines)</DespatchAdvice>
            """
        }
        let line =
            "<DespatchLine><ID>1</ID><DeliveredQuantity>1</DeliveredQuantity><Item><BuyersItemIdentification><ID>P</ID>"
            + "</BuyersItemIdentification><ItemInstance><SerialID>X7</SerialID></ItemInstance></Item></DespatchLine>"
        folder.makeFile("in/a.xml", advice("", 2, line))
        try run(["in"])
        #expect(try #require(folder.text("out/latest/stock_units.csv")).contains("\nP,X7,in-stock,"))
        folder.makeFile("in/b.xml", advice("<DocumentStatusCode>Cancelled</DocumentStatusCode>", 3, ""))
        try run(["in"])
        #expect(!(try #require(folder.text("out/latest/stock_units.csv")).contains("X7")))
        let stock = try #require(folder.text("out/latest/stock_by_sku.csv"))
        #expect(!stock.contains("\n,"))
        let findings = try #require(folder.text("out/latest/findings.csv"))
        #expect(!findings.contains("unknown-sku") && !findings.contains("asn-quantity"))
    }

    @Test("a record that is rejected does not stop the others of its file")
    func rejectedRecords() throws {
        folder.makeFile(
            "in/more.csv",
            "channel,order_id,sku,quantity,status,ordered_at\nshop,O5,C,1,open,never\nshop,O6,C,1,open,2026-11-06\n")
        try run(["in"], status: 2)
        #expect(try #require(folder.text("out/latest/rejects/more.csv")).hasSuffix("shop,O5,C,1,open,never\n"))
        #expect(try #require(folder.text("out/latest/sources.csv")).contains("\nmore.csv,,"))
    }
}
