internal import ByteSource
internal import Foundation

/// The picture of the product in letters: a file that is put into the letters themselves, so that they ask no other machine, or
/// an address that is printed.
package struct LetterPicture: Sendable {
    /// The largest file that is taken, in bytes.
    private static let largest = 4 << 20

    /// No picture.
    package static let none = LetterPicture()

    /// A `data:` address of it; empty where there is none.
    private(set) var data = ""
    /// Where it can be seen; empty where it is in the letters, or there is none.
    private(set) var address = ""
    /// Why it is left out, and what to do; nil where it is not.
    package private(set) var problem: String?

    package var isEmbedded: Bool { !data.isEmpty }

    private init() {}

    /// Loads what a campaign names.
    ///
    /// - Parameters:
    ///   - written: A file, or an address with `https://` or `http://`; empty for none.
    ///   - folder: The campaign's, which files are relative to.
    package init(_ written: String, in folder: String) {
        let written = SafeText.trimmed(written)
        guard !written.isEmpty else { return }
        if written.lowercased().hasPrefix("https://") || written.lowercased().hasPrefix("http://") {
            address = written
            return
        }
        let path = written.hasPrefix("/") || folder.isEmpty ? written : "\(folder)/\(written)"
        do throws(Failure) {
            let bytes = try Self.read(path)
            guard let type = Self.type(of: bytes) else {
                throw Failure(text: "no PNG, JPEG, WebP or GIF. Save it as one of these.")
            }
            data = "data:\(type);base64,\(Data(bytes).base64EncodedString())"
        } catch {
            problem = "letters are without the picture `\(Printable.line(written))`: \(error.text)"
        }
    }

    private struct Failure: Error {
        /// What is wrong, and what to do.
        let text: String
    }

    private static func read(_ path: String) throws(Failure) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(ByteSourceError) {
            bytes = try content(of: path)
        } catch {
            throw Failure(text: error.problem)
        }
        guard let bytes else { throw Failure(text: "larger than \(largest >> 20) MB. Make it smaller.") }
        return bytes
    }

    /// Nil where there is more of it than is taken.
    private static func content(of path: String) throws(ByteSourceError) -> [UInt8]? {
        let source = try ByteSource(path: path, followsSymlinks: true)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { room.deallocate() }
        var bytes: [UInt8] = []
        while bytes.count <= largest {
            let count = try source.read(into: room)
            if count == 0 { return bytes }
            bytes.append(contentsOf: room[..<count])
        }
        return nil
    }

    /// The type that the first bytes tell, whatever the name; only those that every browser shows and that cannot hold a script.
    private static func type(of bytes: [UInt8]) -> String? {
        func begins(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
        if bytes.starts(with: [0x89] + Array("PNG\r\n\u{1A}\n".utf8)) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if begins("RIFF"), begins("WEBP", at: 8) { return "image/webp" }
        if begins("GIF87a") || begins("GIF89a") { return "image/gif" }
        return nil
    }
}
