/// Repeatable random numbers: xoshiro256** filled by SplitMix64, the same on every machine for a seed and a stream.
struct RandomStream {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// `stream` tells apart what draws from one seed, so that one part of the workload can change without the others.
    init(seed: UInt64, stream: UInt64) {
        var filler = Mixer.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Mixer.mix(stream &+ 0xD1B5_4A32_D192_ED03)
        func next() -> UInt64 {
            filler &+= 0x9E37_79B9_7F4A_7C15
            return Mixer.mix(filler)
        }
        state = (next(), next(), next(), next() | 1)
    }

    /// The next 64 random bits.
    mutating func next() -> UInt64 {
        let times5 = state.1 &* 5
        let result = ((times5 << 7) | (times5 >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// A number from 0 up to, but without, `bound`, which must be positive.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True in `part` of `whole` cases.
    mutating func chance(_ part: Int, in whole: Int) -> Bool { below(whole) < part }
}

/// The finishing step of SplitMix64: every bit of the input sways every bit of the output.
enum Mixer {
    /// `value` mixed; different values give different results.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
