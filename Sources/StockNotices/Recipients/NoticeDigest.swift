internal import Crypto
internal import StockModel

/// Short names for what must not be told itself.
enum NoticeDigest {
    /// The first 12 hexadecimal digits of the SHA-256 of `bytes`.
    static func short(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { short($0) } }

    static func short(_ text: Text) -> String { short(UnsafeRawBufferPointer(text.bytes)) }

    private static func short(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        let digits: StaticString = "0123456789abcdef"
        return hash.finalize().withUnsafeBytes { digest in
            String(unsafeUninitializedCapacity: 12) { text in
                for (place, byte) in digest.prefix(6).enumerated() {
                    text.initializeElement(at: place * 2, to: digits.utf8Start[Int(byte >> 4)])
                    text.initializeElement(at: place * 2 + 1, to: digits.utf8Start[Int(byte & 15)])
                }
                return 12
            }
        }
    }
}
