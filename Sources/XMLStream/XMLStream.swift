/// Reads XML documents and delivers what a trie asks for.
///
/// Safe against hostile files; whatever breaks a rule refuses the whole file with an `XMLFailure`:
/// 1. Nothing but what the source gives is ever opened or asked for. A bare `<!DOCTYPE x SYSTEM "…">` is taken and not loaded.
/// 2. Any declaration in a DOCTYPE, and any reference to an entity beyond the five of XML, refuses the file.
/// 3. Every error of the parser does, errors of namespaces included, and so does an end that comes too early.
/// 4. At most 64 elements deep, 256 attributes and 64 KiB a tag, 1 MiB of text an element, 1 MiB a comment.
/// 5. Encodings UTF-8, UTF-16, ISO-8859-1, US-ASCII and windows-1252, not against the byte order mark; no byte 0.
///
/// Of a document some 64 KiB are in memory at a time, or as much as one comment, text or tag has. Nothing of a file counts
/// until `read` has returned.
///
/// ```swift
/// var trie = XMLTrie()
/// let line = trie.child(of: trie.addRoot(localName: "DespatchAdvice"), named: "DespatchLine")
/// let id = trie.child(of: line, named: "ID")
/// trie.reportOpen(line)
/// trie.captureText(id)
/// let stream = XMLStream(trie: trie)
/// try stream.read(from: { room in try source.read(into: room) }, events: { batch in take(batch) })
/// ```
package struct XMLStream: Sendable {
    private let trie: XMLTrie

    /// - Parameter trie: what is wanted of documents.
    package init(trie: XMLTrie) { self.trie = trie }

    /// Reads one document to its end.
    ///
    /// - Parameters:
    ///   - next: writes the next raw bytes of the file, of any number, and returns how many; 0 at the end.
    ///   - take: takes events, in the order of the document, before more is read; of a document that is refused, those
    ///     before what it is refused for.
    /// - Throws: why the document is refused, or what `next` or `take` threw, after which neither is called again.
    package func read<Other: Error>(
        from next: (UnsafeMutableRawBufferPointer) throws(Other) -> Int,
        events take: (XMLBatch) throws(Other) -> Void
    ) throws(XMLStreamError<Other>) {
        guard let parser = DocumentParser(.match, trie: trie) else { throw .refused(.outOfMemory) }
        let context = parser.context
        try parser.read(from: next) { () throws(Other) in
            let batch = context.pointee.match.batch
            if !batch.events.isEmpty { try take(batch) }
            context.pointee.match.removeEvents()
        }
    }
}

/// Why a document was not read to its end.
package enum XMLStreamError<Other: Error>: Error {
    case refused(XMLFailure)
    /// What the source of the bytes threw, or who takes the events.
    case interrupted(Other)
}
