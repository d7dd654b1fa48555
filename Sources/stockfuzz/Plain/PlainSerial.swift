import Foundation

/// A slow normaliser of serials, step by step as the program documents it, on whole texts.
struct PlainSerial {
    let keepsCase: Bool
    let dropsHyphens: Bool

    struct Result: Equatable {
        /// Nil where it is no serial.
        var serial: [UInt8]?
        /// Fourteen digits.
        var gtin: String?
    }

    func normalise(_ written: String) -> Result {
        var text = withoutCaptions(clean(written))
        var found = PlainCarrier.open(text)
        if let found { text = inside(found) }
        text = withoutHyphensAndCaptions(text)
        if found == nil, dropsHyphens, let hidden = PlainCarrier.open(text) {
            found = hidden
            text = withoutHyphensAndCaptions(inside(hidden))
        }
        let bytes = Array(text.utf8)
        let upper = Array(bytes.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 })
        let placeholders = ["", "N/A", "NA", "NONE", "NULL", "UNKNOWN", "TBD", dropsHyphens ? "" : "-"]
        let isNone = placeholders.contains { Array($0.utf8) == upper } || bytes.allSatisfy { $0 == 0x30 }
        return Result(serial: isNone ? nil : bytes, gtin: found?.gtin)
    }

    private func inside(_ carrier: PlainCarrier) -> String {
        guard carrier.isEscaped, let plain = Self.unescaped(carrier.serial) else { return carrier.serial }
        return clean(plain)
    }

    /// NFC, no white space, letters raised, and NFC again.
    private func clean(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars where !scalar.properties.isWhitespace {
            let isSmall = !keepsCase && 0x61...0x7A ~= scalar.value
            kept.append(isSmall ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar)
        }
        return String(kept).precomposedStringWithCanonicalMapping
    }

    private func withoutHyphensAndCaptions(_ text: String) -> String {
        guard dropsHyphens, text.utf8.contains(0x2D) else { return withoutCaptions(text) }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.filter { $0 != "-" })
        return withoutCaptions(clean(String(kept)))
    }

    private func withoutCaptions(_ text: String) -> String {
        let captions = ["S/N", "SN", "SERIALNUMBER", "SERIALNO", "SERIAL", "SER", "IMEI", "MEID", "VIN"].map {
            Array($0.unicodeScalars)
        }
        var rest = Array(text.unicodeScalars)
        while true {
            let upper = rest.prefix(13).map { 0x61...0x7A ~= $0.value ? Unicode.Scalar(UInt8($0.value - 0x20)) : $0 }
            let caption = captions.first { word in
                upper.starts(with: word) && word.count < rest.count && ":#=".unicodeScalars.contains(rest[word.count])
            }
            guard let caption else { break }
            rest = Array(rest.dropFirst(caption.count).drop { ":#=".unicodeScalars.contains($0) })
        }
        return PlainXML.string(rest.map(\.value))
    }

    /// Nil where there is no escape, or one that stands for nothing that a serial may have.
    private static func unescaped(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        guard rest.contains(0x25) else { return nil }
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            guard digits.count == 2, rest.prefix(2).allSatisfy({ $0 < 0x80 }) else { return nil }
            let value = UInt8(digits[0] * 16 + digits[1])
            guard value >= 0x20, value != 0x7F else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// What holds a serial and a GTIN.
struct PlainCarrier {
    var serial: String
    var gtin: String?
    var isEscaped: Bool

    private typealias Scalars = [Unicode.Scalar]

    static func open(_ text: String) -> PlainCarrier? {
        guard let first = text.unicodeScalars.first else { return nil }
        let upper = String(
            text.unicodeScalars.map { Character(0x61...0x7A ~= $0.value ? Unicode.Scalar(UInt8($0.value - 0x20)) : $0) }
        )
        switch first {
        case "U", "u": return name(text, Array(upper.utf8))
        case "H", "h": return link(text, Array(upper.utf8))
        case "(": return bracketed(Array(text.utf8))
        default: return separated(Array(text.utf8), Array(upper.utf8))
        }
    }

    private static func string(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }

    private static func areDigits(_ bytes: some Collection<UInt8>) -> Bool { bytes.allSatisfy { 0x30...0x39 ~= $0 } }

    private static func name(_ text: String, _ upper: [UInt8]) -> PlainCarrier? {
        let bytes = Array(text.utf8)
        var parts: [ArraySlice<UInt8>]
        if upper.starts(with: "URN:EPC:ID:SGTIN:".utf8) {
            parts = bytes[17...].split(separator: 0x2E, maxSplits: 2, omittingEmptySubsequences: false)
        } else {
            guard
                let head = ["URN:EPC:TAG:SGTIN-96:", "URN:EPC:TAG:SGTIN-198:"].first(where: {
                    upper.starts(with: $0.utf8)
                })
            else { return nil }
            parts = bytes[head.utf8.count...].split(separator: 0x2E, maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, 1...12 ~= parts[0].count, areDigits(parts[0]) else { return nil }
            parts.removeFirst()
        }
        guard parts.count == 3, parts[..<2].allSatisfy({ 1...12 ~= $0.count && areDigits($0) }) else { return nil }
        var gtin: String?
        if 6...12 ~= parts[0].count, parts[0].count + parts[1].count == 13 {
            let body = string(parts[1].prefix(1)) + string(parts[0]) + string(parts[1].dropFirst())
            gtin = body.utf8.allSatisfy { $0 == 0x30 } ? nil : body + "\(checkDigit(body))"
        }
        return PlainCarrier(serial: string(parts[2]), gtin: gtin, isEscaped: true)
    }

    private static func link(_ text: String, _ upper: [UInt8]) -> PlainCarrier? {
        let bytes = Array(text.utf8)
        let host = upper.starts(with: "HTTPS://".utf8) ? 8 : upper.starts(with: "HTTP://".utf8) ? 7 : 0
        guard host > 0 else { return nil }
        let address = bytes[host...].prefix { $0 != 0x3F && $0 != 0x23 }
        guard let slash = address.firstIndex(of: 0x2F), slash > host, slash + 1 <= address.endIndex else { return nil }
        var path = address[(slash + 1)...].split(separator: 0x2F, omittingEmptySubsequences: false)
        // A slash at the end opens no further segment.
        if path.last?.isEmpty == true { path.removeLast() }
        func isKey(_ segment: ArraySlice<UInt8>, _ words: String...) -> Bool {
            words.contains { Array($0.utf8) == segment.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 } }
        }
        var (gtin, serial): (ArraySlice<UInt8>?, ArraySlice<UInt8>?)
        var index = 0
        while index + 1 < path.count {
            let (key, value) = (path[index], path[index + 1])
            if isKey(key, "01", "GTIN"), [8, 12, 13, 14].contains(value.count), areDigits(value) {
                (gtin, serial) = (value, nil)
                index += 2
            } else if gtin != nil {
                if isKey(key, "21", "SER") { serial = value }
                index += 2
            } else {
                index += 1
            }
        }
        guard let gtin else { return nil }
        return PlainCarrier(serial: string(serial ?? []), gtin: fourteen(gtin), isEscaped: true)
    }

    /// How many digits an application identifier with these first two has.
    private static func width(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 2, areDigits(bytes.prefix(2)) else { return nil }
        let width: Int
        switch Int(string(bytes.prefix(2))) ?? 0 {
        case 0...4, 10...22, 30, 37, 90...99: width = 2
        case 23...25, 40...42, 71: width = 3
        case 31...36, 39, 43, 70, 72, 80...82: width = 4
        default: return nil
        }
        return bytes.count >= width && areDigits(bytes.prefix(width)) ? width : nil
    }

    private static func bracketed(_ bytes: [UInt8]) -> PlainCarrier? {
        func head(_ at: Int) -> Int? {
            guard bytes[at] == 0x28, let width = width(bytes[(at + 1)...]), at + 1 + width < bytes.count,
                bytes[at + 1 + width] == 0x29
            else { return nil }
            return width
        }
        var fields: [(String, ArraySlice<UInt8>)] = []
        var at = 0
        while at < bytes.count {
            guard let width = head(at) else { return nil }
            let identifier = string(bytes[(at + 1)..<(at + 1 + width)])
            let start = at + width + 2
            at = start
            while at < bytes.count, head(at) == nil { at += 1 }
            fields.append((identifier, bytes[start..<at]))
        }
        return carrier(fields)
    }

    private static func separated(_ bytes: [UInt8], _ upper: [UInt8]) -> PlainCarrier? {
        let isMarked = ["]C1", "]E0", "]D2", "]Q3", "]J1"].contains { upper.starts(with: $0.utf8) }
        guard isMarked || bytes.contains(0x1D) else { return nil }
        var rest = bytes[(isMarked ? 3 : 0)...]
        var fields: [(String, ArraySlice<UInt8>)] = []
        while let first = rest.first {
            if first == 0x1D {
                rest = rest.dropFirst()
                continue
            }
            guard let width = width(rest) else { return nil }
            let identifier = string(rest.prefix(width))
            rest = rest.dropFirst(width)
            let value: ArraySlice<UInt8>
            if let length = fixed(identifier) {
                value = rest.prefix(length)
                guard value.count == length, areDigits(value) else { return nil }
            } else {
                value = rest.prefix { $0 != 0x1D }
            }
            fields.append((identifier, value))
            rest = rest.dropFirst(value.count)
        }
        return carrier(fields)
    }

    private static func fixed(_ identifier: String) -> Int? {
        switch (identifier.utf8.count, Int(identifier) ?? 0) {
        case (2, 0): 18
        case (2, 1...3): 14
        case (2, 4): 16
        case (2, 11...19): 6
        case (2, 20): 2
        case (4, 3100...3699): 6
        case (3, 410...419): 13
        default: nil
        }
    }

    private static func carrier(_ fields: [(String, ArraySlice<UInt8>)]) -> PlainCarrier? {
        let gtins = fields.filter { $0.0 == "01" }.map { Array($0.1) }
        let serials = fields.filter { $0.0 == "21" }.map { Array($0.1) }
        guard gtins.allSatisfy({ [8, 12, 13, 14].contains($0.count) && areDigits($0) && $0 == gtins[0] }),
            serials.allSatisfy({ $0 == serials[0] }), !gtins.isEmpty || !serials.isEmpty
        else { return nil }
        return PlainCarrier(
            serial: string(serials.first ?? []), gtin: gtins.first.flatMap { fourteen($0[...]) }, isEscaped: false)
    }

    /// A GTIN with a right check digit in fourteen digits.
    static func fourteen(_ digits: ArraySlice<UInt8>) -> String? {
        let text = String(repeating: "0", count: 14 - digits.count) + string(digits)
        guard digits.contains(where: { $0 != 0x30 }), text.hasSuffix("\(checkDigit(String(text.dropLast())))") else {
            return nil
        }
        return text
    }

    private static func checkDigit(_ body: String) -> Int {
        let sum = body.utf8.reversed().enumerated().reduce(0) {
            $0 + Int($1.element - 0x30) * ($1.offset % 2 == 0 ? 3 : 1)
        }
        return (10 - sum % 10) % 10
    }
}
