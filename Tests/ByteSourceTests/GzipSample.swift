/// Gzip files made without a compressor: stored blocks, and one that repeats a byte at the best ratio there is.
enum GzipSample {
    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    /// One member with the content in stored blocks.
    static func stored(_ content: [UInt8]) -> [UInt8] {
        var bytes = header
        var rest = content[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            bytes.append(rest.isEmpty ? 1 : 0)
            bytes += little(UInt32(block.count), 2) + little(~UInt32(block.count), 2) + block
        } while !rest.isEmpty
        return bytes + little(checksum(content), 4) + little(UInt32(content.count), 4)
    }

    /// The start of a member that repeats byte 0 without end, at 1,032 : 1: a block whose own Huffman code needs one bit
    /// for a match of length 258 and one for its distance.
    static func bomb(byteCount: Int) -> [UInt8] {
        let blockHead: [UInt8] = [1, 0, 1] + [1, 0, 1, 1, 1] + [0, 0, 0, 0, 0] + [0, 1, 1, 1]
        // Code lengths of the code lengths: 1 bit for "run of zeros", 2 bits for 1 and for 2.
        let noCode: [UInt8] = [0, 0, 0]
        var codeLengths = noCode + noCode + [1, 0, 0]
        for _ in 0..<12 { codeLengths += noCode }
        codeLengths += [0, 1, 0] + noCode + [0, 1, 0]
        // Literal 0: 2; 255 times 0; end of block: 2; 28 times 0; length 258: 1; distance 1: 1.
        let lengths: [UInt8] =
            [1, 1] + [0, 1, 1, 1, 1, 1, 1, 1] + [0, 0, 1, 0, 1, 0, 1, 1] + [1, 1] + [0, 1, 0, 0, 0, 1, 0, 0] + [1, 0]
            + [1, 0]
        // The literal 0, and then matches: nothing but zero bits.
        let bits = blockHead + codeLengths + lengths + [1, 0]
        var bytes = header
        for start in stride(from: 0, to: byteCount * 8, by: 8) {
            bytes.append((0..<8).reduce(0) { $0 | (start + $1 < bits.count ? bits[start + $1] : 0) << UInt8($1) })
        }
        return bytes
    }

    private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = ~0
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
