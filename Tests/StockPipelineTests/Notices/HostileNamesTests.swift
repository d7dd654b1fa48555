import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

/// What buyers write, through a whole run: nothing that a spreadsheet runs, and nothing that breaks a row or a letter.
@Suite("hostile names in a recall")
struct HostileNamesTests {
    let folder = TemporaryFolder()

    /// As an order has them, and as lists show them.
    private static let names: [(written: String, shown: String)] = [
        ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"), ("+49 Ann", "'+49 Ann"), ("-1-Ann", "'-1-Ann"),
        ("@SUM(1)", "'@SUM(1)"), ("'=1+1", "'=1+1"), ("  =2", "'=2"), ("\t=3", "'=3"), ("Ann\nLee", "Ann Lee"),
        ("Bob\r\nRay", "Bob Ray"), ("Cy\tDee", "Cy Dee"), ("Dee, \"D\"; Lee", "Dee, \"D\"; Lee"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"), ("Eve & Co </article>", "Eve & Co </article>"),
        ("\u{202E}Fay", "Fay"), ("Gil\u{7}", "Gil"),
    ]

    private func run() throws {
        folder.makeFolder("in")
        folder.makeFolder("campaigns")
        var orders =
            "channel,order_id,sku,quantity,status,ordered_at,shipped_at,serials,buyer_name,address1,city,country\n"
        var stock = "sku,as_of,serial\n"
        for (number, name) in Self.names.enumerated() {
            stock += "P,2026-10-01,S\(number)\n"
            orders += "web,10\(number),P,1,shipped,2026-10-02,2026-10-02,S\(number),"
            orders += "\(CSVText.cell(name.written)),\(CSVText.cell("\(number) Street\n\(name.written)")),Leith,GB\n"
        }
        folder.makeFile("in/stock.csv", stock)
        folder.makeFile("in/orders.csv", orders)
        folder.makeFile(
            "campaigns/R.yaml",
            "{id: R, title: Hot, issued: 2026-11-02, scope: {skus: [P]}, notice: {hazard: h, what_to_do: w, remedy: r, "
                + "contact: c}}\n")
        var settings = RunSettings(
            inputs: [folder("in")], output: folder("out"),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day))
        settings.notices.campaigns = [folder("campaigns")]
        #expect(try Pipeline.run(settings).exitCode == 0)
    }

    @Test("lists have one row for each, and no cell that a spreadsheet would run")
    func lists() throws {
        try run()
        for name in folder.names("out/latest/recalls/R") where name.hasSuffix(".csv") {
            let text = try #require(folder.text("out/latest/recalls/R/\(name)"))
            let rows = CSVText.rows(text)
            #expect(rows.allSatisfy { $0.count == rows[0].count }, "\(name)")
            #expect(text.split(separator: "\n").count == rows.count, "\(name): a cell has a line end")
            #expect(!text.contains("\r") && !text.contains("\t") && !text.contains("\u{202E}"), "\(name)")
            for cell in rows.joined() { #expect(cell.first.map { !"=+-@".contains($0) } ?? true, "\(name): \(cell)") }
        }
        let post = CSVText.records(try #require(folder.text("out/latest/recalls/R/post.csv")))
        #expect(post.map { $0["name"] ?? "" }.sorted() == Self.names.map(\.shown).sorted())
    }

    @Test("letters are one for each, and text stays text")
    func letters() throws {
        try run()
        let letters = try #require(folder.text("out/latest/recalls/R/letters.html"))
        #expect(letters.components(separatedBy: "<article class=\"letter\">").count - 1 == Self.names.count)
        #expect(letters.components(separatedBy: "</article>").count - 1 == Self.names.count)
        #expect(!letters.lowercased().contains("<script"))
        #expect(letters.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }
}
