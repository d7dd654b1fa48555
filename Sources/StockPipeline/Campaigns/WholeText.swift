internal import ByteSource

/// A text file read whole: what a person wrote, never data of any size.
enum WholeText {
    /// Why there is no text.
    struct Failure: Error {
        var problem: String
        var remedy: String
    }

    /// The text of the file at `path`: UTF-8, or UTF-16 with a byte order mark; gzip is inflated.
    ///
    /// - Parameter largest: In bytes; a larger file is refused before it fills the memory.
    static func read(_ path: String, largest: Int) throws(Failure) -> String {
        do {
            let source = try ByteSource(path: path, followsSymlinks: true)
            var decoder = TextDecoder()
            var text: [UInt8] = []
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
            defer { buffer.deallocate() }
            while true {
                let count = try source.read(into: buffer)
                if count == 0 { break }
                text.append(contentsOf: try decoder.decode(UnsafeRawBufferPointer(rebasing: buffer[..<count])))
                guard text.count <= largest else {
                    throw Failure(
                        problem: "the file is larger than \(largest >> 10) KB", remedy: "check that it is the right one"
                    )
                }
            }
            text.append(contentsOf: try decoder.finish())
            return String(decoding: text, as: UTF8.self)
        } catch let error as ByteSourceError {
            throw Failure(problem: "the file cannot be read: \(error.problem)", remedy: "correct the path, or the file")
        } catch is TextDecodingError {
            throw Failure(problem: "the file is not UTF-8 text", remedy: "save it as UTF-8")
        } catch {
            throw error as? Failure ?? Failure(problem: "\(error)", remedy: "correct the file")
        }
    }
}
