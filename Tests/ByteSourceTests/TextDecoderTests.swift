import ByteSource
import Testing

/// Every encoding, cut at every place, and every bad byte.
@Suite struct TextDecoderTests {
    /// Decodes bytes cut in pieces of so many.
    private static func decode(
        _ bytes: [UInt8], _ encoding: TextEncoding? = nil, piece: Int
    ) throws(TextDecodingError) -> [UInt8] {
        var decoder = TextDecoder(encoding)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            let part = Array(bytes[start..<min(start + piece, bytes.count)])
            let count = part.count
            try part.withUnsafeBufferPointer { buffer throws(TextDecodingError) in
                text += try decoder.decode(UnsafeRawBufferPointer(start: buffer.baseAddress, count: count))
            }
        }
        return text + (try decoder.finish())
    }

    private static func failure(_ bytes: [UInt8], _ encoding: TextEncoding? = nil, piece: Int) -> TextDecodingError? {
        do throws(TextDecodingError) {
            _ = try decode(bytes, encoding, piece: piece)
            return nil
        } catch {
            return error
        }
    }

    private static let sample =
        "aä€😀\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF} " + String(repeating: "plain ", count: 20)

    private static func wide(_ text: String, highFirst: Bool) -> [UInt8] {
        text.utf16.flatMap { highFirst ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test("valid text comes out as UTF-8 without its mark, whatever the pieces", arguments: [1, 2, 3, 4, 5, 7, 1000])
    func valid(_ piece: Int) throws {
        let utf8 = Array(Self.sample.utf8)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        #expect(try Self.decode(utf8, piece: piece) == utf8)
        #expect(try Self.decode(mark + utf8, piece: piece) == utf8)
        #expect(try Self.decode(mark + utf8, .utf8, piece: piece) == utf8)
        for highFirst in [true, false] {
            let marked = Self.wide("\u{FEFF}" + Self.sample, highFirst: highFirst)
            #expect(try Self.decode(marked, piece: piece) == utf8)
            let plain = Self.wide(Self.sample, highFirst: highFirst)
            let encoding: TextEncoding = highFirst ? .utf16BigEndian : .utf16LittleEndian
            #expect(try Self.decode(plain, encoding, piece: piece) == utf8)
        }
        let cases: [([UInt8], TextEncoding, String)] = [
            ([0x4D, 0xFC, 0x80, 0x9F, 0x41], .windows1252, "Mü€ŸA"), ([0x4D, 0xFC, 0x85], .iso88591, "Mü\u{85}"),
            ([0x93, 0xFA, 0x96, 0x7B, 0x5C, 0xB1, 0x41, 0x87, 0x40], .shiftJIS, "日本\\ｱA①"),
            ([0x8A, 0x41, 0xDB], .macRoman, "äA€"), (Array("abc".utf8), .ascii, "abc"),
        ]
        for (bytes, encoding, text) in cases {
            #expect(try Self.decode(bytes, encoding, piece: piece) == Array(text.utf8), "\(encoding)")
        }
        for short in [[], [0x61], mark, [0xFF, 0xFE], Array("ab".utf8)] as [[UInt8]] {
            let text = short == mark || short == [0xFF, 0xFE] ? [] : short
            #expect(try Self.decode(short, piece: piece) == text)
        }
    }

    @Test("what is not text is refused where it starts, whatever the pieces", arguments: [1, 2, 3, 4, 5, 7, 1000])
    func invalid(_ piece: Int) {
        let bad: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE],
            [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3, 0x41], [0xE2, 0x82, 0x41], [0xC3, 0xC3, 0xA4],
        ]
        for sequence in bad {
            for before in [0, 1, 5, 31, 32, 33, 100] {
                let start: [UInt8] = Array(repeating: 0x61, count: before)
                let expected = TextDecodingError.notUTF8(byte: Int64(before))
                // A UTF-16 mark cannot be meant here: these sequences are no such marks.
                #expect(Self.failure(start + sequence, piece: piece) == expected, "\(sequence)")
                #expect(Self.failure(start + sequence + [0x61], piece: piece) == expected, "\(sequence)")
                let marked = Self.failure([0xEF, 0xBB, 0xBF] + start + sequence, piece: piece)
                #expect(marked == .notUTF8(byte: Int64(before + 3)))
            }
        }
        for before in [0, 1, 40] {
            let start: [UInt8] = Array(repeating: 0x61, count: before)
            let nul = TextDecodingError.nulByte(byte: Int64(before))
            for encoding in [nil, .utf8, .ascii, .windows1252, .iso88591, .shiftJIS, .macRoman] as [TextEncoding?] {
                #expect(Self.failure(start + [0, 0x61], encoding, piece: piece) == nul)
            }
            for byte: UInt8 in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
                let expected = TextDecodingError.undefined(.windows1252, byte: Int64(before))
                #expect(Self.failure(start + [byte], .windows1252, piece: piece) == expected)
            }
            #expect(Self.failure(start + [0xE9], .ascii, piece: piece) == .undefined(.ascii, byte: Int64(before)))
            for end: [UInt8] in [[0x93], [0x93, 0x20]] {
                let expected = TextDecodingError.undefined(.shiftJIS, byte: Int64(before))
                #expect(Self.failure(start + end, .shiftJIS, piece: piece) == expected)
            }
        }
        let wide: [([UInt8], TextDecodingError)] = [
            ([0xFE, 0xFF, 0, 0x61, 0xD8, 0x00, 0, 0x61], .unpairedSurrogate(byte: 4)),
            ([0xFE, 0xFF, 0, 0x61, 0xDC, 0x00], .unpairedSurrogate(byte: 4)),
            ([0xFE, 0xFF, 0, 0x61, 0xD8, 0x00], .unpairedSurrogate(byte: 4)),
            ([0xFF, 0xFE, 0x61, 0, 0x62], .unpairedSurrogate(byte: 4)),
            ([0xFF, 0xFE, 0x61, 0, 0, 0], .nulByte(byte: 4)), ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], .utf32),
            ([0, 0, 0xFE, 0xFF], .utf32),
        ]
        for (bytes, error) in wide { #expect(Self.failure(bytes, piece: piece) == error) }
    }

    @Test("every byte pair and every first three bytes are judged as Swift judges them")
    func exhaustive() {
        for first in 0x80...0xFF {
            for second in 0x01...0xFF {
                for tail: [UInt8] in [[], [0x80], [0xBF, 0xBF], [0x41]] {
                    // Marks of UTF-16 and UTF-8 have a meaning of their own at the start, so a letter stands before.
                    let bytes = [0x61, UInt8(first), UInt8(second)] + tail
                    let isValid = String(validating: bytes, as: UTF8.self) != nil
                    #expect((Self.failure(bytes, piece: 2) == nil) == isValid, "\(bytes)")
                }
            }
        }
    }

    @Test("encodings are found by their usual names")
    func names() {
        let names = ["utf8", "UTF-8", "Windows-1252", "cp1252", "latin1", "ISO_8859-1", "Shift-JIS", "cp932", "x"]
        let encodings: [TextEncoding?] = [
            .utf8, .utf8, .windows1252, .windows1252, .iso88591, .iso88591, .shiftJIS, .shiftJIS, nil,
        ]
        #expect(names.map { TextEncoding(named: $0) } == encodings)
    }
}
