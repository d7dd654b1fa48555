import Testing

@testable import StockReading

/// Expected GTINs and SSCCs were worked out by hand from the GS1 General Specifications, section 7.9.
@Suite("EPCs")
struct EPCNameTests {
    @Test(
        "URNs and Digital Links",
        arguments: [
            ("urn:epc:id:sgtin:0614141.107346.2017", "unit 10614141073464 2017 "),
            ("urn:epc:id:sgtin:7350012.000417.NA26-1001", "unit 07350012004170 NA26-1001 "),
            ("URN:EPC:ID:SGTIN:7350012.000538.AMP%2F26%2f07.x", "unit 07350012005382 AMP/26/07.x "),
            ("urn:epc:tag:sgtin-96:3.0614141.107346.2017", "unit 10614141073464 2017 "),
            ("https://id.gs1.org/01/70614141123451/21/2017", "unit 70614141123451 2017 "),
            (
                "http://shop.example/a/b/01/614141007349/10/L%2F1/21/S%211%1f%FF%?17=291231#x",
                "unit 00614141007349 S!1%1f%FF% L/1"
            ),
            ("https://shop.example/gtin/07350012004170/lot/L/ser/S", "unit 07350012004170 S L"),
            ("https://id.gs1.org/01/04012345123456/10/998877", "article 04012345123456  998877"),
            ("urn:epc:class:lgtin:4012345.012345.998877", "article 04012345123456  998877"),
            ("urn:epc:idpat:sgtin:4012345.012345.*", "article 04012345123456  "),
            ("urn:epc:id:sscc:030001.41234567890", "pack  403000112345678901 "),
            ("https://id.gs1.org/00/400300012345678903", "pack  400300012345678903 "),
            ("urn:epc:id:sgtin:0614141.10734.2017", "other   "), ("urn:epc:id:sgtin:0614141.107346", "other   "),
            ("urn:epc:id:sgtin:0614141.107346.", "other   "), ("urn:epc:id:giai:0614141.12345400", "other   "),
            ("https://id.gs1.org/01/12345/21/1", "other   "), ("https://id.gs1.org/01", "other   "), ("%", "other   "),
        ])
    func names(written: String, expected: String) {
        let name = lend(written) { EPCName($0) }
        let parts = [name.gtin, name.serial, name.lot].map { String(decoding: $0, as: UTF8.self) }
        #expect("\(name.kind) \(parts.joined(separator: " "))" == expected)
    }

    @Test("two ways of writing one identifier are one entry")
    func table() {
        var table = EPCTable()
        func number(_ text: String) -> Int32 { lend(text) { table.number(of: $0) } }
        #expect(number("urn:epc:id:sgtin:0614141.107346.2017") == 0)
        #expect(number("urn:epc:id:sgtin:0614141.107346.2018") == 1)
        #expect(number("https://id.gs1.org/01/10614141073464/21/2017") == 0)
        for serial in 0..<500 { #expect(number("urn:epc:id:sgtin:0614141.107346.A\(serial)") == Int32(2 + serial)) }
        #expect(number("urn:epc:id:sgtin:0614141.107346.A250") == 252)
        #expect(table.bytes(table[1].written).text == "urn:epc:id:sgtin:0614141.107346.2018")
    }
}
