import Foundation
import StockModel
import Testing

@testable import StockReading

/// Documents of events, by the built-in definition for EPCIS. Units are written `A1`: article A, serial 1.
@Suite("EPCIS events")
struct EventTests {
    private static let epcis = Definitions.builtIn.dialects.first { $0.name == "epcis-events" }.unsafelyUnwrapped

    /// `A1` is a unit, `a#L*5` five of an article of lot L, `P1` a pack, anything else itself.
    private func name(_ text: Substring) -> String {
        guard let first = text.first else { return "" }
        let item = first.isUppercase ? Int(first.asciiValue ?? 0) - 65 : 0
        if first == "P" { return "urn:epc:id:sscc:7350012.300000\(1000 + (Int(text.dropFirst()) ?? 0))" }
        if first.isUppercase, text.count > 1 { return "urn:epc:id:sgtin:7350012.0000\(10 + item).\(text.dropFirst())" }
        return String(text)
    }

    private func names(_ texts: some Sequence<Substring>, _ element: String) -> String {
        let units = texts.filter { !$0.contains("*") }.map { "<epc>\(name($0))</epc>" }.joined()
        let amounts = texts.filter { $0.contains("*") }.map { text in
            let parts = text.split(separator: "*")
            return "<quantityElement><epcClass>urn:epc:class:lgtin:7350012.000010.\(parts[0])</epcClass>"
                + "<quantity>\(parts[1])</quantity></quantityElement>"
        }.joined()
        return element == "child"
            ? "<childEPCs>\(units)</childEPCs><childQuantityList>\(amounts)</childQuantityList>"
            : "<epcList>\(units)</epcList><quantityList>\(amounts)</quantityList>"
    }

    /// One event from `HH:MM word …`: `make A1 A2 lot=L`, `pack P1 A1`, `see P1 A1`, `unpack P1 A1`, `ship P1 A1`,
    /// `ship-pack P1 A1`, `unship A1`, `receive A1`; `wrong` in front withdraws it, `doc=D` gives it a document.
    private func event(_ line: Substring) -> String {
        var words = line.split(separator: " ")
        let time = words.removeFirst()
        let isWrong = words.first == "wrong"
        if isWrong { words.removeFirst() }
        let word = words.removeFirst()
        let document = words.first { $0.hasPrefix("doc=") }?.dropFirst(4)
        let lot = words.first { $0.hasPrefix("lot=") }?.dropFirst(4)
        words.removeAll { $0.contains("=") }
        let isPack = ["pack", "see", "unpack", "ship-pack"].contains(word)
        let steps = ["ship": "shipping", "ship-pack": "shipping", "unship": "void_shipping", "receive": "receiving"]
        let actions = ["make": "ADD", "pack": "ADD", "unpack": "DELETE"]
        let content =
            isPack
            ? "<parentID>\(name(words[0]))</parentID>" + names(words.dropFirst(), "child") : names(words, "object")
        let kind = isPack ? "AggregationEvent" : "ObjectEvent"
        return "<\(kind)><eventTime>2026-11-20T\(time):00Z</eventTime>"
            + (isWrong
                ? "<errorDeclaration><declarationTime>2026-11-21T00:00:00Z</declarationTime></errorDeclaration>" : "")
            + content + "<action>\(actions[String(word)] ?? "OBSERVE")</action>"
            + "<bizStep>urn:epcglobal:cbv:bizstep:\(steps[String(word)] ?? "other")</bizStep>"
            + (document.map {
                "<bizTransactionList><bizTransaction type='cbv:BTT-desadv'>\($0)</bizTransaction></bizTransactionList>"
            }
                ?? "") + (lot.map { "<ilmd><lotNumber>\($0)</lotNumber></ilmd>" } ?? "") + "</\(kind)>"
    }

    private func read(_ events: String, piece: Int = 1 << 20) throws -> DialectFixture {
        let body = events.split(separator: "\n").map(event).joined()
        return try DialectFixture(
            "<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:2' creationDate='2026-11-22T00:00:00Z'><EPCISBody><EventList>"
                + body + "</EventList></EPCISBody></e:EPCISDocument>", Self.epcis, piece: piece)
    }

    /// Document, GTIN's article, quantity and serials of each record; purpose where it is no original.
    private func short(_ fixture: DialectFixture) -> [String] {
        fixture.records.map { record in
            let words = record.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            let document = words[1].split(separator: "/")[0]
            let gtin = words[2].split(separator: "|", omittingEmptySubsequences: false)[2]
            let rest = words.dropFirst(3).filter {
                !["at", "issued", "2026-11-22T00:00:00Z"].contains($0) && !$0.hasPrefix("2026-11-20T")
            }
            return ([document + ":" + (gtin.isEmpty ? "" : String(gtin.suffix(3).prefix(2)))] + rest).joined(
                separator: " ")
        } + fixture.rejects.map { "\($0.value.split(separator: ":").last ?? "") \($0.problem)" }
    }

