import StockModel
import Testing

@testable import StockReading

/// Trees, ranges, lots and units with several identifiers, in made-up dialects.
@Suite("What has more structure than lines")
struct StructureTests {
    private func start(_ lines: String) -> String {
        """
        dialect: acme
        recognise: {root: N, namespace: none}
        notice: {document: "@no", supplier: {text: Acme}, issued: "@day"}

        """ + lines
    }

    private func read(_ yaml: String, _ body: String, perUnit: PerUnit? = nil) throws -> DialectFixture {
        let settings = DialectSettings(perUnit: perUnit)
        let xml = "<N no='D' day='2031-03-04'>\(body)</N>"
        let whole = try DialectFixture(xml, DialectDefinition(yaml: start(yaml)), settings: settings)
        let pieces = try DialectFixture(xml, DialectDefinition(yaml: start(yaml)), settings: settings, piece: 7)
        #expect(whole.records == pieces.records && whole.rejects == pieces.rejects)
        #expect(whole.identities == pieces.identities && whole.failure == pieces.failure)
        return whole
    }

    /// Line, goods, quantity and what follows the date of a record.
    private func short(_ fixture: DialectFixture) -> [String] {
        fixture.records.map {
            $0.replacing("|||Acme", with: "").replacing(" at 2031-03-04 issued 2031-03-04", with: "")
                .replacing(#/^\d+@\d+ D\//#, with: "")
        } + fixture.rejects.map { "\($0.field) \"\($0.value)\": \($0.problem)" }
    }

    private let tree = """
        lines:
          at: L
          tree: {id: "@id", parent: "@in", level: "@is", item: [Art, Old], items: I, components: [F, C], inherit: [lot, expiry]}
          number: "@no"
          quantity: Art/@q
          buyer_part: Art
          lot: Lot
          expiry: Use
        units: {at: S, serial: .}
        """

    @Test("lines take lot and expiry from the nearest loop above, and the serials of packs above and below")
    func trees() throws {
        let read = try read(
            tree,
            """
            <L id='1' is='S'><Lot>L1</Lot><Use>2032-01-01</Use></L>
            <L id='2' in='1' is='O'><Lot>L2</Lot></L>
            <L id='3' in='2' is='P'><S>A1</S><S>A2</S></L>
            <L id='4' in='3' is='I' no='10'><Art q='3'>A</Art><S>A2</S><S>A3</S></L>
            <L id='5' in='4' is='F' no='11'><Art q='9'>PART</Art><S>X1</S></L>
            <L id='6' in='5' is='I' no='12'><Art q='9'>SUBPART</Art></L>
            <L id='7' in='1' is='P' no='20'><Art q='2'>B</Art><Lot>L7</Lot></L>
            <L id='8' in='7' is='Q'><S>B1</S></L>
            <L id='9' in='8' is='Q'><S>B1</S><S>B2</S></L>
            """)
        #expect(
            short(read) == ["10 A 3 {L2 2032-01-01} A2;A3;A1", "20 B 2 {L7 2032-01-01} B1;B2"])
    }

