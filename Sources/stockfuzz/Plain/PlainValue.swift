/// The one value that elements of a path say, if they agree.
struct PlainValue {
    /// Nil where there is none, or several.
    private(set) var text: String?
    /// Whether there are several that differ.
    private(set) var isConflict = false

    /// What is made of several values that differ.
    enum Repeated { case refuse, first, ignore }

    /// The first of several paths that has a value which is not skipped.
    init(
        _ element: PlainXML.Element, _ paths: [String], _ repeated: Repeated = .refuse,
        skipping isSkipped: (String) -> Bool = { _ in false }
    ) {
        for path in paths {
            take(Self.elements(element, path).map(\.text), repeated)
            if isConflict {
                isConflict = repeated == .refuse
                return
            }
            if let found = text, !isSkipped(found) { return }
            text = nil
        }
    }

    init(attribute: String, of element: PlainXML.Element, _ path: String) {
        let name = PlainXML.characters(attribute)
        take(Self.elements(element, path).flatMap { $0.attributes.filter { $0.name == name }.map(\.value) })
    }

    private mutating func take(_ written: [PlainXML.Characters], _ repeated: Repeated = .refuse) {
        let values = written.map(Self.cleaned).filter { !$0.isEmpty }
        text = values.first.map(PlainXML.string)
        isConflict = repeated != .first && values.contains { $0 != values[0] }
        if isConflict { text = nil }
    }

    /// The elements at a path of local names.
    static func elements(_ element: PlainXML.Element, _ path: String) -> [PlainXML.Element] {
        path.split(separator: "/").reduce([element]) { found, step in
            let name = PlainXML.characters(String(step))
            return found.flatMap { $0.children.filter { $0.name == name } }
        }
    }

    /// Without controls, and with one blank for each run of white space, none at the ends.
    private static func cleaned(_ text: PlainXML.Characters) -> PlainXML.Characters {
        let kept = text.filter { isSpace($0) || $0 == 0x1D || $0 >= 0xA0 || 0x20...0x7E ~= $0 }
        return Array(kept.split(whereSeparator: isSpace).joined(separator: [0x20]))
    }

    private static func isSpace(_ value: UInt32) -> Bool {
        0x09...0x0D ~= value || 0x2000...0x200A ~= value
            || [0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000].contains(value)
    }
}

// MARK: - What a value may be

extension PlainValue {
    static func isPlaceholder(_ text: String) -> Bool {
        let word = text.uppercased().filter { !" _-\u{A0}".contains($0) }
        let known = [
            "", "N/A", "NA", "NONE", "NULL", "NIL", "UNKNOWN", "TBD", "NOTAVAILABLE", "NOTAPPLICABLE",
            "NONCATALOGITEM",
        ]
        return known.contains(word)
    }

    static func isNoIdentifier(_ text: String) -> Bool { isPlaceholder(text) || text.utf8.allSatisfy { $0 == 0x30 } }

    /// Whole units that digits write, perhaps with zeros behind a point; nil for anything else.
    static func count(_ text: String) -> Int? {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2, !parts[0].isEmpty, parts[0].allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        if parts.count == 2, parts[1].isEmpty || !parts[1].allSatisfy({ $0 == 0x30 }) { return nil }
        let digits = parts[0].drop { $0 == 0x30 }
        guard digits.count <= 10 else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number <= 1_000_000_000 ? number : nil
    }

    /// Whether a unit of measure counts pieces; nil where this reader does not know its letters.
    static func isPiece(_ unit: String) -> Bool? {
        guard unit.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let known = [
            "", "C62", "EA", "H87", "PCE", "NAR", "XPP", "PC", "UN", "EACH", "PIECE", "PIECES", "PCS", "UNIT", "UNITS",
            "ITEM", "ITEMS", "ARTICLE", "ARTICLES", "STK", "STUECK", "NIU",
        ]
        // Whether `P C` is one is for the program to say.
        guard unit.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF }) else { return nil }
        return known.contains(unit.uppercased())
    }

    /// A day as `2026-11-23`, of this century.
    static func isDay(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let numbers = numbers(parts) else { return false }
        guard 2001...2099 ~= numbers[0], 1...12 ~= numbers[1] else { return false }
        let isLeap = numbers[0] % 4 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return 1...days[numbers[1] - 1] ~= numbers[2]
    }

    /// A time as `14:05:09`.
    static func isTime(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 2, 2], let numbers = numbers(parts) else { return false }
        return numbers[0] < 24 && numbers[1] < 60 && numbers[2] < 60
    }

    /// Whether a spreadsheet may have made an exponent of it.
    static func mayBeRounded(_ text: String) -> Bool {
        text.utf8.contains(0x2B)
            || text.utf8.contains { $0 & 0xDF == 0x45 }
                && text.utf8.allSatisfy { byte in
                    byte < 0x40 || byte & 0xDF == 0x45
                }
    }

    private static func numbers(_ parts: [Substring.UTF8View.SubSequence]) -> [Int]? {
        var numbers: [Int] = []
        for part in parts {
            guard part.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
            numbers.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        return numbers
    }
}
