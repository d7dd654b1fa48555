/// Reads one XML document, fed piece by piece, and delivers what a trie asks for.
///
/// Safe against hostile files; whatever breaks a rule refuses the whole file with an `XMLFailure`:
/// 1. Nothing but what is fed is ever opened or asked for. A bare `<!DOCTYPE x SYSTEM "…">` is taken and not loaded.
/// 2. Any declaration in a DOCTYPE, and any reference to an entity beyond the five of XML, refuses the file.
/// 3. Every error of the parser does, errors of namespaces included, and so does an end that comes too early.
/// 4. At most 64 elements deep, 256 attributes and 64 KiB a tag, 1 MiB of text an element, 1 MiB a comment.
/// 5. Encodings UTF-8, UTF-16, ISO-8859-1, US-ASCII and windows-1252, not against the byte order mark; no byte 0.
///
/// The stream collects small pieces to such of 64 KiB, so events come late and the last of them with `finish`. Nothing of
/// a file counts until `finish` has returned.
///
/// ```swift
/// var trie = XMLTrie()
/// let line = trie.child(of: trie.addRoot(localName: "DespatchAdvice"), named: "DespatchLine")
/// let id = trie.child(of: line, named: "ID")
/// trie.reportOpen(line)
/// trie.captureText(id)
/// let stream = XMLStream(trie: trie)
/// try stream.feed(chunk, into: &batch)
/// try stream.finish(into: &batch)
/// ```
/// Not for use by two threads at a time; several streams on several threads are fine.
package final class XMLStream {
    private let parser: PushParser?
    private let feeder: DocumentFeeder?

    /// - Parameter trie: what is wanted of the document.
    package init(trie: XMLTrie) {
        parser = PushParser(.match, trie: trie)
        feeder = parser.map(DocumentFeeder.init)
    }

    /// Takes the next raw bytes of the file, of any number, and refills the batch with the events that they complete.
    ///
    /// - Throws: `XMLFailure`, now and at every later call; the batch then holds the events before it.
    package func feed(_ bytes: UnsafeRawBufferPointer, into batch: inout XMLBatch) throws(XMLFailure) {
        batch.removeAll()
        let (parser, feeder) = try parts()
        let context = parser.context
        try feeder.feed(bytes) { fed, parse in BatchWriter.lend(&batch, to: context, fed: fed, parse) }
    }

    /// Ends the document and refills the batch with the last events.
    package func finish(into batch: inout XMLBatch) throws(XMLFailure) {
        batch.removeAll()
        let (parser, feeder) = try parts()
        let context = parser.context
        try feeder.finish { fed, parse in BatchWriter.lend(&batch, to: context, fed: fed, parse) }
    }

    private func parts() throws(XMLFailure) -> (PushParser, DocumentFeeder) {
        guard let parser, let feeder else { throw XMLFailure(.outOfMemory, line: 1, byte: 0) }
        return (parser, feeder)
    }
}
