import Testing

/// Carriers through the whole normaliser. GTINs and URNs are examples of the GS1 General Specifications, the EPC Tag
/// Data Standard and GS1 Digital Link; check digits were computed by hand.
struct CarrierTests {
    @Test(
        "SGTIN URNs",
        arguments: [
            ("urn:epc:id:sgtin:0614141.112345.400", ">400 10614141123459"),
            ("urn:epc:id:sgtin:0614141.712345.32a%2Fb", ">32A/B 70614141123451"),
            ("URN:EPC:ID:SGTIN:030001.1012345.121", ">121 10300010123452"),
            ("urn:epc:id:sgtin:030001.0012345.11", ">11 00300010123455"),
            ("urn:epc:tag:sgtin-96:3.0614141.112345.400", ">400 10614141123459"),
            ("urn:epc:tag:sgtin-198:3.0614141.712345.32a%2fb", ">32A/B 70614141123451"),
            ("S/N: urn:epc:id:sgtin:0614141.112345.400", ">400 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.1.2.3", ">1.2.3 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.", "none 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.0000", "none 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.N%2FA", "none 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.SN%3A7", ">7 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.caf%C3%A9", ">CAF\u{E9} 10614141123459"),
            // Escapes that cannot be undone stay.
            ("urn:epc:id:sgtin:0614141.112345.A%2", ">A%2 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.A%E9", ">A%E9 10614141123459"),
            ("urn:epc:id:sgtin:0614141.112345.A%1F", ">A%1F 10614141123459"),
            // Prefix and item reference have 13 digits together, or there is no GTIN.
            ("urn:epc:id:sgtin:0614141.12345.400", ">400"),
            ("urn:epc:id:sgtin:0614141.112345", ">URN:EPC:ID:SGTIN:0614141.112345"),
            ("urn:epc:id:sgtin:ABC.112345.400", ">URN:EPC:ID:SGTIN:ABC.112345.400"),
            ("urn:epc:id:sscc:0614141.1234567890", ">URN:EPC:ID:SSCC:0614141.1234567890"),
            ("urn:epc:tag:sgtin-96:0614141", ">URN:EPC:TAG:SGTIN-96:0614141"),
        ])
    func urns(written: String, expected: String) {
        #expect(SerialNormaliserTests.shown(written) == expected)
    }

    @Test(
        "GS1 Digital Links",
        arguments: [
            ("https://id.gs1.org/01/09506000134352/21/ABC123", ">ABC123 09506000134352"),
            ("https://id.gs1.org/01/09506000134352/10/LOT7/21/ABC123?17=261231&x=/21/no", ">ABC123 09506000134352"),
            ("http://example.com:8080/some/path/01/9506000134352/22/2A/21/12%2F34#top", ">12/34 09506000134352"),
            ("https://example.com/gtin/9506000134352/ser/aB-1/", ">AB-1 09506000134352"),
            ("HTTPS://EXAMPLE.COM/GTIN/73513537/LOT/9/SER/A1", ">A1 00000073513537"),
            ("https://example.com/01/036000291452/21/1", ">1 00036000291452"),
            // Segments before the GTIN are the host's own.
            ("https://example.com/21/7/01/02/01/9506000134352/21/A1", ">A1 09506000134352"),
            // The lot 21 is no key.
            ("https://example.com/01/9506000134352/10/21/21/A1", ">A1 09506000134352"),
            ("https://id.gs1.org/01/09506000134352", "none 09506000134352"),
            ("https://id.gs1.org/01/09506000134352/21/", "none 09506000134352"),
            // A wrong check digit: the serial all the same.
            ("https://id.gs1.org/01/09506000134353/21/A1", ">A1"),
            ("https://id.gs1.org/01/123/21/A1", ">HTTPS://ID.GS1.ORG/01/123/21/A1"),
            ("https://id.gs1.org/00/106141412345678908", ">HTTPS://ID.GS1.ORG/00/106141412345678908"),
            ("https://example.com/serial/A1", ">HTTPS://EXAMPLE.COM/SERIAL/A1"),
            ("ID.GS1.ORG/01/09506000134352/21/A1", "=ID.GS1.ORG/01/09506000134352/21/A1"),
            ("https:///01/09506000134352/21/A1", ">HTTPS:///01/09506000134352/21/A1"),
            ("https://", ">HTTPS://"),
        ])
    func digitalLinks(written: String, expected: String) {
        #expect(SerialNormaliserTests.shown(written) == expected)
    }

    @Test(
        "element strings with brackets",
        arguments: [
            ("(01)09506000134352(21)ABC123", ">ABC123 09506000134352"),
            ("(01) 09506000134352 (17) 261231 (10) LOT7 (21) abc 123", ">ABC123 09506000134352"),
            ("(21)ABC123(10)X(01)09506000134352", ">ABC123 09506000134352"),
            ("(01)9506000134352(21)A1(91)more", ">A1 09506000134352"),
            ("(01)09506000134352(3103)000189(8008)2612312359(21)A(B)1", ">A(B)1 09506000134352"),
            ("(21)A1", ">A1"),
            ("(01)09506000134352(21)A1(21)A1", ">A1 09506000134352"),
            ("(01)09506000134352", "none 09506000134352"),
            ("(01)09506000134352(21)", "none 09506000134352"),
            ("(01)09506000134353(21)A1", ">A1"),
            // Broken forms stay as they are.
            ("(01)09506000134352(21)A1(21)A2", "=(01)09506000134352(21)A1(21)A2"),
            ("(01)123(21)A1", "=(01)123(21)A1"),
            ("(10)LOT7", "=(10)LOT7"),
            ("(55)1(21)A1", "=(55)1(21)A1"),
            ("(2)A1", "=(2)A1"),
            ("(", "=("),
        ])
    func bracketed(written: String, expected: String) {
        #expect(SerialNormaliserTests.shown(written) == expected)
    }

    @Test(
        "element strings with FNC1",
        arguments: [
            ("010950600013435221ABC123\u{1D}10LOT7", ">ABC123 09506000134352"),
            ("]d2010950600013435221ABC123", ">ABC123 09506000134352"),
            ("]C1010950600013435221abc123\u{1D}", ">ABC123 09506000134352"),
            ("]Q310LOT7\u{1D}01095060001343521726123121A1", ">A1 09506000134352"),
            ("\u{1D}010950600013435221A1", ">A1 09506000134352"),
            ("]d221A1\u{1D}3103000189240AB\u{1D}0109506000134352", ">A1 09506000134352"),
            ("]d20109506000134352", "none 09506000134352"),
            ("0109506000134352\u{1D}21A1", ">A1 09506000134352"),
            // Neither brackets nor FNC1: a serial.
            ("010950600013435221ABC123", "=010950600013435221ABC123"),
            ("0109506000134352", "=0109506000134352"),
            // Cut off, or an unknown identifier.
            ("]d2010950600013", ">]D2010950600013"),
            ("]d25512321A1", ">]D25512321A1"),
            ("]A0010950600013435221A1", "=]A0010950600013435221A1"),
            ("A1\u{1D}B2", "=A1\u{1D}B2"),
        ])
    func separated(written: String, expected: String) {
        #expect(SerialNormaliserTests.shown(written) == expected)
    }
}