    @Test(
        "what a tree does not tell is rejected",
        arguments: [
            (
                "<L id='1' is='P'><S>A1</S><S>B9</S></L><L id='2' in='1' is='I'><Art q='1'>A</Art><S>A1</S></L>"
                    + "<L id='3' in='1' is='I'><Art q='1'>B</Art></L>",
                ["/ A 1 A1", " B 1", ". \"B9\": \(LineFault.serialsOfSeveralLines)"]
            ),
            (
                "<L id='1' is='P'><S>A1</S></L><L id='2' is='I'><Art q='1'>A</Art></L>",
                [" A 1", ". \"A1\": \(LineFault.serialsWithoutLine)"]
            ),
            (
                "<L id='1' is='P'><S>A1</S></L><L id='2' in='1' is='I'><Art q='1'>A</Art></L><L id='3' in='9' is='I'/>",
                [" A 1", ". \"A1\": \(LineFault.serialsOfSeveralLines)", "@in \"9\": \(LineFault.lostLoop)"]
            ),
            ("<L id='1' in='7' is='I'><Art q='1'>A</Art></L>", ["@in \"7\": \(LineFault.lostLoop)"]),
            ("<L id='1' in='0' is='I'><Art q='1'>A</Art></L>", [" A 1"]),
            (
                "<L id='1' in='2' is='I'><Art q='1'>A</Art></L><L id='2' in='1' is='I'><Art q='1'>B</Art></L>",
                ["@in \"2\": \(LineFault.lostLoop)", "@in \"1\": \(LineFault.lostLoop)"]
            ),
            ("<L id='1'><Art q='1'>A</Art></L>", ["@is \"\": \(LineFault.noLevel)"]),
            ("<L id='1' is='I'><Old/></L>", ["Art \"\": \(LineFault.noGoods)"]),
            ("<L id='1' is='I'/>", ["Art \"\": \(LineFault.noGoods)"]),
            (
                "<L id='1' is='S'/><L id='2' in='1' is='P'/><L id='3' is='I'><Art q='1'>A</Art></L>",
                ["@in \"\": \(LineFault.noParent)"]
            ),
            ("<L id='1' is='S'/>", []), ("<L id='1' is='S'><S>N/A</S></L>", []),
        ])
    func untold(body: String, expected: [String]) throws {
        #expect(try short(read(tree, body)) == expected.map { $0.replacing(#/^\//#, with: "") })
    }

    @Test("a tree twenty thousand deep is read like any other")
    func deepTree() throws {
        let depth = 20_000
        let body = (1...depth).map {
            "<L id='\($0)' in='\($0 - 1)' is='P'\($0 == depth ? "><Art q='1'>A</Art></L>" : "/>")"
        }
        let xml = "<N no='D' day='2031-03-04'>\(body.joined())</N>"
        #expect(try short(DialectFixture(xml, DialectDefinition(yaml: start(tree)))) == [" A 1"])
    }

    private let ranges = """
        lines: {at: L, quantity: "@q", unit_of_measure: "@u", buyer_part: "@a"}
        units:
          - {at: S, serial: .}
          - {at: R, range: {from: "@from", to: "@to"}, lot: "@lot"}
        lots: {at: ., lot: "@lot"}
        """

    @Test(
        "ranges count where they and the single serials come to the quantity",
        arguments: [
            ("q='3'><R from='A08' to='A10'/>", "3 A08;A09;A10"),
            (
                "q='4' lot='B'><S>A1</S><R from='A3' to='A4'/><S>N/A</S><R from='A7' to='A7' lot='C'/>",
                "4 A1{B };N/A{B };A3{B };A4{B };A7{C }"
            ),
            ("q='2'><R/><S>A1</S>", "2 A1"),
            ("q='3'><R from='A1' to='A2'/>", SerialRange.countProblem(ranges: 2, single: 0, quantity: 3)),
            ("q='3'><S>A9</S><R from='A1' to='A3'/>", SerialRange.countProblem(ranges: 3, single: 1, quantity: 3)),
            ("q='3'><R from='A1' to='A4'/>", SerialRange.problem(.tooLarge, quantity: 3)),
            ("q='3'><R from='A000000000001' to='A999999999999'/>", SerialRange.problem(.tooLarge, quantity: 3)),
            ("q='1000000000'><R from='0000000001' to='1000000000'/>", SerialRange.tooManyInFile),
            ("q='3'><R from='A3' to='A1'/>", SerialRange.problem(.backwards, quantity: 3)),
            ("q='3'><R from='A3' to='B5'/>", SerialRange.problem(.unlike, quantity: 3)),
            ("q='3'><R from='A3'/>", SerialRange.problem(.oneEnd, quantity: 3)),
            ("><R from='A1' to='A3'/>", SerialRange.noQuantity),
            ("q='3' u='KGM'><R from='A1' to='A3'/>", SerialRange.noQuantity),
        ])
    func ranges(line: String, expected: String) throws {
        let read = try read(ranges, "<L a='A' \(line)</L>")
        let lines = read.rejects.isEmpty ? short(read).map { String($0.dropFirst(3)) } : read.rejects.map(\.problem)
        #expect(lines == [expected])
    }