    @Test(
        "what events ship",
        arguments: [
            ("01:00 ship A1 A2 B7 doc=D", "D:10 2 1;2/D:11 1 7"),
            ("01:00 receive A1 doc=D", ""), ("01:00 make A1", ""),
            // Packs in packs, whatever the order in the document; the case's own SGTIN is no unit.
            ("03:00 ship P1 doc=D\n01:00 pack C9 A1 A2\n02:00 pack P1 C9 B1", "D:10 2 1;2/D:11 1 1"),
            // What has held others is no unit, even when it is empty.
            ("01:00 pack C9 A1\n02:00 unpack C9\n03:00 ship C9 doc=D", "7350012.000012.9 \(LineFault.unknownContents)"),
            // As packed when it left.
            ("01:00 pack P1 A1 A2\n02:00 unpack P1 A1\n03:00 ship P1 doc=D\n04:00 pack P1 A3", "D:10 1 2"),
            ("01:00 pack P1 A1 A2\n02:00 unpack P1\n03:00 pack P1 A3\n04:00 ship P1 doc=D", "D:10 1 3"),
            ("01:00 pack P1 A1\n02:00 pack P2 A1\n03:00 ship P2 doc=D", "D:10 1 1"),
            ("02:00 ship P1 doc=D\n02:00 pack P1 A1", "D:10 1 1"),
            // The shipping event is an aggregation itself.
            ("01:00 pack P1 A1\n02:00 ship-pack P1 A1 A2 doc=D", "D:10 2 1;2"),
            // Each unit once, listed and packed; an event met twice once.
            ("01:00 pack P1 A1\n02:00 ship P1 A1 A1 doc=D\n02:00 ship P1 A1 A1 doc=D", "D:10 1 1"),
            // Goods without serial; what is seen again is not more.
            (
                "01:00 pack P1 K*10 K*10\n01:30 see P1 K*10\n02:00 ship P1 M*5 doc=D",
                "D:10 5 {M }/D:10 10 {K }/D:10 10 {K }"
            ),
            ("01:00 pack P1 K*10 M*5\n01:30 unpack P1 K*10\n02:00 ship P1 doc=D", "D:10 5 {M }"),
            // Lots of their making.
            (
                "01:00 make A1 A2 lot=L\n01:00 make A3 lot=M\n02:00 ship A1 A2 doc=D\n03:00 ship A2 A3 doc=E",
                "D:10 2 {L } 1{L };2{L }/E:10 2 2{L };3{M }"
            ),
            // Without a number, a document is known by its time.
            ("01:00 ship A1", "2026-11-20T01:00:00Z:10 1 1"),
            // Withdrawn here: the line says 0, so that it also takes back the same event of another message.
            ("01:00 ship A1 A2 doc=D\n01:00 wrong ship A2 A1 doc=D\n01:00 ship A1 doc=D", "D:10 0/D:10 1 1"),
            ("01:00 wrong ship A1 doc=D", "D:10 0"),
            ("01:00 pack P1 A1\n01:30 pack P1 A2\n01:30 wrong pack P1 A2\n02:00 ship P1 doc=D", "D:10 1 1"),
            // Withdrawn, and only the other message knows what it was: the whole notice is taken back.
            ("01:00 wrong ship P1 doc=D", "D: 0 cancel"),
            ("01:00 wrong ship P1 doc=D\n01:00 ship A1 doc=D\n01:00 ship A2 doc=E", "D:10 1 replace 1/E:10 1 2"),
            // Not sent after all.
            ("01:00 pack P1 A1 A2\n02:00 ship P1 doc=D\n03:00 unship A2 doc=V", "D:10 1 1"),
            ("01:00 ship A1 doc=D\n03:00 unship A9 doc=V", "D:10 1 1/7350012.000010.9 \(LineFault.notShipped)"),
            (
                "01:00 ship K*5 doc=D\n02:00 unship K*5 doc=V",
                "D:10 5 {K }/7350012.000010.K \(LineFault.notShipped)"
            ),
            // What cannot be told.
            ("01:00 ship P1 A1 doc=D", "D:10 1 1/7350012.3000001001 \(LineFault.unknownContents)"),
            (
                "01:00 pack P1 P2\n01:00 pack P2 P1\n02:00 ship P1 doc=D",
                "7350012.3000001001 \(LineFault.unknownContents)"
            ),
            ("01:00 ship urn:epc:id:giai:1.2 doc=D", "1.2 \(LineFault.noArticle)"),
        ])
    func shipments(events: String, expected: String) throws {
        let whole = try read(events)
        #expect(whole.failure == nil)
        #expect(short(whole).joined(separator: "/") == expected)
        let pieces = try read(events, piece: 5)
        #expect(whole.records == pieces.records && whole.rejects == pieces.rejects && whole.notes == pieces.notes)
    }

    @Test("a document that ships nothing says so, and one whose event has no time is refused")
    func nothing() throws {
        #expect(
            try read("01:00 receive A1").notes == ["The document has no shipping event, so nothing was sent by it."])
        #expect(try read("").notes == ["The document has no shipping event, so nothing was sent by it."])
        let read = try read("xx:00 ship A1 doc=D")
        #expect(read.failure?.field == "eventTime" && read.records.isEmpty)
    }

    @Test("packs twenty thousand deep are opened; the same goods shipped over and over are not counted forever")
    func hostile() throws {
        let chain = (1...20_000).map { "01:00 pack P\($0) P\($0 + 1)" }.joined(separator: "\n")
        #expect(try short(read(chain + "\n01:00 pack P20001 A1\n02:00 ship P1 doc=D")) == ["D:10 1 1"])
        let units = (0..<500).map { "A\($0)" }.joined(separator: " ")
        let ships = (0..<900).map { "\(String(format: "%02d:%02d", 2 + $0 / 60, $0 % 60)) ship P1 doc=D\($0)" }
        #expect(
            try read("01:00 pack P1 \(units)\n" + ships.joined(separator: "\n")).failure?.problem == LineFault.endless)
    }
}
