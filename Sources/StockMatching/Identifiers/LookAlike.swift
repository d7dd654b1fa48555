/// Characters that people and scanners take for one another: O/0/Q/D, I/1/L, S/5, B/8, Z/2, G/6, U/V.
enum LookAlike {
    /// The one character that stands for all that look like `character`.
    static func fold(_ character: UInt32) -> UInt32 { character < 0x80 ? folded[Int(character)] : character }

    /// All that look like `character`, itself among them; of one that nothing looks like, itself alone.
    static func family(of character: UInt32) -> [UInt32] {
        families.first { $0.contains(character) } ?? [character]
    }

    private static let families = ["0OQD", "1IL", "5S", "8B", "2Z", "6G", "UV"].map { $0.unicodeScalars.map(\.value) }

    private static let folded: [UInt32] = {
        var table = (0..<UInt32(0x80)).map { $0 }
        for members in families { for member in members { table[Int(member)] = members[0] } }
        return table
    }()
}
