import XMLStream

/// Runs a document through a stream and tells in one line an event what came out.
struct XMLHarness {
    /// Paths such as `a/b`, with `@x` for an attribute and `+` behind a path for its open event.
    var paths: [String]
    var namespaces: [String] = []

    /// The trie of the paths, and the path of each node.
    func trie() -> (XMLTrie, names: [Int32: String], attributes: [Int32: String]) {
        var trie = XMLTrie()
        var (names, attributes) = ([Int32: String](), [Int32: String]())
        for path in paths {
            let steps = path.split(separator: "/").map(String.init)
            var node: Int32 = -1
            var isPlain = true
            for (index, step) in steps.enumerated() {
                if step.hasPrefix("@") {
                    attributes[trie.captureAttribute(node, String(step.dropFirst()))] = String(step.dropFirst())
                    isPlain = false
                    continue
                }
                let reportsOpen = step.hasSuffix("+")
                let name = reportsOpen ? String(step.dropLast()) : step
                node =
                    index == 0
                    ? trie.addRoot(localName: name, namespaces: namespaces) : trie.child(of: node, named: name)
                names[node] = steps[...index].joined(separator: "/").replacing("+", with: "")
                if reportsOpen {
                    trie.reportOpen(node)
                    isPlain = false
                }
            }
            if isPlain { trie.captureText(node) }
        }
        return (trie, names, attributes)
    }

    /// The events of a document read in pieces of so many bytes, with positions where there are some.
    func events(_ document: [UInt8], chunk: Int = 4096) throws(XMLFailure) -> [String] {
        var lines: [String] = []
        let failure = read(document, chunk: chunk, into: &lines)
        if let failure { throw failure }
        return lines
    }

    /// Adds the events of a document, up to where it is refused.
    func read(_ document: [UInt8], chunk: Int = 4096, into lines: inout [String]) -> XMLFailure? {
        var rest = document[...]
        do {
            try read(into: &lines) { room in
                let piece = rest.prefix(min(chunk, room.count))
                room.copyBytes(from: piece)
                rest = rest.dropFirst(piece.count)
                return piece.count
            }
            return nil
        } catch {
            switch error {
            case .refused(let failure): return failure
            }
        }
    }

    /// Adds the events of a document of which `next` writes the bytes.
    func read<Other: Error>(
        into lines: inout [String], from next: (UnsafeMutableRawBufferPointer) throws(Other) -> Int
    ) throws(XMLStreamError<Other>) {
        let (trie, names, attributes) = trie()
        try XMLStream(trie: trie).read(from: next) { (batch) throws(Other) in
            for event in batch.events {
                var line = event.kind == .open ? "open " : "close "
                line += names[event.node] ?? "?"
                if event.line > 0 { line += " @\(event.line):\(event.byte)" }
                let end = Int(event.firstAttribute + event.attributeCount)
                for attribute in batch.attributes[Int(event.firstAttribute)..<end] {
                    let value = Self.text(batch, attribute.start, attribute.count)
                    line += " \(attributes[attribute.id] ?? "?")=\(value)"
                }
                if event.textCount >= 0 { line += " [\(Self.text(batch, event.textStart, event.textCount))]" }
                lines.append(line)
            }
        }
    }

    /// The events of a text in UTF-8.
    func events(_ document: String, chunk: Int = 4096) throws(XMLFailure) -> [String] {
        try events(Array(document.utf8), chunk: chunk)
    }

    private static func text(_ batch: XMLBatch, _ start: Int32, _ count: Int32) -> String {
        String(decoding: batch.bytes[Int(start)..<Int(start + count)], as: UTF8.self)
    }

    /// How a document is refused; nil if it is not.
    static func failure(_ document: [UInt8], chunk: Int = 4096) -> XMLFailure? {
        var lines: [String] = []
        return XMLHarness(paths: ["a"]).read(document, chunk: chunk, into: &lines)
    }

    /// How a text in UTF-8 is refused; nil if it is not.
    static func failure(_ document: String, chunk: Int = 4096) -> XMLFailure? {
        failure(Array(document.utf8), chunk: chunk)
    }
}
