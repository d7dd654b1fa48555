import ByteSource
import Foundation
import StockModel
import StockReading
import StockTestSupport
import Testing

@Suite("What a file is")
struct RecognitionTests {
    private let header = "order_id,sku,shipped_at,serials"
    private let row = "O1,AX,2026-03-01,S1"

    @Test("the header may stand on any of the first 30 lines, behind titles, blank lines and bare separators")
    func preamble() throws {
        for lines in [0, 1, 5, 29] {
            let title = (0..<lines).map { ["Export of \"today\"", "", ",,,,"][$0 % 3] }
            let file = try FormatFixture((title + [header, row]).joined(separator: "\n") + "\n")
            #expect(try file.columns("document", "record", "line_number") == ["O1 1 \(lines + 2)"], "\(lines)")
        }
        let late = Array(repeating: "title", count: 30) + [header, row]
        #expect(try FormatFixture(late.joined(separator: "\n")).source.outcome == .rejected)
    }

    @Test("separators are told by the header", arguments: [",", ";", "\t", "|"])
    func separators(separator: String) throws {
        let text = (header + "\nO1,AX,2026-03-01,S1\n").replacing(",", with: separator)
        #expect(try FormatFixture(text).columns("document", "sku") == ["O1 AX"])
        #expect(try FormatFixture("sep=\(separator)\n" + text).columns("document", "line_number") == ["O1 3"])
    }

