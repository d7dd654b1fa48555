/// A polynomial hash of characters, from which the hash of a text with one edit follows without reading the text again.
///
/// The hash of c₀c₁…cₙ₋₁ is Σ value(cᵢ) · base^(n−1−i), modulo 2^64.
struct SerialHash {
    static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    var sum: UInt64 = 0

    mutating func append(_ character: UInt32) { sum = sum &* Self.base &+ Self.value(of: character) }

    /// Spreads a character over 64 bits (the finaliser of SplitMix64); never 0 for a character of text.
    static func value(of character: UInt32) -> UInt64 { spread(UInt64(character) &+ 0x632B_E59B_D9B4_E019) }

    /// Brings a sum's weak low bits and strong high bits together.
    static func spread(_ sum: UInt64) -> UInt64 {
        var word = sum
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
