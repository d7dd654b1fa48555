import Foundation
import StockTestSupport
import Testing

/// What was rejected, corrected and fed back without anything else, ends where a clean run ends.
@Suite("rejects come back")
struct FeedBackTests {
    /// A file with mistakes, and how to correct them.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The file's name and its text with mistakes.
        var file: String
        var text: String
        /// What is written instead of what, in the file of rejects as in the clean file.
        var corrections: [(wrong: String, right: String)]
        /// What the file of rejects must be, before it is corrected; nil where it is not looked at.
        var rejects: String?
        var encoding = String.Encoding.utf8
        /// More of the pipeline.
        var pipeline = ""
    }

    static let shopify =
        "Name,Financial Status,Fulfillment Status,Created at,Lineitem quantity,Lineitem name,Lineitem sku,"
        + "Lineitem fulfillment status,Cancelled at,Tags\n"

    static let cases = [
        Case(
            testDescription: "inherited cells are filled in, so that a second row can stand alone", file: "orders.csv",
            text: shopify + "#1,paid,unfulfilled,2026-11-02,1,\"Phone, grey\",P,,,\n#1,,,,1.5,\"Case \"\"X\"\"\",C,,,\n"
                + "#1,,,,2,Cable,K,,,\n#2,paid,fulfilled,2026-11-03,1,Phone,P,,,\n",
            corrections: [("1.5", "3")],
            rejects: shopify + "#1,paid,unfulfilled,2026-11-02,1.5,\"Case \"\"X\"\"\",C,,,\n"),
        Case(
            testDescription: "a first row that is rejected itself is inherited from again", file: "orders.csv",
            text: shopify
                + "#1,paid,unfulfilled,2026-13-02,1,Phone,P,,,\n#1,,,,1,Case,C,,,\n#2,paid,,2026-11-03,1,Phone,P,,,\n",
            corrections: [("2026-13-02", "2026-11-02")],
            rejects: shopify + "#1,paid,unfulfilled,2026-13-02,1,Phone,P,,,\n#1,,,,1,Case,C,,,\n"),
        Case(
            testDescription: "a row that cannot be split keeps its document together", file: "orders.csv",
            text: shopify + "#1,paid,fulfilled,2026-11-02,1,Phone,P,,,\n#1,,,,1,Ca\"se,C,,,\n#1,,,,4,Phone,P,,,\n"
                + "#2,paid,,2026-11-03,1,Phone,P,,,\n",
            corrections: [("Ca\"se", "Case")],
            rejects: shopify + "#1,paid,fulfilled,2026-11-02,1,Phone,P,,,\n#1,,,,1,Ca\"se,C,,,\n#1,,,,4,Phone,P,,,\n"),
        Case(
            testDescription: "a first row that cannot be split keeps its own document together, not the one above",
            file: "orders.csv",
            text: shopify + "#1,paid,fulfilled,2026-11-02,1,Phone,P,,,\n#2,paid,fulfilled,2026-11-03,1,Ca\"se,C,,,\n"
                + "#2,,,,4,Phone,P,,,\n#3,paid,,2026-11-03,1,Phone,P,,,\n",
            corrections: [("Ca\"se", "Case")],
            rejects: shopify + "#2,paid,fulfilled,2026-11-03,1,Ca\"se,C,,,\n#2,,,,4,Phone,P,,,\n"),
        Case(
            testDescription: "rows of one article without line numbers wait for each other", file: "orders.csv",
            text: shopify + "#1,paid,fulfilled,2026-11-02,x,Phone,P,,,\n#1,,,,1,Case,C,,,\n#1,,,,4,Phone,P,,,\n",
            corrections: [(",x,", ",1,")],
            rejects: shopify + "#1,paid,fulfilled,2026-11-02,x,Phone,P,,,\n#1,,,,4,Phone,P,,,\n"),
        Case(
            testDescription: "a row whose article is not known keeps all of its document back", file: "orders.csv",
            text: "channel,order_id,sku,quantity,status,ordered_at\nw,1,P,1,shipped,2026-11-02\n"
                + "w,1,,2,shipped,2026-11-02\nw,1,C,1,shipped,2026-11-02\nw,2,C,1,open,2026-11-02\n",
            corrections: [("w,1,,2", "w,1,P,2")],
            rejects: "channel,order_id,sku,quantity,status,ordered_at\nw,1,P,1,shipped,2026-11-02\n"
                + "w,1,,2,shipped,2026-11-02\nw,1,C,1,shipped,2026-11-02\n"),
        Case(
            testDescription: "with line numbers nothing has to wait", file: "orders.csv",
            text: "channel,order_id,line_id,sku,quantity,status,ordered_at\nw,1,1,P,x,shipped,2026-11-02\n"
                + "w,1,2,P,2,shipped,2026-11-02\n",
            corrections: [(",x,", ",1,")],
            rejects: "channel,order_id,line_id,sku,quantity,status,ordered_at\nw,1,1,P,x,shipped,2026-11-02\n"),
        Case(
            testDescription: "semicolons, a preamble, a BOM and CR LF", file: "log.csv",
            text: "\u{FEFF}sep=;\r\nPacked in November\r\n\r\norder_id;sku;shipped_at;serials\r\n"
                + "1;P;2026-11-31;\"X1\r\nX2\"\r\n2;P;2026-11-03;X3\r\n",
            corrections: [("2026-11-31", "2026-11-30")],
            rejects: "order_id;sku;shipped_at;serials\n1;P;2026-11-31;\"X1\r\nX2\"\n"),
        Case(
            testDescription: "tabs and quotes that are data", file: "amazon.txt",
            text: "amazon-order-id\tpurchase-date\torder-status\tsku\tquantity\tproduct-name\t"
                + "merchant-order-id\titem-status\tfulfillment-channel\tsales-channel\r\n"
                + "111-1\t2026-11-02T10:00:00Z\tShipped\tP\t1,5\t15\" case, \"grey\t\t\tMerchant\tAmazon.com\r\n"
                + "111-2\t2026-11-02T10:00:00Z\tShipped\tP\t1\t\"x\t\t\tMerchant\tAmazon.com\r\n",
            corrections: [("1,5", "1")],
            rejects: "amazon-order-id\tpurchase-date\torder-status\tsku\tquantity\tproduct-name\t"
                + "merchant-order-id\titem-status\tfulfillment-channel\tsales-channel\n"
                + "111-1\t2026-11-02T10:00:00Z\tShipped\tP\t1,5\t15\" case, \"grey\t\t\tMerchant\tAmazon.com\n"),
        Case(
            testDescription: "an encoding of the source: the rejects are UTF-8 and are read as that", file: "log.csv",
            text: "order_id,sku,shipped_at,serials\n1,テスト,2026-11-31,X1\n2,テスト,2026-11-03,X3\n",
            corrections: [("2026-11-31", "2026-11-30")],
            rejects: "order_id,sku,shipped_at,serials\n1,テスト,2026-11-31,X1\n", encoding: .shiftJIS,
            pipeline: "sources: [{match: \"log*\", encoding: shift-jis}]\n"),
        Case(
            testDescription: "columns of the source are found by the name that the rejects have", file: "packlog-7.csv",
            text: "Order,Item,Time,Scan\n1,P,2026-11-31,SX1\n2,P,2026-11-03,SX3\n",
            corrections: [("2026-11-31", "2026-11-30")],
            rejects: "Order,Item,Time,Scan\n1,P,2026-11-31,SX1\n",
            pipeline: "sources: [{match: \"packlog*\", scans: yes, "
                + "columns: {order_id: Order, sku: Item, shipped_at: Time, serials: Scan}}]\n"),
        Case(
            testDescription: "the order of dates that the whole file told", file: "orders.csv",
            text: shopify
                + "#1,paid,fulfilled,3/4/2026 10:00,x,Phone,P,,,\n#2,paid,fulfilled,23/4/2026 10:00,1,Phone,P,,,\n",
            corrections: [(",x,", ",1,")],
            rejects: "date_order: day-first\n" + shopify + "#1,paid,fulfilled,3/4/2026 10:00,x,Phone,P,,,\n"),
        Case(
            testDescription: "rows that a spreadsheet made one cell", file: "orders.csv",
            text: shopify + "\"#1,paid,unfulfilled,2026-11-02,1,\"\"Phone, grey\"\",P,,,\"\n\"#1,,,,1.5,Case,C,,,\"\n",
            corrections: [("1.5", "3")],
            rejects: shopify + "#1,paid,unfulfilled,2026-11-02,1.5,Case,C,,,\n"),
        Case(
            testDescription: "a despatch advice comes back whole, byte for byte", file: "advice.xml",
            text: advice, corrections: [("2.5", "2")], rejects: advice),
    ]

    static let advice = """
        <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2">
        <ID>A1</ID><IssueDate>2026-11-02</IssueDate>
        <DespatchSupplierParty><Party><PartyName><Name>Acme</Name></PartyName></Party></DespatchSupplierParty>
        <DespatchLine><ID>1</ID><DeliveredQuantity>2.5</DeliveredQuantity><Item>
        <BuyersItemIdentification><ID>C</ID></BuyersItemIdentification></Item></DespatchLine>
        <DespatchLine><ID>2</ID><DeliveredQuantity>1</DeliveredQuantity><Item>
        <BuyersItemIdentification><ID>P</ID></BuyersItemIdentification>
        <ItemInstance><SerialID>X7</SerialID></ItemInstance></Item></DespatchLine>
        </DespatchAdvice>
        """

    let folder = TemporaryFolder()

    @Test("feeding back only the rejects ends in the state of a clean run", arguments: cases)
    func feedBack(each: Case) throws {
        for run in ["dirty", "clean"] {
            folder.makeFolder(run)
            folder.makeFolder("\(run)/in")
            folder.makeFolder("\(run)/in/shop")
            folder.makeFile(
                "\(run)/p.yaml",
                "inputs: [in/]\noutputs: {directory: out}\nrules: {max_rejects: 100%}\n\(each.pipeline)")
        }
        try write(each.text, each.encoding, "dirty/in/shop/\(each.file)")
        try write(corrected(each.text, each), each.encoding, "clean/in/shop/\(each.file)")
        try run("clean", status: 0)
        try run("dirty", status: 2)
        #expect(folder.names("dirty/out/latest/rejects") == [each.file])
        let rejects = try #require(folder.text("dirty/out/latest/rejects/\(each.file)"))
        if let expected = each.rejects { #expect(rejects == expected) }
        folder.makeFolder("dirty/in/corrected")
        folder.makeFile("dirty/in/corrected/\(each.file)", corrected(rejects, each))
        try run("dirty", status: 2)
        // The bad records of the first file are still there, and nothing else is wrong.
        #expect(folder.names("dirty/out/latest/rejects") == [each.file])
        for table in ["stock_by_sku.csv", "stock_units.csv"] {
            #expect(folder.text("dirty/out/latest/\(table)") == folder.text("clean/out/latest/\(table)"), "\(table)")
        }
        #expect(try findings("dirty") == findings("clean"))
    }

    private func corrected(_ text: String, _ each: Case) -> String {
        each.corrections.reduce(text) { $0.replacing($1.wrong, with: $1.right) }
    }

    private func write(_ text: String, _ encoding: String.Encoding, _ name: String) throws {
        try #require(text.data(using: encoding)).write(to: URL(fileURLWithPath: folder(name)))
    }

    private func run(_ name: String, status: Int32) throws {
        let result = try Tool.run(["run", "\(name)/p.yaml", "--date", "2026-11-30", "-q"], in: folder)
        #expect(
            result.status == status, "\(name): \(result.errors) \(folder.text("\(name)/out/latest/rejects.csv") ?? "")")
    }

    /// The findings without the records that show them, of which a corrected file has others.
    private func findings(_ name: String) throws -> [String] {
        let text = try #require(folder.text("\(name)/out/latest/findings.csv"))
        return text.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropLast(2).joined(separator: ",")
        }
    }
}
