import Foundation
import StockModel
import Testing

@testable import StockReading

@Suite("UBL despatch advices")
struct UBLTests {
    /// A document with the given header and lines, the header's root on line 1 and its content from line 2 on.
    private func advice(_ header: String, _ lines: String) -> String {
        """
        <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" \
        xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
        xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
        \(header)
        \(lines)
        </DespatchAdvice>
        """
    }

    private let header = """
        <cbc:ID>ASN-1</cbc:ID><cbc:IssueDate>2031-03-04</cbc:IssueDate>\
        <cac:DespatchSupplierParty><cac:Party><cac:PartyName><cbc:Name>Acme</cbc:Name></cac:PartyName></cac:Party>\
        </cac:DespatchSupplierParty>
        """

    /// A line with buyer's part `A`.
    private func line(_ number: Int, quantity: String, unit: String = "EA", _ item: String = "") -> String {
        """
        <cac:DespatchLine><cbc:ID>\(number)</cbc:ID>\
        <cbc:DeliveredQuantity unitCode="\(unit)">\(quantity)</cbc:DeliveredQuantity><cac:Item>\
        <cac:BuyersItemIdentification><cbc:ID>A</cbc:ID></cac:BuyersItemIdentification>\(item)</cac:Item></cac:DespatchLine>
        """
    }

    private func unit(_ serial: String, lot: String = "", expiry: String = "") -> String {
        let dates = expiry.isEmpty ? "" : "<cbc:ExpiryDate>\(expiry)</cbc:ExpiryDate>"
        let batch =
            lot.isEmpty && expiry.isEmpty
            ? "" : "<cac:LotIdentification><cbc:LotNumberID>\(lot)</cbc:LotNumberID>\(dates)</cac:LotIdentification>"
        return "<cac:ItemInstance><cbc:SerialID>\(serial)</cbc:SerialID>\(batch)</cac:ItemInstance>"
    }

