import StockModel
import Testing

@testable import StockMatching

struct SerialNormaliserTests {
    /// `none`, or the serial behind `=` where it is as written and `>` where it was changed, then the GTIN.
    static func shown(_ written: String, _ change: (inout Rules) -> Void = { _ in }) -> String {
        var rules = Rules(businessDay: 0)
        change(&rules)
        return shown(written, SerialNormaliser(rules: rules))
    }

    static func shown(_ written: String, _ normaliser: SerialNormaliser) -> String {
        let arena = Arena()
        var scratch = Array("left over".utf8)
        let result = normaliser.normalise(arena.store(written), scratch: &scratch)
        let serial: String =
            switch result {
            case .none: "none"
            case .asWritten(let text): "=" + text.description
            case .changed: ">" + String(decoding: scratch, as: UTF8.self)
            }
        return result.gtin.map { "\(serial) \($0)" } ?? serial
    }

    @Test(
        "characters",
        arguments: [
            ("SN4711", "=SN4711"),
            ("A-1/2.3_4+5", "=A-1/2.3_4+5"),
            ("sn4711", ">SN4711"),
            ("  SN 47\t11\r\n", ">SN4711"),
            ("47\u{A0}11\u{3000}A\u{2009}", ">4711A"),
            ("00:1A:2B:3C:4D:5E", "=00:1A:2B:3C:4D:5E"),
            ("A#1", "=A#1"),
            ("(A)1", "=(A)1"),
            // Letters outside ASCII keep their case, in whichever form they were written.
            ("cafe\u{301}1", ">CAF\u{E9}1"),
            ("caf\u{E9}1", ">CAF\u{E9}1"),
            ("CAF\u{E9}1", "=CAF\u{E9}1"),
            ("\u{212A}1", ">K1"),
            ("i\u{307}1", ">\u{130}1"),
            ("e\u{A0}\u{301}1", ">E\u{301}1".precomposed),
            ("\u{1112}\u{1161}\u{11AB}1", ">\u{D55C}1"),
            ("序列12", "=序列12"),
        ])
    func characters(written: String, expected: String) {
        #expect(Array(Self.shown(written).utf8) == Array(expected.utf8))
    }

    @Test(
        "letter case is kept where the rules say so, not that of schemes, captions and placeholders",
        arguments: [
            ("sn4711", "=sn4711"),
            ("Sn 4711", ">Sn4711"),
            ("sn: aBc", ">aBc"),
            ("URN:EPC:ID:SGTIN:0614141.712345.32a%2Fb", ">32a/b 70614141123451"),
            ("n/a", "none"),
            ("Unknown", "none"),
        ])
    func keptCase(written: String, expected: String) {
        #expect(Self.shown(written) { $0.keepsCase = true } == expected)
    }

    @Test(
        "hyphens go where the rules say so, those of carriers not before they are opened",
        arguments: [
            ("35-209900-176148-1", ">352099001761481"),
            ("--", "none"),
            ("-(21)A-1", ">A1"),
            ("(01)0-9506000-134352(21)A1", ">A1 09506000134352"),
            ("(21)A1", ">A1"),
            ("urn:epc:id:sgtin:0614141.112345.4%2D0", ">40 10614141123459"),
            ("00-00", "none"),
            ("SERIAL-NO: A-1", ">A1"),
            ("urn:epc:tag:sgtin-96:3.0614141.112345.4-0", ">40 10614141123459"),
            ("https://my-shop.example/01/9506000134352/21/A-1", ">A1 09506000134352"),
            ("no-serial", "none"),
        ])
    func hyphens(written: String, expected: String) {
        let shown = Self.shown(written) {
            $0.dropHyphens = true
            $0.placeholders = ["No Serial"]
        }
        #expect(shown == expected)
    }

    @Test(
        "captions",
        arguments: [
            ("S/N: 4711", ">4711"), ("s/n:4711", ">4711"), ("SN#4711", ">4711"), ("SN = 4711", ">4711"),
            ("Ser: 4711", ">4711"), ("Serial: 4711", ">4711"), ("SERIAL NO: 4711", ">4711"),
            ("Serial  Number : 4711", ">4711"), ("IMEI:490154203237518", ">490154203237518"),
            ("MEID=AF0123450ABCDE", ">AF0123450ABCDE"), ("VIN: 1M8GDM9AXKP042788", ">1M8GDM9AXKP042788"),
            ("SERIAL #: 4711", ">4711"), ("S/N: IMEI: 4711", ">4711"), ("SN: n/a", "none"), ("IMEI:", "none"),
            ("SN4711", "=SN4711"), ("SERIAL", "=SERIAL"), ("SNR:4711", "=SNR:4711"), ("4711SN:", "=4711SN:"),
            ("VINYL:1", "=VINYL:1"), ("SN: (21)A1", ">A1"), ("(21)SN:A1", ">A1"),
        ])
    func captions(written: String, expected: String) {
        #expect(Self.shown(written) == expected)
    }

