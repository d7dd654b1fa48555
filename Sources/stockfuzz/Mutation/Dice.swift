/// Repeatable random numbers for one input (SplitMix64): the same on every machine for a seed and a number.
struct Dice {
    private var state: UInt64

    init(seed: UInt64, number: Int) {
        state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Self.mix(UInt64(bitPattern: Int64(number)) &+ 0xD1B5_4A32)
    }

    /// The next 64 random bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number from 0 up to, but without, `bound`; 0 where that is none.
    mutating func below(_ bound: Int) -> Int { bound < 1 ? 0 : Int(next() >> 33) % bound }

    /// True in so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of some values, of which there must be at least one.
    mutating func pick<Values: RandomAccessCollection>(_ values: Values) -> Values.Element where Values.Index == Int {
        values[values.startIndex + below(values.count)]
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
