import Testing

@testable import stockfuzz

/// The slow readers by hand, so that two readers cannot be wrong together, and their comparison, which must be able to fail.
@Suite("slow readers")
struct SlowReadersTests {
    @Test(
        "XML that is taken",
        arguments: [
            "<a/>", "<?xml version='1.0'?><a/>\n", "\u{FEFF}<a>&lt;&#65;<![CDATA[<]]></a>",
            "<!DOCTYPE a SYSTEM 'x'><a/>",
            "<!DOCTYPE a [ <!-- --> <?p?> ]><a/>", "<p:a xmlns:p='urn:p' p:b='1' b='2'/>",
            "<a xmlns=''/>", "<a ><b /></a >",
            "<a>]]&gt;</a>", "<é/>", "<a xml:lang='en'/>",
        ])
    func taken(_ document: String) {
        guard case .accepted = PlainXML.read(Array(document.utf8)) else {
            Issue.record("\(document) is refused")
            return
        }
    }

    @Test(
        "XML that is refused",
        arguments: [
            "", " ", "a", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "<a>&e;</a>",
            "<a b='<'/>", "<a b=1/>", "<a b='1'c='2'/>", "<a b='' b=''/>",
            "<p:a/>", "<a xmlns:p=''/>", "<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='' q:b=''/>", "<a>]]></a>",
            "<!-- -- --><a/>", "<a>\u{0}</a>",
            "<a>\u{1}</a>", "<a>&#0;</a>", "<a>&#X41;</a>", "< a/>", "<1/>",
            "<a:b:c xmlns:a='urn:a'/>", "<?xml version='1.1'?><a/>",
            "<?xml version='1.0' encoding='UTF-7'?><a/>",
            " <?xml version='1.0'?><a/>", "<!DOCTYPE a [<!ENTITY e '1'>]><a/>",
            "<!DOCTYPE a [%p;]><a/>", "<a><!DOCTYPE a></a>", "<?xMl ?><a/>",
        ])
    func refused(_ document: String) {
        guard case .refused = PlainXML.read(Array(document.utf8)) else {
            Issue.record("\(document.debugDescription) is taken")
            return
        }
    }

    @Test(
        "CSV by hand",
        arguments: [
            ("a,b\n1,2\n", ["1:0 a|b", "2:4 1|2"]),
            ("\"a\r\nb\" ,c\r\n\r\nd", ["1:0 a\r\nb|c", "4:13 d"]),
            ("1,x\"y\n\"2\n3\n", ["1:0 !", "2:6 !", "3:9 3"]),
            ("a\rb,c\r", ["1:0 a", "2:2 b|c"]),
            ("a\nb\rc\n", ["1:0 a", "2:2 !"]),
            (" a \t,\"b\"\"c\"\n", ["1:0 a|b\"c"]),
        ])
    func rows(_ text: String, _ expected: [String]) {
        let rows = PlainCSV(Array(text.utf8)).rows.map { row in
            let cells = row.cells?.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
            return "\(row.line):\(row.byte) \(cells ?? "!")"
        }
        #expect(rows == expected)
    }

    @Test("a line of an advice by hand")
    func advice() throws {
        let document = """
            <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2"><ID>D</ID>
            <IssueDate>2026-11-23</IssueDate>
            <DespatchLine><ID>1</ID><DeliveredQuantity unitCode="EA">1<!-- -->0.0</DeliveredQuantity>
            <Item><BuyersItemIdentification><ID> A  1 </ID></BuyersItemIdentification></Item></DespatchLine>
            <DespatchLine><ID>2</ID><DeliveredQuantity>1</DeliveredQuantity><DeliveredQuantity>2</DeliveredQuantity>
            <Item><BuyersItemIdentification><ID>A</ID></BuyersItemIdentification></Item></DespatchLine></DespatchAdvice>
            """
        guard case .accepted(let root) = PlainXML.read(Array(document.utf8)) else {
            Issue.record("refused")
            return
        }
        let advice = PlainAdvice(try #require(PlainAdvice.all(in: root).first))
        guard case .taken("D") = advice.header, case .taken(let line) = advice.lines[0],
            case .rejected = advice.lines[1]
        else {
            Issue.record("\(advice)")
            return
        }
        #expect(line.quantity == 10 && line.buyerPart == "A 1")
    }

    @Test(
        "serials by hand",
        arguments: [
            ("s/n: ab 1", "AB1", nil), ("n/a", nil, nil), ("(01)09506000134352(21)a-1", "A-1", "09506000134352"),
            ("https://x/01/09506000134352/21/a%2Fb?q", "A/B", "09506000134352"),
            ("urn:epc:id:sgtin:0614141.712345.x", "X", "70614141123451"),
        ])
    func serials(_ written: String, _ serial: String?, _ gtin: String?) {
        let result = PlainSerial(keepsCase: false, dropsHyphens: false).normalise(written)
        #expect(result == PlainSerial.Result(serial: serial.map { Array($0.utf8) }, gtin: gtin))
    }
}
