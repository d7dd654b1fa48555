/// What an identifier of EPCIS names: an SGTIN, LGTIN or SSCC, as URN (GS1 EPC Tag Data Standard, sections 6 and 7) or as
/// GS1 Digital Link on any host.
///
/// | written | is |
/// |---|---|
/// | `urn:epc:id:sgtin:PREFIX.ITEM.SERIAL`, `urn:epc:tag:sgtin-96:FILTER.…`, `https://…/01/GTIN/21/SERIAL` | a unit |
/// | `urn:epc:class:lgtin:PREFIX.ITEM.LOT`, `urn:epc:idpat:sgtin:PREFIX.ITEM.*`, `https://…/01/GTIN/10/LOT` | an article |
/// | `urn:epc:id:sscc:PREFIX.REFERENCE`, `urn:epc:tag:sscc-96:…`, `https://…/00/SSCC` | a pack |
///
/// Percent escapes are resolved. The GTIN of a URN gets its check digit; that of a link is kept as written, as 14 digits.
struct EPCName: Equatable {
    enum Kind: UInt8, BitwiseCopyable { case unit, article, pack, other }

    var kind = Kind.other
    /// 14 digits; empty where there is none.
    var gtin: [UInt8] = []
    var serial: [UInt8] = []
    var lot: [UInt8] = []
    /// What two ways of writing one identifier have in common.
    var key: [UInt8] = []

    init(_ written: Bytes) {
        if let fields = Self.fields(of: written, Self.units) {
            readSGTIN(fields, isClass: false)
        } else if let fields = Self.fields(of: written, Self.articles) {
            readSGTIN(fields, isClass: true)
            if fields[2].count != 1 || fields[2][0] != 0x2A { lot = Self.unescaped(fields[2]) }
        } else if let fields = Self.fields(of: written, Self.packs) {
            readSSCC(fields)
        } else {
            readLink(written)
        }
        key = kind == .other ? Array(written) : [kind.rawValue] + gtin + serial + (kind == .article ? lot : [])
    }
}

// MARK: - URNs

extension EPCName {
    /// How a URN begins, how many parts follow, and how many of them are not of the key: the filter of a tag.
    private typealias Scheme = (name: StaticString, parts: Int, skipped: Int)

    private static let units: [Scheme] = [
        ("urn:epc:id:sgtin:", 3, 0), ("urn:epc:tag:sgtin-96:", 4, 1), ("urn:epc:tag:sgtin-198:", 4, 1),
    ]
    private static let articles: [Scheme] = [("urn:epc:class:lgtin:", 3, 0), ("urn:epc:idpat:sgtin:", 3, 0)]
    private static let packs: [Scheme] = [("urn:epc:id:sscc:", 2, 0), ("urn:epc:tag:sscc-96:", 3, 1)]

    private mutating func readSGTIN(_ fields: [Bytes], isClass: Bool) {
        guard let digits = Self.joined(fields[0], fields[1], count: 13), isClass || fields[2].count > 0 else { return }
        gtin = Self.withCheckDigit(digits)
        kind = isClass ? .article : .unit
        if !isClass { serial = Self.unescaped(fields[2]) }
    }

    private mutating func readSSCC(_ fields: [Bytes]) {
        guard let digits = Self.joined(fields[0], fields[1], count: 17) else { return }
        serial = Self.withCheckDigit(digits)
        kind = .pack
    }

    private static func fields(of urn: Bytes, _ schemes: [Scheme]) -> [Bytes]? {
        for scheme in schemes {
            if let fields = fields(of: urn, behind: scheme.name, count: scheme.parts) {
                return Array(fields.dropFirst(scheme.skipped))
            }
        }
        return nil
    }

