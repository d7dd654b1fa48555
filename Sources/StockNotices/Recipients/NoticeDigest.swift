internal import Crypto

/// Short names for what must not be told itself.
enum NoticeDigest {
    /// The first 12 hexadecimal digits of the SHA-256 of `bytes`.
    static func short(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: bytes).prefix(6) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