    @Test("lots go for the units in them that have none of their own, wherever in them they stand")
    func lots() throws {
        let read = try read(
            """
            lines: {at: L, quantity: "@q", buyer_part: "@a"}
            units: {at: [D/S, S], serial: ., lot: "@lot"}
            lots: {at: D, lot: B, expiry: Use}
            """,
            """
            <L a='A' q='5'><D><S>A1</S><S lot='OWN'>A2</S><B>L1</B><Use>2032-01-01</Use></D><S>A3</S><D><B>L2</B><S>A4</S></D>
            <D><S>A5</S></D></L><L a='B' q='1'><D><Use>soon</Use><S>B1</S></D></L>
            """)
        #expect(
            short(read)[0] == " A 5 A1{L1 2032-01-01};A2{OWN };A3;A4{L2 };A5")
        #expect(read.rejects.map(\.field) == ["Use"])
    }

    @Test(
        "several identifiers of one unit",
        arguments: [
            // In elements of their own.
            (
                "{at: U, serial: [Serial, Imei1], also: [Imei1, Imei2]}", PerUnit?.none,
                "<U><Imei1>11</Imei1><Imei2>12</Imei2><Serial>S1</Serial></U><U><Imei1>21</Imei1><Imei2>N/A</Imei2></U>",
                "S1;21", "S1=11 S1=12"
            ),
            // All in one element.
            (
                "{at: U, serial: ., split: '/', per_unit: all}", nil, "<U>11/12/S1</U><U>21</U><U>NONE/31</U>",
                "11;21;31", "11=12 11=S1"
            ),
            // So many in a row, over elements or in one.
            ("{at: U, serial: ., per_unit: 2}", nil, "<U>11</U><U>12</U><U>21</U><U>22</U>", "11;21", "11=12 21=22"),
            ("{at: U, serial: ., split: ' ', per_unit: 2}", nil, "<U>11 12 21</U><U>21</U>", "11;21", "11=12"),
            // Of the source.
            ("{at: U, serial: .}", .count(2), "<U>11</U><U>12</U>", "11", "11=12"),
            ("{at: U, serial: ., per_unit: 3}", .count(2), "<U>11</U><U>12</U>", "11", "11=12"),
        ])
    func identifiers(unit: String, perUnit: PerUnit?, units: String, serials: String, identities: String) throws {
        let yaml = "lines: {at: L, quantity: '@q', buyer_part: '@a'}\nunits: \(unit)"
        let read = try read(yaml, "<L a='A' q='2'>\(units)</L>", perUnit: perUnit)
        #expect(short(read) == [" A 2 \(serials)"])
        #expect(read.identities.map { "\($0.serial)=\($0.also)" }.joined(separator: " ") == identities)
        #expect(read.identities.allSatisfy { $0.number == 1 && $0.file == 7 })
    }

    @Test("identifiers that cannot be dealt out, and those of a line that is rejected, name nothing")
    func unevenIdentifiers() throws {
        let yaml = "lines: {at: L, quantity: '@q', buyer_part: '@a'}\nunits: {at: U, serial: ., per_unit: 2}"
        let read = try read(
            yaml, "<L a='A' q='2'><U>11</U><U>12</U><U>21</U></L><L q='1'><U>31</U><U>32</U></L>")
        #expect(read.rejects.map(\.problem) == [PerUnit.unevenProblem(3, 2), LineFault.noGoods])
        #expect(read.records.isEmpty && read.identities.isEmpty)
    }
}
