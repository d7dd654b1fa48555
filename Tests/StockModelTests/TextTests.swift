import StockModel
import StockTestSupport
import Testing

@Suite("texts over arenas")
struct TextTests {
    @Test("equality and order are those of the bytes, at every length and place of difference")
    func order() {
        let arena = Arena()
        var random = SplitMix64(seed: 7)
        for length in 0...40 {
            for _ in 0..<60 {
                let left = (0..<length).map { _ in UInt8.random(in: 0x41...0x43, using: &random) }
                var right = left
                switch Int.random(in: 0...3, using: &random) {
                case 0: if !right.isEmpty { right[Int.random(in: 0..<length, using: &random)] = 0x7A }
                case 1: right.append(0x41)
                case 2: if !right.isEmpty { right[Int.random(in: 0..<length, using: &random)] = 0xC3 }
                default: break
                }
                let (a, b) = (text(left, arena), text(right, arena))
                #expect((a == b) == (left == right))
                #expect((a < b) == left.lexicographicallyPrecedes(right))
                #expect((b < a) == right.lexicographicallyPrecedes(left))
                if left == right { #expect(a.stableHash == b.stableHash) }
            }
        }
    }

    @Test("a serial is plain only if every byte of it is an upper-case letter or a digit, and one no 0")
    func plainSerials() {
        let arena = Arena()
        func isPlain(_ bytes: [UInt8]) -> Bool { ListedSerial.isPlain(text(bytes, arena)) }
        for length in 1...50 {
            #expect(!isPlain([UInt8](repeating: 0x41, count: length)))
            #expect(!isPlain([UInt8](repeating: 0x30, count: length)))
            for place in 0..<length {
                var bytes = [UInt8](repeating: 0x30, count: length)
                for (byte, isRight) in [(0x31, true), (0x39, true), (0x41, false), (0x5A, false)] as [(UInt8, Bool)] {
                    bytes[place] = byte
                    #expect(isPlain(bytes) == isRight, "\(byte) at \(place) of \(length)")
                }
                bytes = [UInt8](repeating: 0x37, count: length)
                for byte in [0x00, 0x20, 0x2F, 0x3A, 0x40, 0x5B, 0x61, 0x7F, 0x80, 0xB0, 0xC1, 0xFF] as [UInt8] {
                    bytes[place] = byte
                    #expect(!isPlain(bytes), "\(byte) at \(place) of \(length)")
                }
            }
        }
        #expect(!isPlain([]))
    }

    @Test(
        "the stable hash is the same in every release",
        arguments: [
            ("", 0x5A25_2DAC_EF27_0883 as UInt64), ("A", 0x9626_2679_5949_ED14), ("SN000042", 0xE300_FD57_8416_A9B9),
            ("a text of more than sixteen bytes", 0x9B68_4B4D_C0CA_76CB),
        ])
    func stableHash(text: String, hash: UInt64) {
        let arena = Arena()
        #expect(arena.store(text).stableHash == hash)
    }

    private func text(_ bytes: [UInt8], _ arena: Arena) -> Text { bytes.withUnsafeBufferPointer { arena.store($0) } }
}
