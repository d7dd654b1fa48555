import StockModel
import Testing
import XMLStream

@testable import StockReading

/// What the language can say beyond what UBL needs, in made-up dialects.
@Suite("The language of dialects")
struct DialectLanguageTests {
    /// Segments with qualifiers in sibling elements, as converters write X12 and EDIFACT.
    private let segments = """
        dialect: segments
        recognise:
          - {root: Interchange, namespace: ["urn:x:*"], has: [Message/Head]}
        dates: [compact]
        decimal: comma
        pieces: [ST]
        placeholders: ["0815"]
        notice:
          at: Message
          document: Head/Number
          supplier: ["Party[Role=SU|SE]/Name", /Sender]
          issued: {date: "Date[Code=137]/Day", time: "Date[Code=137]/Clock"}
          despatched: ["Date[Code=11]/Day", "Date[Code=17]/Day"]
          purpose: {from: Head/@function, replace: "5", cancel: "3"}
        lines:
          at: ["Loop[Item][Level!=F]", "Pack/Loop[Item]"]
          number: [Item/@number, Item/Position]
          quantity: {from: "Quantity[Code=12]/Value", repeated: first}
          unit_of_measure: "Quantity[Code=12]/Unit"
          buyer_part: "Item/Code[Kind=BP]/Value"
          supplier_part: ["Item/Code[Kind=SA]/Value", {text: none given}]
          lot: "Item/Code[Kind=NB]/Value"
        units:
          - {at: "Item/Code[Kind=SN]", serial: Value}
          - {at: "Marks[Type=L][!Void]", serial: "Mark[@kind=SN]", lot: Lot}
          - {at: ., serial: "@serial"}
        """