    @Test(
        "placeholders",
        arguments: [
            "", "  ", "\u{A0}", "N/A", "n/a", "na", "None", "NULL", "unknown", "T B D", "-", "0", "0000000", "00 00",
            "no serial", "NOSERIAL", "ohne\u{A0}Nr.", "\u{E0} d\u{E9}finir",
        ])
    func placeholders(written: String) {
        let shown = Self.shown(written) { $0.placeholders = ["NO SERIAL", "Ohne Nr.", "a\u{300} d\u{E9}finir"] }
        #expect(shown == "none")
    }

    @Test("what is no placeholder is a serial", arguments: ["N/A1", "NAN", "--", "00000001", "0-0", "NOSERIAL", "O"])
    func noPlaceholders(written: String) {
        #expect(Self.shown(written) == "=" + written)
    }

    @Test("the fast path and the full rules agree, and a normal serial stays")
    func paths() {
        let pieces = [
            "A", "z", "0", "0", "7", "-", "/", ".", ":", "#", "=", " ", "S", "N", "N/A", "SN", "\u{A0}", "e", "\u{301}",
            "\u{E9}", "(21)", "(", ")", "\u{1D}", "%41",
        ]
        for seed in 0..<8000 as Range<UInt64> {
            var dice = IdentifierDice(seed: seed)
            var rules = Rules(businessDay: 0)
            rules.keepsCase = dice.roll(0...3) == 0
            rules.dropHyphens = dice.roll(0...3) == 0
            let normaliser = SerialNormaliser(rules: rules)
            let arena = Arena()
            let written = arena.store(dice.text(of: pieces, length: 0...7))
            let quick = Outcome(normaliser.normalise, written)
            let slow = Outcome(normaliser.normaliseSlowly, written)
            #expect(quick == slow, "seed \(seed): \(written)")
            guard let serial = quick.serial else { continue }
            let again = Outcome(normaliser.normalise, arena.store(serial))
            #expect(again == Outcome(serial: serial, isAsWritten: true), "seed \(seed): \(written)")
        }
    }

    /// A result and what was in the scratch bytes.
    private struct Outcome: Equatable {
        var serial: String?
        var isAsWritten = false
        var gtin: GTIN?

        init(serial: String?, isAsWritten: Bool) {
            self.serial = serial
            self.isAsWritten = isAsWritten
        }

        init(_ normalise: (Text, inout [UInt8]) -> NormalisedSerial, _ written: Text) {
            var scratch: [UInt8] = []
            let result = normalise(written, &scratch)
            gtin = result.gtin
            switch result {
            case .none: break
            case .asWritten(let text): (serial, isAsWritten) = (text.description, true)
            case .changed: serial = String(decoding: scratch, as: UTF8.self)
            }
        }
    }

    @Test("any mixture of parts of carriers gives a clean serial or none")
    func mixtures() {
        let pieces = [
            "urn:epc:id:sgtin:", "urn:epc:tag:sgtin-96:", "0614141", ".", "112345", "https://", "a.example", "/01/",
            "/", "/21/", "09506000134352", "?", "(01)", "(21)", "(10)", "(17)", "01", "21", "10", "\u{1D}", "]d2",
            "%41",
            "%", "%2", "%E9", "%00", "SN:", "é", "\u{301}", " ", "x", "-", "99", "8", "310",
        ]
        let normaliser = SerialNormaliser(rules: Rules(businessDay: 0))
        for seed in 0..<8000 as Range<UInt64> {
            var dice = IdentifierDice(seed: seed)
            let shown = Self.shown(dice.text(of: pieces, length: 0...12), normaliser)
            let serial = shown.split(separator: " ")[0]
            #expect(!serial.isEmpty && serial != ">" && serial != "=", "seed \(seed)")
            #expect(shown.hasPrefix("none") || serial == serial.uppercasedASCII, "seed \(seed): \(shown)")
        }
    }
}

extension StringProtocol {
    fileprivate var uppercasedASCII: String {
        String(decoding: utf8.map { 0x61...0x7A ~= $0 ? $0 - 32 : $0 }, as: UTF8.self)
    }
}

extension String {
    /// E with acute as one scalar, for a table that writes it as two.
    fileprivate var precomposed: String { replacing("E\u{301}", with: "\u{C9}") }
}
