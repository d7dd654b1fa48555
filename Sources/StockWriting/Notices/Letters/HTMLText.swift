internal import Mustache

/// A text that is safe inside an HTML element or a quoted attribute.
///
/// Templates take nothing else, by `{{{…}}}`. Mustache's own escaping goes by characters, and lets a quote with an accent over
/// it pass; this one goes by bytes.
struct HTMLText: MustacheCustomRenderable {
    let renderText: String

    var isNull: Bool { false }

    /// A text from outside: cleaned as for lists, then escaped.
    init(_ text: String) {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            !SafeText.mayHoldControls(bytes) && !bytes.contains { Self.isSpecial($0) }
        }
        guard !isPlain else {
            renderText = text
            return
        }
        var cleaned: [UInt8] = []
        text.withUTF8 { SafeText.append($0, to: &cleaned) }
        renderText = Self.escaped(cleaned)
    }

    /// What is HTML already.
    init(html: String) { renderText = html }

    private static func escaped(_ text: [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + 32)
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}