    @Test("conditions on siblings and attributes, places at several depths, the root, attributes, constants")
    func segmentsWithQualifiers() throws {
        let xml = """
            <i:Interchange xmlns:i="urn:x:856"><Sender>Fallback</Sender>
            <Message><Head function="9"><Number>N1</Number></Head>
            <Date><Code>11</Code><Day>20310303</Day></Date><Date><Day>20310304</Day><Clock>0830</Clock><Code>137</Code></Date>
            <Party><Role>BY</Role><Name>Us</Name></Party><Party><Name>Acme</Name><Role>SE</Role></Party>
            <Loop><Level>S</Level></Loop>
            <Loop serial="S0"><Level>I</Level><Item number="1"><Code><Value>B1</Value><Kind>BP</Kind></Code>
            <Code><Kind>SN</Kind><Value>S1</Value></Code><Code><Kind>SA</Kind><Value>0815</Value></Code>
            <Code><Kind>NB</Kind><Value>L1</Value></Code></Item>
            <Quantity><Code>21</Code><Value>99</Value></Quantity><Quantity><Code>12</Code><Value>2,000</Value><Unit>ST</Unit></Quantity>
            <Quantity><Code>12</Code><Value>1</Value></Quantity>
            <Marks><Type>L</Type><Mark kind="SN">S2</Mark><Mark kind="AT">T2</Mark><Lot>L2</Lot></Marks>
            <Marks><Type>L</Type><Mark kind="SN">S3</Mark><Void>1</Void></Marks><Marks><Type>G</Type><Mark kind="SN">P</Mark></Marks></Loop>
            <Loop><Level>F</Level><Item number="9"><Code><Kind>BP</Kind><Value>C1</Value></Code></Item></Loop>
            <Pack><Loop><Level>F</Level><Item><Position>2</Position><Code><Kind>BP</Kind><Value>B2</Value></Code></Item>
            <Quantity><Code>12</Code><Value>7</Value></Quantity></Loop></Pack></Message>
            <Message><Head function="5"><Number>N2</Number></Head><Date><Code>17</Code><Day>20310401</Day></Date>
            <Loop><Item number="1"><Code><Kind>SA</Kind><Value>V</Value></Code></Item></Loop></Message></i:Interchange>
            """
        for piece in [1, 1 << 20] {
            let read = try DialectFixture(xml, DialectDefinition(yaml: segments), piece: piece)
            #expect(read.failure == nil)
            #expect(
                read.records == [
                    "1@6 N1/1 B1|none given||Acme 2 at 2031-03-03 issued 2031-03-04T08:30:00Z {L1 } S1;S2{L2 };S0",
                    "2@14 N1/2 B2|none given||Acme 7 at 2031-03-03 issued 2031-03-04T08:30:00Z",
                    "4@16 N2/ |||Fallback 0 at 2031-04-01 issued  cancel",
                ])
            #expect(
                read.rejects.map { "\($0.record)@\($0.line) \($0.field): \($0.problem)" } == [
                    "3@17 Quantity[Code=12]/Value: \(LineFault.noQuantity)"
                ])
        }
    }

    /// Everything in attributes, one line a unit.
    private let flat = """
        dialect: flat
        recognise:
          - {root: LOAD, namespace: any}
          - {root: Load, namespace: any}
        notice:
          at: [Shipment, Wave/Shipment]
          document: ["@ID", "@Id"]
          supplier: {text: Fixed}
          delivered: "@Date"
        lines:
          at: Case/Line
          quantity: {text: "1"}
          buyer_part: ["@ITEM", "@Item"]
        units: {at: ., serial: "@Serial", split: " ,"}
        """

    @Test("attributes whose case varies, constants, several roots and several notices")
    func attributes() throws {
        let xml = """
            <Load><Shipment ID="D1" Date="2031-03-04"><Case><Line ITEM="A" Serial="1, 2"/></Case>
            <Case><Line Item="B"/><Line/></Case></Shipment><Wave><Shipment Id="D2" Date="2031-03-05T01:00:00+02:00"/></Wave></Load>
            """
        let read = try DialectFixture(xml, DialectDefinition(yaml: flat))
        #expect(
            read.records == [
                "1@1 D1/ A|||Fixed 1 at 2031-03-04 issued  1;2", "2@2 D1/ B|||Fixed 1 at 2031-03-04 issued ",
            ])
        #expect(read.rejects.map(\.problem) == [LineFault.noGoods])
        #expect(read.notes == ["Notice D2 has no lines."])
        let other = try DialectFixture(
            "<LOAD><Shipment ID='D' Date='2031-03-04'/></LOAD>", DialectDefinition(yaml: flat))
        #expect(other.notes == ["Notice D has no lines."])
    }

    @Test("recognition by root, namespace and what must be there, under any envelope")
    func recognition() throws {
        let ubl = DialectFixture.ubl
        let segments = try DialectDefinition(yaml: segments)
        func outline(_ xml: String) -> [XMLOutlineElement] {
            var copy = xml
            return copy.withUTF8 { XMLOutline.elements(ofPrefix: UnsafeRawBufferPointer($0), limit: 100) }
        }
        let name = "urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2"
        #expect(ubl.recognises(outline("<x:DespatchAdvice xmlns:x='\(name)'><ID>")))
        #expect(ubl.recognises(outline("<e:Envelope xmlns:e='urn:e'><e:Body><DespatchAdvice xmlns='\(name)'/>")))
        #expect(!ubl.recognises(outline("<DespatchAdvice/>")))
        #expect(!ubl.recognises(outline("<DespatchAdvice xmlns='\(name)1'/>")))
        #expect(!ubl.recognises(outline("<Invoice xmlns='\(name)'/>")))
        #expect(!ubl.recognises([]))
        #expect(segments.recognises(outline("<i:Interchange xmlns:i='urn:x:1'><A/><Message><B/><Head/>")))
        #expect(
            !segments.recognises(outline("<i:Interchange xmlns:i='urn:x:1'><Message><B><Head/></B></Message><Head/>")))
        #expect(!segments.recognises(outline("<i:Interchange xmlns:i='urn:y:1'><Message><Head/>")))
    }
}
