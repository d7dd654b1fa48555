internal import CSVStream

/// What the first rows of a CSV file say of all of it.
struct FormatHead {
    let found: HeaderFinder.Found
    let kind: FormatKind
    /// Whether cells may be quoted.
    let isQuoted: Bool
    /// The first bytes of the file's text, with the header among them; empty once they are no longer needed.
    private(set) var text: [UInt8]

    init(_ found: HeaderFinder.Found, _ kind: FormatKind, text: [UInt8]) {
        self.found = found
        self.kind = kind
        self.text = text
        // A format without quotes is one of tab files; saved with another separator, a spreadsheet has quoted it.
        isQuoted = found.format.isQuoted || found.delimiter != 0x09
    }

    /// Gives the memory of the text back.
    mutating func dropText() { text = [] }

    /// How the file's cells are written.
    var csv: CSVOptions { CSVOptions(delimiter: found.delimiter, quote: isQuoted ? 0x22 : nil) }

    /// Feeds a stream the header, which is the first row of the batch then if it ends in the head.
    ///
    /// - Returns: where in `text` reading goes on.
    func feedHeader(to stream: CSVStream, into batch: inout CSVBatch) throws -> Int {
        try text.withUnsafeBytes { all in
            let start = UnsafeRawBufferPointer(rebasing: all[found.byte...])
            return found.byte + (try stream.feed(start, into: &batch, stopAfterRows: 1))
        }
    }
}
