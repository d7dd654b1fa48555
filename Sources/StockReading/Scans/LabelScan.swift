internal import StockModel

/// Reads what a scanner sent when somebody scanned a unit's label, for sources that say that their cells are scans.
///
/// | in the cell | is read as |
/// |---|---|
/// | `]C1…` `]d2…` `]Q3…`, any symbology identifier (ISO/IEC 15424) | what stands behind it; these and `]e0` `]J1` say that it is GS1 data |
/// | `*SSN123*` | what stands between the asterisks that Code 39 prints around it |
/// | `SSN123` `18S1AB12SN123` `22S490…` `I1HG…` `25SUN…` | the value behind an ANSI MH10.8.2 data identifier, of `18S` without the CAGE code |
/// | `1PAB-1{GS}SSN123` | the value among several with data identifiers |
/// | `[)>` RS `06` GS … RS EOT | the same in an ISO/IEC 15434 envelope; format `05` has GS1 application identifiers |
/// | `0109506000134352 21SN123`, with FNC1 or a right GTIN in front | the GS1 element string, written with brackets |
/// | `(01)…(21)…`, `urn:epc:…`, `https://…` | itself: carriers are opened when serials are compared |
/// | digits alone | themselves, where no GS1 number begins them |
///
/// Control characters may be written as `{GS}`, `{RS}` and `{EOT}`, and FNC1 also by what the source says.
///
/// Whatever can be read in two ways, names no unit, or names a box, is refused with the reason.
package struct LabelScan: Sendable, Equatable {
    /// Bytes that stand for FNC1.
    private let separators: [UInt8]

    /// - Parameter separators: characters that stand for FNC1, see `canSeparate`; others are ignored.
    package init(separators: String = "") {
        self.separators = separators.unicodeScalars.filter { Self.canSeparate($0) }.map { UInt8($0.value) }
    }

    /// Whether a character can stand for FNC1: printable ASCII that is no letter, digit or blank.
    package static func canSeparate(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII, (0x21...0x7E).contains(scalar.value) else { return false }
        return !scalar.properties.isAlphabetic && !(0x30...0x39).contains(scalar.value)
    }

    /// The serials that a scan names; none where it is empty.
    func serials(in scan: Bytes) throws(ScanProblem) -> [[UInt8]] {
        var text = plain(scan)
        let symbology = Self.takeSymbology(off: &text)
        if symbology != .gs1 { try Self.takeAsterisks(off: &text) }
        guard !text.isEmpty else { return [] }
        if text.starts(with: Self.envelope) { return try ScanEnvelope.fields(of: text).serials() }
        if Self.isCarrier(text) { return [text] }
        if symbology == .gs1 || text[0] == ApplicationIdentifier.separator {
            guard let fields = ScanFields(elementString: text) else { throw .brokenElementString }
            return try fields.serials()
        }
        return try unmarked(text, mayBeGS1: symbology == .none)
    }

    /// A scan that does not say of which kind it is.
    private func unmarked(_ text: [UInt8], mayBeGS1: Bool) throws(ScanProblem) -> [[UInt8]] {
        let hasSeparator = text.contains(ApplicationIdentifier.separator)
        let elements =
            mayBeGS1 && (hasSeparator || ScanFields.beginsWithNumber(text)) ? ScanFields(elementString: text) : nil
        let isNumber = !hasSeparator && text.allSatisfy(\.isDigit)
        let identified = isNumber ? nil : ScanFields(identified: text)
        switch (elements, identified) {
        case (let elements?, nil):
            if isNumber { throw .numberOrElementString }
            return try elements.serials()
        case (nil, let identified?): return try identified.serials()
        case (_?, _?): throw .identifiersOfTwoKinds
        case (nil, nil):
            if isNumber { return [text] }
            throw hasSeparator ? .brokenFields : .noIdentifier
        }
    }
}

extension LabelScan {
    private enum Symbology { case none, gs1, other }

    static let envelope = Array("[)>".utf8)

    private static let controls: [(written: [UInt8], byte: UInt8)] = [
        (Array("{GS}".utf8), 0x1D), (Array("{RS}".utf8), 0x1E), (Array("{EOT}".utf8), 0x04),
    ]

    /// The trimmed text with control characters where others stand for them.
    private func plain(_ scan: Bytes) -> [UInt8] {
        let scan = scan.trimmed
        var text: [UInt8] = []
        text.reserveCapacity(scan.count)
        var index = 0
        while index < scan.count {
            let rest = scan[index...]
            if scan[index] == UInt8(ascii: "{"),
                let control = Self.controls.first(where: { rest.starts(with: $0.written) })
            {
                text.append(control.byte)
                index += control.written.count
                continue
            }
            text.append(separators.contains(scan[index]) ? ApplicationIdentifier.separator : scan[index])
            index += 1
        }
        return text
    }

    /// Takes a symbology identifier off: `]`, a letter for the symbology, and a digit or letter.
    private static func takeSymbology(off text: inout [UInt8]) -> Symbology {
        guard text.count >= 3, text[0] == UInt8(ascii: "]"), text[1].isLetter, text[2].isDigit || text[2].isLetter
        else { return .none }
        let identifier = String(decoding: text[1...2], as: UTF8.self)
        text.removeFirst(3)
        // GS1-128, DataBar, DataMatrix, QR Code, DotCode.
        return ["C1", "e0", "d2", "Q3", "J1"].contains(identifier) ? .gs1 : .other
    }

    private static func takeAsterisks(off text: inout [UInt8]) throws(ScanProblem) {
        let asterisk = UInt8(ascii: "*")
        guard text.first == asterisk || text.last == asterisk else { return }
        guard text.count > 2, text.first == asterisk, text.last == asterisk else { throw .oneAsterisk }
        text.removeFirst()
        text.removeLast()
    }

    private static func isCarrier(_ text: [UInt8]) -> Bool {
        if text[0] == UInt8(ascii: "(") { return true }
        let start = String(decoding: text.prefix(8), as: UTF8.self).lowercased()
        return ["urn:epc:", "https://"].contains(start) || start.hasPrefix("http://")
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter.
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// Whether it is an ASCII letter in upper case.
    var isUpperCase: Bool { self &- 0x41 < 26 }
}