    @Test("encodings: marks, UTF-16, the source's, Windows-1252 with a note")
    func encodings() throws {
        let text = "\(header)\nO1,Größe-ß,2026-03-01,\n"
        #expect(try FormatFixture("\u{FEFF}" + text).columns("sku") == ["Größe-ß"])
        let utf16 = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try FormatFixture(utf16).columns("sku") == ["Größe-ß"])
        let western = text.unicodeScalars.map { UInt8($0.value) }
        let assumed = try FormatFixture(western)
        #expect(try assumed.columns("sku") == ["Größe-ß"])
        #expect(
            assumed.source.notes == [
                "Not valid UTF-8; read as windows-1252. Export it as UTF-8 if letters come out wrong."
            ])
        let japanese =
            Array("\(header)\nO1,".utf8) + [0x83, 0x65, 0x83, 0x58, 0x83, 0x67] + Array(",2026-03-01,\n".utf8)
        let told = try FormatFixture(japanese, settings: .with { _, options in options.encoding = .shiftJIS })
        #expect(try told.columns("sku") == ["テスト"])
        let undefined = try FormatFixture(Array("\(header)\nO1,".utf8) + [0x81] + Array(",2026-03-01,\n".utf8))
        #expect(undefined.source.outcome == .rejected && undefined.rejects[0].contains("Not windows-1252"))
    }

    @Test("bad UTF-8 far behind the start: everything is read again, nothing twice")
    func lateEncoding() throws {
        var bytes = Array("\(header)\n".utf8)
        for number in 0..<30_000 { bytes += Array("O\(number),AX,2026-03-01,\n".utf8) }
        bytes += Array("O9,".utf8) + [0xFC] + Array(",2026-03-01,\n".utf8)
        let file = try FormatFixture(bytes)
        #expect(file.source.records == 30_001 && file.records.count == 30_001)
    }

    @Test("the format that asks for more columns wins")
    func closest() throws {
        let orders = "channel,order_id,sku,quantity,status,ordered_at,shipped_at"
        let row = "a,O1,AX,1,open,2026-03-01,"
        #expect(try FormatFixture("\(orders)\n\(row)\n").source.format == "house-orders")
        #expect(try FormatFixture("tool,\(orders)\nx,\(row)\n").source.format == "house-copies")
    }

    @Test("a format that is missed by a column is named with what is missing")
    func nearest() throws {
        let file = try FormatFixture(
            "Name,Created at,Financial Status,Fulfillment Status,Cancelled at,Tags,Lineitem quantity,Lineitem name,"
                + "Lineitem fulfillment status\n#1,2026-05-01,paid,,,,1,Drill,\n")
        #expect(
            file.rejects == [
                "0@0: Not recognised. It comes nearest to Shopify orders (shopify-orders), but the column \"Lineitem sku\" "
                    + "is missing. Export it with all columns."
            ])
        let unknown = try FormatFixture("a,b\n1,2\n")
        #expect(
            unknown.rejects == [
                "0@0: Not recognised: none of the first 30 lines is the header of a known format. Found: \"a\", \"b\". "
                    + "Export the data in a format that is read, or give the columns the names of one."
            ])
        #expect(unknown.source.kind.isEmpty && unknown.source.outcome == .rejected)
    }

    @Test("a few columns that every export has make no format the nearest")
    func notNear() throws {
        let file = try FormatFixture("Sale No,Item Name,Buyer,Quantity,Price,Order ID,SKU,Order Type\n")
        #expect(file.rejects.count == 1 && file.rejects[0].contains("none of the first 30 lines is the header"))
    }

    @Test("XML that cannot even be recognised is refused with the parser's reason and line")
    func hostileXML() throws {
        let cases = [
            ("<!DOCTYPE d [\n<!ENTITY x \"1\">]>\n<d>&x;</d>", "0@2: line 2", "the DOCTYPE declares `x`"),
            ("<!DOCTYPE d [<!ATTLIST d q CDATA \"1\">]>\n<d/>", "0@1: line 1", "the DOCTYPE declares"),
            ("<?xml version=\"1.0\" encoding=\"UTF-7\"?>\n<d/>", "0@1: line 1", "encoding UTF-7 is not read"),
        ]
        for (xml, place, reason) in cases {
            let file = try FormatFixture(xml)
            #expect(file.source.outcome == .rejected && file.records.isEmpty)
            #expect(file.rejects.count == 1 && file.rejects[0].hasPrefix(place), "\(file.rejects)")
            #expect(file.rejects[0].contains(reason), "\(file.rejects)")
        }
    }

    @Test(
        "what looks like orders and is none is refused with the reason",
        arguments: [
            ("MSKU,Units sold,Units returned,Net units sold", "amazon-sales-by-msku"),
            ("Product variant SKU,Sales channel,Net sales,Quantity ordered", "shopify-sales-by-sku"),
            ("Handle,Title,Option1 Name,Option1 Value,SKU,Location,On hand", "shopify-inventory"),
            ("Handle,Title,Variant SKU,Variant Price", "shopify-products"),
            ("Item_Name,SKU,GMV,Units_Sold,Orders", "walmart-item-sales"),
            ("source_code,sku,status,quantity", "magento-stock-sources"),
            ("sku,product_name,qty_on_hand", "stock-list"),
            ("sku,quantity", "stock-list"),
            ("sku,name,on_hand,committed,available,safety_stock,sellable,units_in_stock", "own-stock"),
            ("sku,serial,place,since,gtin,lot,expiry,supplier,asn_id,channel,order_id", "own-units"),
            ("severity,kind,sku,serial,quantity,party,document,suggestion,evidence,id", "own-findings"),
        ])
    func refused(header: String, format: String) throws {
        let file = try FormatFixture(header + "\n")
        #expect(file.source.format == format && file.source.outcome == .rejected && file.source.kind.isEmpty)
        #expect(file.rejects.count == 1 && file.rejects[0].hasPrefix("0@0: This "))
    }

    @Test("what is no text is named")
    func foreign() throws {
        let cases: [([UInt8], String)] = [
            ([], "The file is empty."),
            ([0xEF, 0xBB, 0xBF], "The file is empty."),
            (Array("\n\n  \n".utf8), "The file is empty."),
            (Array(repeating: 0, count: 100), "The file holds nothing but zero bytes"),
            ([0x50, 0x4B, 0x03, 0x04] + Array("...[Content_Types].xml".utf8), "looks like: Excel workbook"),
            (Array("%PDF-1.7\n".utf8), "looks like: PDF"),
            (Array("<!DOCTYPE html><html>".utf8), "looks like: HTML page"),
            (Array("{\"orders\": []}".utf8), "This looks like JSON"),
            (Array("[]".utf8), "This looks like JSON"),
            (Array("<Invoice xmlns=\"urn:x\"/>".utf8), "the XML begins with <Invoice> in the namespace urn:x"),
            (Array("<nothing".utf8), "This begins like XML and is not well-formed"),
        ]
        for (bytes, wanted) in cases {
            let file = try FormatFixture(bytes)
            #expect(file.source.outcome == .rejected && file.records.isEmpty)
            #expect(file.rejects.count == 1 && file.rejects[0].contains(wanted), "\(file.rejects)")
        }
    }

    @Test("a despatch advice is recognised whatever its name")
    func despatch() throws {
        let xml = """
            <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" xmlns:a="urn:a">
            <ID>ASN-1</ID><IssueDate>2026-03-01</IssueDate>
            <DespatchSupplierParty><Party><PartyName><Name>Zenit</Name></PartyName></Party></DespatchSupplierParty>
            <DespatchLine><ID>1</ID><DeliveredQuantity>2</DeliveredQuantity>
            <Item><BuyersItemIdentification><ID>AX</ID></BuyersItemIdentification></Item></DespatchLine>
            </DespatchAdvice>
            """
        let file = try FormatFixture(xml, named: "orders.csv")
        #expect(file.source.kind == "despatch" && file.source.format == "ubl-despatch-advice")
        #expect(try file.columns("kind", "scope", "document", "sku", "quantity") == ["despatch Zenit ASN-1 AX 2"])
    }

    @Test("files that cannot be opened are rejected; hashes cover the whole file, taken or not")
    func outcomes() throws {
        let folder = TemporaryFolder()
        let names = Names()
        let store = RecordStore(partitions: 1, names: names)
        let missing = FileReader().read(path: folder("none.csv"), name: "none.csv", index: 0, into: store)
        #expect(missing.outcome == .rejected && store.rejects.count == 1)
        let inside = FileReader().read(path: folder.path, name: "folder", index: 1, into: store)
        #expect(inside.outcome == .rejected)
        #expect(store.rejects[1].problem == "Not a regular file. Give the path of a file.")
        let refused = try FormatFixture("abc", settings: .with { settings, _ in settings.hashes = true })
        #expect(refused.source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(refused.source.bytes == 3)
    }

    @Test("progress adds up to the size of the file")
    func progress() throws {
        let folder = TemporaryFolder()
        let text = header + "\n" + String(repeating: row + "\n", count: 20_000)
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder("a")))
        var total = 0
        let store = RecordStore(partitions: 2, names: Names())
        _ = FileReader().read(path: folder("a"), name: "a", index: 0, into: store) { total += $0 }
        #expect(total == text.utf8.count)
    }

    @Test("a source may call columns what it likes")
    func renamed() throws {
        let settings = ReadingSettings.with { _, options in
            options.match = "packlog*.csv"
            options.columns = ["order_id": "Ref", "sku": "Item", "serials": "Scanned SN", "shipped_at": "Time"]
        }
        let text = "Ref,Item,Scanned SN,Time\n#1,AX,S1,2026-03-01T10:00:00Z\n"
        let file = try FormatFixture(text, named: "inbox/packlog-7.csv", settings: settings)
        #expect(try file.columns("document", "sku", "shipped_at") == ["#1 AX 2026-03-01T10:00:00Z"])
        #expect(try FormatFixture(text, named: "other.csv", settings: settings).source.outcome == .rejected)
    }

    @Test("a source's zone that does not exist is said")
    func zone() throws {
        let file = try FormatFixture(
            header + "\n" + row + "\n", settings: .with { _, options in options.zone = "Mars/Base" })
        #expect(
            file.rejects == [
                "0@0: The settings of this source: There is no time zone \"Mars/Base\"; write an IANA name "
                    + "such as Europe/Berlin, or UTC."
            ])
    }

    @Test(
        "names with * and ?",
        arguments: [
            ("*", "a.csv", true), ("*.csv", "a.csv", true), ("*.csv", "a.txt", false), ("a?c*", "abcd", true),
            ("*shop-b*", "orders-shop-b-7.csv", true), ("", "", true), ("a*b*c", "aXXbYYc", true), ("a*b", "ac", false),
        ])
    func globs(pattern: String, name: String, matches: Bool) {
        #expect(Glob.matches(pattern, name) == matches)
    }
}
