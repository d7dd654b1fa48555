/// The serial printed on a unit: 12 characters from the 32 of Crockford's alphabet (no I, L, O, U).
///
/// The first is the supplier's letter, ten come from the unit's number through a permutation of 50 bits, so that
/// serials look random and never repeat, and the last is a check character over those ten.
struct SerialNumber {
    /// Characters of a serial.
    static let length = 12
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let half: UInt64 = (1 << 25) - 1

    private let key: UInt64

    init(seed: UInt64) {
        key = Mixer.mix(seed ^ 0x5345_5249_414C_5331)
    }

    /// Writes the 12 characters of unit `number` (below 2^50) to `place`.
    func write(_ number: UInt64, supplier: UInt8, to place: UnsafeMutablePointer<UInt8>) {
        var rest = permuted(number)
        place[0] = supplier
        var check: UInt64 = 0
        for index in 1...10 {
            let value = rest & 31
            // Odd weights: a change of any one character changes the check character.
            check &+= value &* UInt64(2 * index + 1)
            place[index] = Self.alphabet[Int(value)]
            rest >>= 5
        }
        place[11] = Self.alphabet[Int(check & 31)]
    }

    /// Miswrites the serial at `place`: the first 0, 1 or V becomes the letter it is taken for; one without those
    /// loses its check character. Returns the length. Two units never share a miswritten serial, and none is a serial.
    static func miswrite(_ place: UnsafeMutablePointer<UInt8>) -> Int {
        for index in 1...10 {
            switch place[index] {
            case UInt8(ascii: "0"): place[index] = UInt8(ascii: "O")
            case UInt8(ascii: "1"): place[index] = UInt8(ascii: "I")
            case UInt8(ascii: "V"): place[index] = UInt8(ascii: "U")
            default: continue
            }
            return length
        }
        return length - 1
    }

    /// A permutation of the numbers below 2^50: four rounds of a Feistel network.
    private func permuted(_ number: UInt64) -> UInt64 {
        var left = (number >> 25) & Self.half
        var right = number & Self.half
        for round in 0..<4 as Range<UInt64> {
            let next = left ^ (Mixer.mix(right ^ key &+ (round << 32)) & Self.half)
            left = right
            right = next
        }
        return left << 25 | right
    }
}
