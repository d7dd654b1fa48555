internal import StockModel

/// The web addresses that name a trade item on any host: `https://…/01/GTIN/…/21/SERIAL`, and the older words
/// `/gtin/…/ser/…` (GS1 Digital Link: URI Syntax, sections 4 and 5). Query and fragment are ignored, as is a path
/// before the GTIN.
enum DigitalLink {
    static func open(_ text: Text) -> Carrier? {
        guard var rest = path(of: text) else { return nil }
        var gtin: Range<Int>?
        var serial: Range<Int>?
        while let key = nextSegment(&rest) {
            var after = rest
            guard let value = nextSegment(&after) else { break }
            if isKey(text.slice(key), "01", "GTIN"), isGTIN(text.slice(value)) {
                (gtin, serial, rest) = (value, nil, after)
            } else if gtin != nil {
                // From the GTIN on, segments come in pairs.
                rest = after
                if isKey(text.slice(key), "21", "SER") { serial = value }
            }
        }
        guard let gtin else { return nil }
        return Carrier(serial: serial ?? 0..<0, gtin: GTIN(text.slice(gtin)), isEscaped: true)

        /// Takes the next segment off the path.
        func nextSegment(_ path: inout Range<Int>) -> Range<Int>? {
            guard !path.isEmpty else { return nil }
            let segment = path.lowerBound..<text.place(of: UInt8(ascii: "/"), in: path)
            path = min(segment.upperBound + 1, path.upperBound)..<path.upperBound
            return segment
        }
    }

    /// What stands between the host's slash and a query or fragment.
    private static func path(of text: Text) -> Range<Int>? {
        let host = text.has("HTTPS://") ? 8 : text.has("HTTP://") ? 7 : text.count
        guard host < text.count else { return nil }
        let end = min(
            text.place(of: UInt8(ascii: "?"), in: host..<text.count),
            text.place(of: UInt8(ascii: "#"), in: host..<text.count))
        let slash = text.place(of: UInt8(ascii: "/"), in: host..<end)
        guard host < slash, slash < end else { return nil }
        return (slash + 1)..<end
    }

    private static func isKey(_ segment: Text, _ number: StaticString, _ word: StaticString) -> Bool {
        segment.equals(number) || segment.equals(word)
    }

    private static func isGTIN(_ segment: Text) -> Bool { GTIN.isLength(segment.count) && segment.isAllDigits }
}