    @Test("a whole document: dates with times, parts, units with their own lots, in any pieces")
    func whole() throws {
        let xml = """
            <?xml version="1.0"?>
            <!-- a comment -->
            <d:DespatchAdvice xmlns:d="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" xmlns:b="urn:b">
              <b:UBLVersionID>2.1</b:UBLVersionID>
              <b:ID> DN
                   0042 </b:ID>
              <b:IssueDate>2031-03-04</b:IssueDate><b:IssueTime>08:30:00+01:00</b:IssueTime>
              <b:OrderReference><b:ID>PO-9</b:ID></b:OrderReference>
              <b:DespatchSupplierParty><b:Party><b:EndpointID>9999</b:EndpointID><b:PartyName><b:Name>Acme\u{A0}
              Ltd</b:Name></b:PartyName></b:Party></b:DespatchSupplierParty>
              <b:SellerSupplierParty><b:Party><b:PartyName><b:Name>Other</b:Name></b:PartyName></b:Party></b:SellerSupplierParty>
              <b:Shipment><b:ID>1</b:ID><b:Delivery><b:Despatch><b:ActualDespatchDate>2031-03-03</b:ActualDespatchDate>
                <b:ActualDespatchTime>17:00:00Z</b:ActualDespatchTime></b:Despatch></b:Delivery></b:Shipment>
              <b:DespatchLine>
                <b:ID>1</b:ID>
                <b:DeliveredQuantity unitCode="C62">3.0</b:DeliveredQuantity>
                <b:OutstandingQuantity unitCode="C62">9</b:OutstandingQuantity>
                <b:Item>
                  <b:BuyersItemIdentification><b:ID>AX-220</b:ID></b:BuyersItemIdentification>
                  <b:SellersItemIdentification><b:ID>S1</b:ID></b:SellersItemIdentification>
                  <b:StandardItemIdentification><b:ID schemeID="0160">3998-99233</b:ID></b:StandardItemIdentification>
                  <b:ItemInstance><b:ProductTraceID>UDI</b:ProductTraceID><b:SerialID>SN-01</b:SerialID>
                    <b:LotIdentification><b:LotNumberID>L1</b:LotNumberID><b:ExpiryDate>2033-01-31</b:ExpiryDate></b:LotIdentification></b:ItemInstance>
                  <b:ItemInstance><b:SerialID>SN-02</b:SerialID><b:BestBeforeDate>2034-02-01</b:BestBeforeDate></b:ItemInstance>
                  <b:ItemInstance><b:SerialID/></b:ItemInstance>
                </b:Item>
                <b:Shipment><b:ID>NA</b:ID><b:GoodsItem><b:TraceID schemeID="SerialID">SN-01</b:TraceID></b:GoodsItem></b:Shipment>
              </b:DespatchLine>
              <b:DespatchLine>
                <b:ID>3A</b:ID>
                <b:DeliveredQuantity unitCode="C62">500</b:DeliveredQuantity>
                <b:Item><b:SellersItemIdentification><b:ID>S2</b:ID></b:SellersItemIdentification>
                  <b:ItemInstance><b:LotIdentification><b:LotNumberID>L7</b:LotNumberID></b:LotIdentification></b:ItemInstance></b:Item>
              </b:DespatchLine>
            </d:DespatchAdvice>
            """
        for piece in [1, 7, 64, 1 << 20] {
            let read = try DialectFixture(xml, piece: piece)
            #expect(read.failure == nil)
            #expect(
                read.records == [
                    "1@14 DN 0042/1 AX-220|S1|3998-99233|Acme Ltd 3 at 2031-03-03T17:00:00Z issued 2031-03-04T07:30:00Z "
                        + "SN-01{L1 2033-01-31};SN-02{ 2034-02-01}",
                    "2@29 DN 0042/3A |S2||Acme Ltd 500 at 2031-03-03T17:00:00Z issued 2031-03-04T07:30:00Z {L7 }",
                ])
            #expect(read.rejects.isEmpty && read.notes.isEmpty)
        }
    }

    @Test("quantities: zeros behind the point, missing ones, and units that are no pieces")
    func quantities() throws {
        let lines = [
            line(1, quantity: "10.000"), line(2, quantity: "", unit("X1") + unit("X2")),
            line(3, quantity: "2.5", unit: "KGM", unit("Y1")), line(4, quantity: "2.5"),
            line(5, quantity: "90", unit: "KGM"),
            line(6, quantity: ""), line(7, quantity: "-1"), line(8, quantity: "1e3"), line(9, quantity: "0"),
            line(10, quantity: "2", unit: "CT", unit("N/A") + unit("0000")), line(11, quantity: "5", unit: ""),
        ]
        let read = try DialectFixture(advice(header, lines.joined(separator: "\n")))
        #expect(
            read.records.map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
                "1@3 ASN-1/1 A|||Acme", "2@4 ASN-1/2 A|||Acme", "3@5 ASN-1/3 A|||Acme", "9@11 ASN-1/9 A|||Acme",
                "11@13 ASN-1/11 A|||Acme",
            ])
        #expect(read.records.map { $0.split(separator: " ")[3] } == ["10", "2", "1", "0", "5"])
        #expect(
            read.rejects.map { "\($0.record)@\($0.line) \($0.field) \($0.value): \($0.problem)" } == [
                "4@6 DeliveredQuantity 2.5: \(Quantity.fraction.problem)",
                "5@7 DeliveredQuantity/@unitCode KGM: \(Units.problem)",
                "6@8 DeliveredQuantity : \(LineFault.noQuantity)",
                "7@9 DeliveredQuantity -1: \(Quantity.negative.problem)",
                "8@10 DeliveredQuantity 1e3: \(Quantity.spreadsheetDamage.problem)",
                "10@12 DeliveredQuantity/@unitCode CT: \(Units.problem)",
            ])
        #expect(read.rejects[1].raw == "UBL despatch advice ASN-1, line 5, buyer's part A, quantity 90, unit KGM")
        #expect(read.rejects[5].raw.hasSuffix("unit CT, serials N/A; 0000"))
        #expect(read.rejects.allSatisfy { $0.file == 7 })
    }

    @Test("lines that name no goods, contradict themselves, or have a bad expiry")
    func badLines() throws {
        let bare = "<cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity>1</cbc:DeliveredQuantity><cac:Item>"
        let end = "</cac:Item></cac:DespatchLine>"
        let part = "<cac:SellersItemIdentification><cbc:ID>"
        let partEnd = "</cbc:ID></cac:SellersItemIdentification>"
        let lines = [
            bare + end, bare + part + "Not Available" + partEnd + end, bare + part + "0000" + partEnd + end,
            bare + part + "6.37702E+15" + partEnd + end, bare + part + "S1" + partEnd + part + "S2" + partEnd + end,
            bare + part + "S1" + partEnd + part + "S1" + partEnd + end,
            line(7, quantity: "1", unit("X", expiry: "2031-02-30")),
            line(8, quantity: "1", unit("X", lot: "L", expiry: "soon")), line(9, quantity: "1", unit("5.5E+12")),
            "<cac:DespatchLine><cbc:DeliveredQuantity>1</cbc:DeliveredQuantity><cbc:DeliveredQuantity>2"
                + "</cbc:DeliveredQuantity><cac:Item>" + part + "S" + partEnd + end,
            line(11, quantity: "1", unit(String(repeating: "x", count: TextCleaning.longest + 1))),
            line(12, quantity: "1", unit(String(repeating: "x", count: TextCleaning.longest))),
        ]
        let read = try DialectFixture(advice(header, lines.joined(separator: "\n")))
        #expect(read.records.map { $0.split(separator: "@")[0] } == ["6", "12"])
        #expect(
            read.rejects.map { "\($0.record) \($0.field) \($0.value): \($0.problem)" } == [
                "1 Item/BuyersItemIdentification/ID : \(LineFault.noGoods)",
                "2 Item/BuyersItemIdentification/ID : \(LineFault.noGoods)",
                "3 Item/BuyersItemIdentification/ID : \(LineFault.noGoods)",
                "4 Item/SellersItemIdentification/ID 6.37702E+15: \(SpreadsheetDamage.problem)",
                "5 Item/SellersItemIdentification/ID S1: \(LineFault.severalValues)",
                "7 LotIdentification/ExpiryDate 2031-02-30: \(TimestampReading.impossible.problem)",
                "8 LotIdentification/ExpiryDate soon: \(TimestampReading.unknownForm.problem)",
                "9 SerialID 5.5E+12: \(SpreadsheetDamage.problem)",
                "10 DeliveredQuantity 1: \(LineFault.severalValues)",
                "11 SerialID : \(TextCleaning.tooLong)",
            ])
    }

    @Test("lots are the units' own; those of units without serial are the line's, where they agree")
    func lots() throws {
        let lines = [
            line(1, quantity: "2", unit("A", lot: "L1") + unit("B")),
            line(2, quantity: "2", unit("A", lot: "L1") + unit("B", lot: "L2")),
            line(3, quantity: "4", unit("A~B~ A ~~C", lot: "L1", expiry: "2031-01-01")),
            line(4, quantity: "9", unit("", lot: "NA")),
            line(
                5, quantity: "2",
                unit("A", lot: "L1", expiry: "2031-01-01") + unit("B", lot: "L1", expiry: "2031-01-02")),
            line(6, quantity: "9", unit("", lot: "L5") + unit("C", lot: "L6") + unit("") + unit("", lot: "L5")),
            line(7, quantity: "9", unit("", lot: "L5") + unit("", lot: "L6")),
        ]
        let read = try DialectFixture(advice(header, lines.joined(separator: "\n")))
        #expect(
            read.records.map { String($0[($0.range(of: " issued 2031-03-04")?.upperBound ?? $0.endIndex)...]) } == [
                " A{L1 };B", " A{L1 };B{L2 }",
                " A{L1 2031-01-01};B{L1 2031-01-01};A{L1 2031-01-01};C{L1 2031-01-01}", "",
                " A{L1 2031-01-01};B{L1 2031-01-02}", " {L5 } C{L6 }", "",
            ])
    }

    @Test(
        "the supplier's name, in order of preference",
        arguments: [
            (
                "<cac:PartyName><cbc:Name>NA</cbc:Name></cac:PartyName><cac:PartyLegalEntity><cbc:RegistrationName>Reg"
                    + "</cbc:RegistrationName></cac:PartyLegalEntity>", "Reg"
            ),
            (
                "<cac:PartyIdentification><cbc:ID>1</cbc:ID></cac:PartyIdentification><cac:PartyIdentification><cbc:ID>2"
                    + "</cbc:ID></cac:PartyIdentification><cbc:EndpointID>E</cbc:EndpointID>", "1"
            ),
            ("<cbc:EndpointID>E</cbc:EndpointID>", "E"), ("", ""),
        ])
    func suppliers(party: String, expected: String) throws {
        let header = """
            <cbc:ID>1</cbc:ID><cbc:IssueDate>2031-03-04</cbc:IssueDate><cac:DespatchSupplierParty><cac:Party>\(party)\
            </cac:Party></cac:DespatchSupplierParty>
            """
        let read = try DialectFixture(advice(header, line(1, quantity: "1")))
        #expect(read.records.first == "1@3 1/1 A|||\(expected) 1 at 2031-03-04 issued 2031-03-04")
        #expect(read.notes == (expected.isEmpty ? ["Notice 1 names no supplier."] : []))
    }

    @Test(
        "status codes",
        arguments: [
            ("Revised", "replace"), ("REPLACED", "replace"), ("5", "replace"), ("Cancelled", "cancel"),
            ("canceled", "cancel"),
            ("Withdrawn", "cancel"), ("1", "cancel"), ("3", "cancel"), ("9", ""), ("NoStatus", ""), ("", ""),
        ])
    func purposes(code: String, expected: String) throws {
        let status = "<cbc:DocumentStatusCode>\(code)</cbc:DocumentStatusCode>"
        let read = try DialectFixture(advice(header + status, line(1, quantity: "1")))
        #expect(
            read.records == [
                "1@3 ASN-1/1 A|||Acme 1 at 2031-03-04 issued 2031-03-04" + (expected.isEmpty ? "" : " " + expected)
            ])
    }

    @Test("a cancellation or replacement without lines still takes back what came before")
    func marks() throws {
        let mark = "ASN-1/ |||Acme 0 at 2031-03-04 issued 2031-03-04 cancel"
        let cancel = "<cbc:DocumentStatusCode>3</cbc:DocumentStatusCode>"
        let empty = try DialectFixture(advice(header + cancel, ""))
        #expect(empty.records == ["1@1 " + mark])
        #expect(empty.notes == [])
        let replace = "<cbc:DocumentStatusCode>5</cbc:DocumentStatusCode>"
        let rejected = try DialectFixture(advice(header + replace, line(1, quantity: "2.5")))
        #expect(rejected.records == ["2@1 " + mark])
        #expect(rejected.rejects.map(\.record) == [1])
    }

    @Test("a notice without lines is fine and noted")
    func noLines() throws {
        let read = try DialectFixture(advice(header, ""))
        #expect(read.records.isEmpty && read.rejects.isEmpty && read.failure == nil)
        #expect(read.notes == ["Notice ASN-1 has no lines."])
    }

    @Test(
        "what refuses the whole file",
        arguments: [
            ("<cbc:IssueDate>2031-03-04</cbc:IssueDate>", "line 1: ID: \(LineFault.noDocument)"),
            ("<cbc:ID>N/A</cbc:ID><cbc:IssueDate>2031-03-04</cbc:IssueDate>", "line 1: ID: \(LineFault.noDocument)"),
            ("<cbc:ID>1</cbc:ID>", "line 1: IssueDate: \(LineFault.noDate)"),
            (
                "<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID><cbc:IssueDate>2031-03-04</cbc:IssueDate>",
                "line 1: ID \"1\": \(LineFault.severalValues)"
            ),
            (
                "<cbc:ID>1</cbc:ID><cbc:IssueDate>2031-02-29</cbc:IssueDate>",
                "line 1: IssueDate \"2031-02-29\": \(TimestampReading.impossible.problem)"
            ),
            (
                "<cbc:ID>1</cbc:ID><cbc:IssueDate>2031-02-28</cbc:IssueDate><cbc:IssueTime>noon</cbc:IssueTime>",
                "line 1: IssueTime \"noon\": \(TimestampReading.unknownForm.problem)"
            ),
        ])
    func failures(header: String, expected: String) throws {
        let read = try DialectFixture(advice(header, line(1, quantity: "1")))
        #expect(read.failure?.description == expected)
        #expect(read.failure?.reject(file: 7).record == 0)
    }

    @Test("a document that is cut off or is none of the dialect gives nothing")
    func cutOff() throws {
        let xml = advice(header, line(1, quantity: "1"))
        let cut = try DialectFixture(String(xml.dropLast(20)))
        #expect(cut.failure?.problem.contains("not well-formed XML") == true)
        let other = try DialectFixture("<DespatchAdvice xmlns='urn:other'><ID>1</ID></DespatchAdvice>")
        #expect(other.failure?.problem == "The file holds no UBL despatch advice.")
    }

    @Test("an envelope does not matter, and one file may hold several notices; records are numbered on")
    func envelopes() throws {
        let bodies = [line(1, quantity: "1") + line(2, quantity: "2.5"), line(1, quantity: "3")]
        let xml = bodies.enumerated().map { index, body in
            "<e:Part>" + advice(header.replacing("ASN-1", with: "ASN-\(index)"), body) + "</e:Part>"
        }
        let read = try DialectFixture("<e:Envelope xmlns:e='urn:e'><e:Header/>\(xml.joined())</e:Envelope>")
        #expect(
            read.records == [
                "1@3 ASN-0/1 A|||Acme 1 at 2031-03-04 issued 2031-03-04",
                "3@6 ASN-1/1 A|||Acme 3 at 2031-03-04 issued 2031-03-04",
            ])
        #expect(read.rejects.map(\.record) == [2])
    }

    @Test("a source's zone counts for times that name none")
    func zone() throws {
        let time = "<cbc:IssueTime>12:00:00</cbc:IssueTime>"
        let read = try DialectFixture(
            advice(header + time, line(1, quantity: "1")), settings: DialectSettings(zone: "Europe/Berlin"))
        #expect(read.records == ["1@3 ASN-1/1 A|||Acme 1 at 2031-03-04T11:00:00Z issued 2031-03-04T11:00:00Z"])
    }
}
