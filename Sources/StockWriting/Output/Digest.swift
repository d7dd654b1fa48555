internal import Crypto

/// SHA-256 over bytes that come in pieces.
package struct Digest {
    private var hasher = SHA256()

    package init() {}

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

    /// The digest of all bytes so far, as 64 lower-case hexadecimal digits.
    package func hexadecimal() -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in hasher.finalize() {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The digest of some bytes, as hexadecimal digits.
    package static func hexadecimal(of bytes: [UInt8]) -> String {
        var digest = Digest()
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.hexadecimal()
    }

    /// The digest of a string's UTF-8, as hexadecimal digits.
    package static func hexadecimal(of text: String) -> String {
        var digest = Digest()
        var copy = text
        copy.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
        return digest.hexadecimal()
    }
}