    /// The parts of a URN between dots; the last may have further dots in it.
    private static func fields(of urn: Bytes, behind scheme: StaticString, count: Int) -> [Bytes]? {
        let length = scheme.utf8CodeUnitCount
        guard urn.count > length else { return nil }
        for index in 0..<length where urn[index].lowered != scheme.utf8Start[index] { return nil }
        var fields: [Bytes] = []
        var start = length
        for index in length..<urn.count where urn[index] == 0x2E && fields.count < count - 1 {
            fields.append(urn.part(start..<index))
            start = index + 1
        }
        fields.append(urn.part(start..<urn.count))
        return fields.count == count ? fields : nil
    }

    /// Indicator or extension digit, company prefix, rest of the reference: the digits before the check digit.
    private static func joined(_ prefix: Bytes, _ reference: Bytes, count: Int) -> [UInt8]? {
        guard 6...12 ~= prefix.count, reference.count > 0, prefix.count + reference.count == count,
            prefix.allSatisfy(\.isDigit), reference.allSatisfy(\.isDigit)
        else { return nil }
        return [reference[0]] + prefix + reference.dropFirst()
    }

    /// The digits and their check digit (GS1 General Specifications, section 7.9).
    private static func withCheckDigit(_ digits: [UInt8]) -> [UInt8] {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() { sum += Int(digit &- 0x30) * (index % 2 == 0 ? 3 : 1) }
        return digits + [0x30 + UInt8((10 - sum % 10) % 10)]
    }

    /// The text without percent escapes. Serials and lots are of printable ASCII characters (GS1 General Specifications,
    /// section 7.11); an escape of anything else stays as written.
    private static func unescaped(_ text: Bytes) -> [UInt8] {
        var plain: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == 0x25, index + 2 < text.count, let high = hex(text[index + 1]),
                let low = hex(text[index + 2]), 0x21...0x7E ~= high << 4 | low
            {
                plain.append(high << 4 | low)
                index += 3
            } else {
                plain.append(text[index])
                index += 1
            }
        }
        return plain
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        if let digit = byte.digit { return UInt8(digit) }
        let letter = byte.lowered &- 0x61
        return letter < 6 ? letter + 10 : nil
    }
}

// MARK: - Digital Links

extension EPCName {
    private mutating func readLink(_ link: Bytes) {
        let segments = Self.segments(of: link)
        for (index, segment) in segments.enumerated().dropLast() {
            let value = segments[index + 1]
            if Self.isKey(segment, "01", "gtin"), [8, 12, 13, 14].contains(value.count), value.allSatisfy(\.isDigit) {
                return readTradeItem(value, segments[(index + 2)...])
            }
            if Self.isKey(segment, "00", "sscc"), value.count == 18, value.allSatisfy(\.isDigit) {
                kind = .pack
                serial = Array(value)
                return
            }
        }
    }

    private mutating func readTradeItem(_ number: Bytes, _ rest: ArraySlice<Bytes>) {
        gtin = [UInt8](repeating: 0x30, count: 14 - number.count) + number
        var index = rest.startIndex
        while index + 1 < rest.endIndex {
            if Self.isKey(rest[index], "10", "lot") { lot = Self.unescaped(rest[index + 1]) }
            if Self.isKey(rest[index], "21", "ser") { serial = Self.unescaped(rest[index + 1]) }
            index += 2
        }
        kind = serial.isEmpty ? .article : .unit
    }

    /// The path of a web address, without query and fragment; none for anything else.
    private static func segments(of link: Bytes) -> [Bytes] {
        let text = link.prefix { $0 != 0x3F && $0 != 0x23 }
        guard text.count > 8, [0x68, 0x74, 0x74, 0x70].elementsEqual(text.prefix(4).map(\.lowered)) else { return [] }
        return text.split(separator: 0x2F).dropFirst().map { Bytes(rebasing: $0) }
    }

    private static func isKey(_ segment: Bytes, _ number: StaticString, _ name: StaticString) -> Bool {
        [number, name].contains { word in
            segment.equals(Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount))
        }
    }
}
