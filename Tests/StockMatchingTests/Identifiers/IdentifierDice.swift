/// A seeded source of random choices (SplitMix64), so that a failing case can be thrown again.
struct IdentifierDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// A number in `range`.
    mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// One of `choices`.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[roll(0...choices.count - 1)] }

    /// A text of as many pieces as `length` allows.
    mutating func text(of pieces: [String], length: ClosedRange<Int>) -> String {
        (0..<roll(length)).map { _ in pick(pieces) }.joined()
    }
}
