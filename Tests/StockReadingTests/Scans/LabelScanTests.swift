import Testing

@testable import StockReading

/// What scanners send, and the serial that it names. GS, RS and EOT are written as `{GS}`, `{RS}` and `{EOT}`.
@Suite("Label scans")
struct LabelScanTests {
    @Test(
        "data identifiers",
        arguments: [
            ("SSN123", "SN123"), ("S0012", "0012"), ("S S1", "S1"), ("22S490154203237518", "490154203237518"),
            ("18S1AB12SN-77", "SN-77"), ("I1HGCM82633A004352", "1HGCM82633A004352"),
            ("25SUN1945326361234567890", "UN1945326361234567890"), (" SSN123 ", "SN123"), ("", ""),
        ])
    func identifiers(scan: String, serial: String) { #expect(Self.read(scan) == serial) }

    @Test(
        "several fields, of which one is the serial",
        arguments: [
            ("1PAB-1{GS}SSN123", "SN123"), ("SSN123{GS}1PAB-1{GS}Q1{GS}1TL7", "SN123"),
            ("SSN1{GS}SSN1", "SN1"), ("SSN1{GS}18S1AB12SN1", "SN1"), ("25SUN194532636SN1{GS}SSN1", "SN1"),
            ("PX{GS}Q2{GS}SSN1{GS}SSN2", "SN1 SN2"), ("1PAB-1\u{1D}SSN123", "SN123"),
        ])
    func fields(scan: String, serial: String) { #expect(Self.read(scan) == serial) }

    @Test(
        "envelopes",
        arguments: [
            ("[)>{RS}06{GS}1PAB-1{GS}SSN123{RS}{EOT}", "SN123"), ("[)>\u{1E}06\u{1D}SSN123\u{1E}\u{4}", "SN123"),
            ("[)>{RS}06{GS}SSN123", "SN123"), ("]d1[)>{RS}06{GS}SSN123{RS}{EOT}", "SN123"),
            ("[)>{RS}05{GS}010950600013435221SN7{GS}10L7{RS}{EOT}", "(01)09506000134352(21)SN7"),
            ("[)>{RS}06{GS}SSN1{RS}05{GS}10L7{RS}{EOT}", "SN1"),
        ])
    func envelopes(scan: String, serial: String) { #expect(Self.read(scan) == serial) }

    @Test(
        "symbology identifiers and asterisks",
        arguments: [
            ("]C0SSN123", "SN123"), ("]A0SSN123", "SN123"), ("]Q1SSN123", "SN123"), ("*SSN123*", "SN123"),
            ("]A0*SSN123*", "SN123"), ("]C0490154203237518", "490154203237518"),
        ])
    func symbologies(scan: String, serial: String) { #expect(Self.read(scan) == serial) }

    @Test(
        "GS1 data keeps the article's number",
        arguments: [
            ("]C1010950600013435221SN123", "(01)09506000134352(21)SN123"),
            ("]d2010950600013435210L7{GS}21SN123", "(01)09506000134352(21)SN123"),
            ("]Q321SN123", "SN123"), ("{GS}010950600013435221SN123", "(01)09506000134352(21)SN123"),
            ("010950600013435221SN123", "(01)09506000134352(21)SN123"),
            ("010950600013435221A(1", "\u{1D}010950600013435221A(1"),
            ("(01)09506000134352(21)SN123", "(01)09506000134352(21)SN123"),
            ("urn:epc:id:sgtin:0614141.112345.400", "urn:epc:id:sgtin:0614141.112345.400"),
            ("https://id.gs1.org/01/09506000134352/21/A", "https://id.gs1.org/01/09506000134352/21/A"),
        ])
    func elements(scan: String, serial: String) { #expect(Self.read(scan) == serial) }

    @Test("digits alone are a serial as they stand", arguments: ["490154203237518", "0012", "0109506000134353"])
    func numbers(scan: String) { #expect(Self.read(scan) == scan) }

    @Test(
        "FNC1 as the source writes it",
        arguments: [("1PAB-1|SSN123", "SN123"), ("1PAB-1~SSN123", "SN123"), ("]d210L7~21SN1", "SN1")])
    func separators(scan: String, serial: String) {
        #expect(Self.read(scan, separators: "|~") == serial)
        // Elsewhere these signs are part of a value.
        #expect(Self.read(scan) != serial)
    }

    @Test(
        "what can be read in two ways, names no unit or names a box is refused",
        arguments: [
            ("*SSN123", .oneAsterisk), ("SSN123*", .oneAsterisk), ("*", .oneAsterisk),
            ("abc", .noIdentifier), ("1234567AB", .noIdentifier), ("S", .noIdentifier), ("-7", .noIdentifier),
            ("sSN123", .noIdentifier), ("12AB34", .unknownIdentifier("12A")), ("X7", .unknownIdentifier("X")),
            ("1PAB-1", .noSerial(["1P, the supplier's part number"])),
            ("K16B204411", .noSerial(["K, an order number"])), ("Q5", .noSerial(["Q, a quantity"])),
            ("]C10109506000134352", .noSerial(["01, the number of an article"])),
            ("]C100106141412345678908", .noSerial(["00, the number of a box"])),
            ("JUN43325711", .noSerial(["J, the number of a box"])),
            ("SSN1{GS}SSN2", .severalSerials(["SN1", "SN2"])),
            ("SSN1{GS}22S490154203237518", .severalSerials(["SN1", "490154203237518"])),
            ("SSN1{GS}22S490154203237518{GS}Q2", .severalSerials(["SN1", "490154203237518"])),
            ("SSN1{GS}Q25", .box(quantity: "25")), ("SSN1{GS}SSN2{GS}Q3", .box(quantity: "3")),
            ("18S1AB12", .brokenCAGE), ("SSN1{GS}abc", .brokenFields), ("abc{GS}SN1", .brokenFields),
            ("]C101095060", .brokenElementString), ("]d2SSN123", .brokenElementString),
            ("0109506000134352", .numberOrElementString), ("010950600013435221123", .numberOrElementString),
            ("00106141412345678908", .numberOrElementString), ("21S1{GS}10P2", .identifiersOfTwoKinds),
            ("[)>06SSN1", .noSeparators), ("[)>{RS}06SSN1", .noSeparators),
            ("[)>{RS}12{GS}SER SN1{RS}{EOT}", .unknownFormat("12")),
        ] as [(String, ScanProblem)])
    func refused(scan: String, problem: ScanProblem) {
        #expect(Self.problem(scan) == problem)
        #expect(problem.text.hasSuffix("."))
    }

    private static func read(_ scan: String, separators: String = "") -> String {
        let serials = try? Self.serials(scan, separators)
        return serials.map { $0.joined(separator: " ") } ?? "refused"
    }

    private static func problem(_ scan: String) -> ScanProblem? {
        do throws(ScanProblem) {
            _ = try serials(scan, "")
            return nil
        } catch {
            return error
        }
    }

    private static func serials(_ scan: String, _ separators: String) throws(ScanProblem) -> [String] {
        let bytes = Array(scan.utf8)
        let result = bytes.withUnsafeBufferPointer { lent in
            Result { () throws(ScanProblem) in try LabelScan(separators: separators).serials(in: lent) }
        }
        return try result.get().map { String(decoding: $0, as: UTF8.self) }
    }
}
