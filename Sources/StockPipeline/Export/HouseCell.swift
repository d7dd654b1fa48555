import StockModel
import StockReading

/// Texts as they stand in the house's own files, so that reading gives the same again.
enum HouseCell {
    /// What a reader takes off a cell as a spreadsheet's protection is put before one that begins so itself.
    static func text(_ value: String) -> String {
        let isProtected = value.hasPrefix("'") || (value.hasPrefix("=\"") && value.hasSuffix("\""))
        return isProtected ? "'" + value : value
    }

    /// A serial with the lot and expiry that it has apart from its line.
    struct Unit {
        var serial: String
        var lot = ""
        var expiry = ""
    }

    /// The serials of a record: as a plain list where reading that gives them again, else as `units`.
    static func serials(_ units: [Unit]) -> (plain: String, units: String) {
        if units.allSatisfy({ $0.lot.isEmpty && $0.expiry.isEmpty && isPlain($0.serial) }) {
            return (units.map(\.serial).joined(separator: ";"), "")
        }
        return ("", list(units))
    }

    /// An identifier of an identity record, of which a cell can list several.
    static func identifier(_ text: String) -> String { isPlain(text) ? text : list([Unit(serial: text)]) }

    private static func list(_ units: [Unit]) -> String {
        let objects = units.map { unit in
            var json = JSONText()
            json.add("serial", unit.serial)
            json.add("lot", unit.lot)
            json.add("expiry", unit.expiry)
            return json.closed
        }
        return "[" + objects.joined(separator: ",") + "]"
    }

    /// Whether a cell of serials gives this one as it is: nothing in it separates, is trimmed or taken off.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, first != 0x27, first != 0x3D, first != 0x5B else {
            return false
        }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B && $0 != 0x2C } && !isRounded(text)
            && last != 0x20
    }

    /// Whether it looks like a number that a spreadsheet has rounded, which a reader would refuse: `6.37702E+15`.
    private static func isRounded(_ text: String) -> Bool {
        text.utf8.first.map { (0x30...0x39).contains($0) } == true
            && text.utf8.contains { $0 == 0x45 || $0 == 0x65 }
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x45, 0x65, 0x2B, 0x2D, 0x2E].contains($0) }
    }
}
