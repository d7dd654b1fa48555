/// A kind of file that is no text and no gzip, told from its first bytes. It is named, never unpacked: an archive may
/// hold anything, and a person should say which part of it was meant.
package enum ForeignContainer: String, Sendable, CaseIterable {
    case zip = "ZIP archive"
    case excelWorkbook = "Excel workbook (.xlsx)"
    case oleWorkbook = "old Excel workbook or other OLE file (.xls)"
    case xz = "xz file"
    case bzip2 = "bzip2 file"
    case zstd = "Zstandard file"
    case lz4 = "LZ4 file"
    case sevenZip = "7-Zip archive"
    case rar = "RAR archive"
    case pdf = "PDF"
    case htmlPage = "HTML page"
    case richText = "RTF document"
    case sqlite = "SQLite database"
    case image = "picture"
    case compress = "compress (.Z) file"

    /// How many first bytes are worth giving to `recognise`; fewer are fine.
    package static let prefixLength = 512

    /// The kind that these first bytes of a file announce; nil for text, XML, gzip and everything not listed.
    package static func recognise(_ prefix: UnsafeRawBufferPointer) -> ForeignContainer? {
        for (magic, kind) in magics where prefix.starts(with: magic) {
            return kind == .zip && holdsWorkbook(prefix) ? .excelWorkbook : kind
        }
        return isHTML(prefix) ? .htmlPage : nil
    }

    /// What the person who delivers the file should do instead.
    package var advice: String {
        switch self {
        case .zip, .sevenZip, .rar: "Unpack the archive and deliver the files in it."
        case .excelWorkbook, .oleWorkbook: "Save the sheet as CSV (UTF-8) and deliver that."
        case .xz, .bzip2, .zstd, .lz4, .compress: "Decompress the file, or compress it with gzip instead."
        case .htmlPage: "This is often a log-in or error page saved in place of the export: fetch the export again."
        case .pdf, .richText, .sqlite, .image: "Deliver the export as CSV or XML."
        }
    }

    private static let magics: [(magic: [UInt8], kind: ForeignContainer)] = [
        ([0x50, 0x4B, 0x03, 0x04], .zip),
        ([0x50, 0x4B, 0x05, 0x06], .zip),
        ([0x50, 0x4B, 0x07, 0x08], .zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oleWorkbook),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
        ([0x42, 0x5A, 0x68], .bzip2),
        ([0x28, 0xB5, 0x2F, 0xFD], .zstd),
        ([0x04, 0x22, 0x4D, 0x18], .lz4),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
        (Array("Rar!\u{1A}\u{07}".utf8), .rar),
        (Array("%PDF-".utf8), .pdf),
        (Array("{\\rtf".utf8), .richText),
        (Array("SQLite format 3\0".utf8), .sqlite),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], .image),
        ([0xFF, 0xD8, 0xFF], .image),
        (Array("GIF8".utf8), .image),
        ([0x1F, 0x9D], .compress),
    ]

    /// Whether the first entries of a ZIP archive carry the names that office programs write.
    private static func holdsWorkbook(_ prefix: UnsafeRawBufferPointer) -> Bool {
        contains(prefix, Array("[Content_Types].xml".utf8)) || contains(prefix, Array("xl/".utf8))
    }

    /// Whether the text starts, after blanks and a byte order mark, as an HTML page does.
    private static func isHTML(_ prefix: UnsafeRawBufferPointer) -> Bool {
        var rest = prefix[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let start = rest.prefix(15).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return ["<!doctype html", "<html", "<head", "<body"].contains { start.starts(with: $0.utf8) }
    }

    private static func contains(_ prefix: UnsafeRawBufferPointer, _ needle: [UInt8]) -> Bool {
        guard prefix.count >= needle.count else { return false }
        return (0...(prefix.count - needle.count)).contains { prefix[$0...].starts(with: needle) }
    }
}
