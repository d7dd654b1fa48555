internal import ByteSource

/// What a file is by its first bytes, whatever its name.
enum FileLook: Equatable {
    /// Begins with `<`, so it is XML or nothing.
    case xml
    /// Text that may be CSV.
    case text
    /// Nothing that is read; the sentence says what it looks like and what to do.
    case other(String)

    /// - Parameters:
    ///   - raw: the first bytes on disk, inflated if it is gzip.
    ///   - isEnd: whether these are all there are.
    static func of(_ raw: UnsafeRawBufferPointer, isEnd: Bool) -> FileLook {
        if let kind = ForeignContainer.recognise(raw) {
            return .other("This is no text but looks like: \(kind.rawValue). \(kind.advice)")
        }
        // Blanks and marks may stand before the first character, zero bytes beside it in UTF-16.
        let skipped: Set<UInt8> = [0x00, 0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        guard let first = raw.first(where: { !skipped.contains($0) }) else {
            if raw.contains(0) && !raw.isEmpty {
                return .other("The file holds nothing but zero bytes: it was never written to its end. Fetch it again.")
            }
            return isEnd ? .other("The file is empty. Fetch it again, or leave it out.") : .text
        }
        switch first {
        case UInt8(ascii: "<"): return .xml
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return isJSON(raw, first)
                ? .other("This looks like JSON, which is not read. Export the data as CSV or XML.") : .text
        default: return .text
        }
    }

    /// Whether a quote, bracket or brace follows the first sign, as it does in JSON and not in a CSV header.
    private static func isJSON(_ raw: UnsafeRawBufferPointer, _ first: UInt8) -> Bool {
        guard let start = raw.firstIndex(of: first) else { return false }
        let next = raw[(start + 1)...].first { $0 != 0 && $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        return next.map { "\"{[}]".utf8.contains($0) || $0.isDigit } ?? true
    }
}
