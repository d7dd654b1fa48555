/// Splits a cell or an element that holds several serials.
///
/// In the house's own formats at `;`, `,` and line ends (`files.md`, lists inside a cell); a definition may name other
/// separators, for example `~` for Turkish despatch advices. Every part is trimmed, empty parts are left out, and a
/// serial that is repeated is given again: whether that is a mistake is decided later.
package struct SerialCell: BitwiseCopyable, Sendable {
    /// One bit for each ASCII character that separates.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// A splitter at the ASCII characters of `separators`; others in it are ignored.
    package init(separators: String = ";,\n\r") {
        for byte in separators.utf8 where byte < 128 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
    }

    /// Whether no digit and no upper-case letter separates.
    var keepsPlain: Bool { (0x30...0x39).allSatisfy { !separates($0) } && (0x41...0x5A).allSatisfy { !separates($0) } }

    /// Calls `body` with each part that is not empty, in order.
    package func forEach(in cell: Bytes, _ body: (Bytes) throws -> Void) rethrows {
        var start = 0
        for index in 0..<cell.count where separates(cell[index]) {
            let part = cell.part(start..<index).trimmed
            if part.count > 0 { try body(part) }
            start = index + 1
        }
        let last = (start == 0 ? cell : cell.part(start..<cell.count)).trimmed
        if last.count > 0 { try body(last) }
    }

    @inline(__always) private func separates(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        return (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1
    }
}
