import Foundation
import StockTestSupport
import Testing

@Suite("inspect")
struct InspectTests {
    let folder = TemporaryFolder()

    private func inspect(_ arguments: String..., status: Int32) throws -> String {
        let result = try Tool.run(["inspect"] + arguments, in: folder)
        #expect(result.status == status, "\(result.errors)")
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        return result.output
    }

    @Test("a CSV file: definition and why, next, layout, records, rejects, columns, notes")
    func table() throws {
        folder.makeFile(
            "log.txt",
            "Pack log\n\norder_id;sku;shipped_at;serials;Station\n1;A;2026-11-03;S1,S2;X\n2;A;never;S3;X\n3;A;;S4;X\n"
                + "4;B;2026-11-03;;X")
        #expect(
            try inspect("log.txt", "--records", "1", status: 2) == """
                log.txt
                  read as  fulfilments (house-fulfilments)
                  told by  order_id, sku, shipped_at
                  next     catalogue (house-catalogue): has sku; must not have order_id,
                           shipped_at
                  file     115 bytes, CSV, UTF-8, separator semicolon, header in line 3

                  2 records, 2 rejected; the first 1
                    1  fulfilment, document 1, sku A, quantity 2, serials S1 S2, shipped_at
                       2026-11-03

                  Rejected
                    1×  shipped_at "never": The date is in none of the expected forms; write it
                        as 2026-11-23 or 2026-11-23T02:00:00Z. (line 5)
                    1×  shipped_at: The date is missing; write it as 2026-11-23. (line 6)

                  Columns nobody read
                    Station

                  Notes
                    -  The last line has no line end.

                """)
    }

    @Test("a despatch advice: elements that nobody read, with paths and counts")
    func document() throws {
        folder.makeFile("a.xml", Self.advice)
        #expect(
            try withoutNext(inspect("a.xml", status: 0)) == """
                a.xml
                  read as  UBL despatch advice (ubl-despatch-advice)
                  told by  <DespatchAdvice> in
                           urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2
                  file     \(Self.advice.utf8.count) bytes, XML, UTF-8

                  1 record
                    1  despatch, scope Acme, document A1, line 1, sku P, quantity 1, serials X7,
                       at 2026-11-02, purpose original, updated_at 2026-11-02

                  Elements nobody read
                    1×  DespatchAdvice/Shipment/ID
                    2×  DespatchAdvice/DespatchLine/Item/Colour

                """)
    }

    /// Without the line that tells the second, which depends on what other definitions there are.
    private func withoutNext(_ output: String) -> String {
        var lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        if let start = lines.firstIndex(where: { $0.hasPrefix("  next ") }) {
            let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("           ") } ?? lines.endIndex
            lines.removeSubrange(start..<end)
        }
        return lines.joined(separator: "\n")
    }

    private static let advice = """
        <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2">
        <ID>A1</ID><IssueDate>2026-11-02</IssueDate><Shipment><ID>9</ID></Shipment>
        <DespatchSupplierParty><Party><PartyName><Name>Acme</Name></PartyName></Party></DespatchSupplierParty>
        <DespatchLine><ID>1</ID><DeliveredQuantity>1</DeliveredQuantity><Item><Colour/><Colour/>
        <BuyersItemIdentification><ID>P</ID></BuyersItemIdentification>
        <ItemInstance><SerialID>X7</SerialID></ItemInstance></Item></DespatchLine></DespatchAdvice>
        """

    @Test("what is not recognised says what was looked for and how near it came")
    func unknown() throws {
        folder.makeFile("log.csv", "order_id,sku,sent\n1,A,2026-11-03\n")
        let table = try inspect("log.csv", status: 2)
        #expect(table.contains("  read as  nothing: Not recognised. It comes nearest to fulfilments"))
        #expect(table.contains("  near     fulfilments (house-fulfilments): has order_id, sku; lacks shipped_at\n"))
        folder.makeFile("a.xml", Self.advice.replacing("ubl:schema", with: "ubl:scheme"))
        let namespace = try inspect("a.xml", status: 2)
        #expect(namespace.contains("UBL despatch advice (ubl-despatch-advice): has <DespatchAdvice>;\n"))
        folder.makeFile("b.xml", "<DespatchAdvise/>")
        let name = try inspect("b.xml", status: 2)
        #expect(name.contains("UBL despatch advice (ubl-despatch-advice): lacks <DespatchAdvice>\n"))
        folder.makeFile("c.csv", "colour,shape\nred,round\n")
        #expect(try inspect("c.csv", status: 2).contains("no definition: no column that any of them asks for is there"))
        #expect(try inspect("none.csv", status: 2).hasPrefix("none.csv\n  read as  nothing: "))
    }

    @Test("an aggregate says that it is one")
    func aggregate() throws {
        folder.makeFile("sales.csv", "Product variant SKU,Net sales,Net quantity\nA,10,2\n")
        #expect(
            try inspect("sales.csv", status: 2) == """
                sales.csv
                  looks like  Shopify sales by SKU (shopify-sales-by-sku), which is not read
                  because     This is Shopify's report of sales by SKU. It sums up sales and has
                              no orders in it; export the orders.
                  told by     Product variant SKU, Net sales
                  file        50 bytes, CSV, UTF-8, separator comma, header in line 1

                """)
    }

    @Test("--json has all of it on one line a file")
    func json() throws {
        folder.makeFile("log.csv", "order_id,sku,shipped_at,Station\n1,A,2026-11-03,X\n2,,2026-11-03,X\n")
        folder.makeFile("a.xml", Self.advice)
        let result = try Tool.run(["inspect", "--json", "log.csv", "a.xml"], in: folder)
        #expect(result.status == 2)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 2)
        let objects = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
        #expect(objects[0]["definition"] as? String == "house-fulfilments")
        #expect((objects[0]["rejections"] as? [[String: Any]])?.first?["record"] as? Int == 2)
        #expect((objects[0]["first_records"] as? [[String: Any]])?.first?["document"] as? String == "1")
        #expect((objects[0]["others"] as? [[String: Any]])?.isEmpty == false)
        #expect((objects[1]["unread"] as? [[String: Any]])?.first?["name"] as? String == "DespatchAdvice/Shipment/ID")
        #expect(objects[1]["form"] as? String == "XML")
    }

    @Test("a source of a pipeline tells what its columns stand for")
    func mapped() throws {
        folder.makeFile("log.csv", "Order,Item,Sent\n1,A,2026-11-03\n")
        folder.makeFile(
            "p.yaml",
            "inputs: [in]\noutputs: {directory: out}\nsources:\n"
                + "  - {match: \"*.csv\", columns: {order_id: Order, sku: Item, shipped_at: Sent}}\n")
        let output = try inspect("log.csv", "--pipeline", "p.yaml", status: 0)
        #expect(output.contains("  told by  Order for order_id, Item for sku, Sent for shipped_at\n"))
    }
}
