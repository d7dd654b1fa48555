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

    /// The events of a document fed in pieces of so many bytes, with positions where there are some.
    func events(_ document: [UInt8], chunk: Int = 4096) throws(XMLFailure) -> [String] {
        let (trie, names, attributes) = trie()
        let stream = XMLStream(trie: trie)
        var batch = XMLBatch()
        var lines: [String] = []
        func collect() {
            for event in batch.events {
                var line = event.kind == .open ? "open " : "close "
                line += names[event.node] ?? "?"
                if event.line > 0 { line += " @\(event.line):\(event.byte)" }
                let end = Int(event.firstAttribute + event.attributeCount)
                for attribute in batch.attributes[Int(event.firstAttribute)..<end] {
                    let value = text(batch, attribute.start, attribute.count)
                    line += " \(attributes[attribute.id] ?? "?")=\(value)"
                }
                if event.textCount >= 0 { line += " [\(text(batch, event.textStart, event.textCount))]" }
                lines.append(line)
            }
        }
        var rest = document[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(chunk))
            rest = rest.dropFirst(chunk)
            try piece.withUnsafeBufferPointer { bytes throws(XMLFailure) in
                try stream.feed(UnsafeRawBufferPointer(bytes), into: &batch)
            }
            collect()
        }
        try stream.finish(into: &batch)
        collect()
        return lines
    }

    /// The events of a text in UTF-8.
    func events(_ document: String, chunk: Int = 4096) throws(XMLFailure) -> [String] {
        try events(Array(document.utf8), chunk: chunk)
    }

    private func text(_ batch: XMLBatch, _ start: Int32, _ count: Int32) -> String {
        String(decoding: batch.bytes[Int(start)..<Int(start + count)], as: UTF8.self)
    }

    /// How a document is refused; nil if it is not.
    static func failure(_ document: [UInt8], chunk: Int = 4096) -> XMLFailure? {
        do {
            _ = try XMLHarness(paths: ["a"]).events(document, chunk: chunk)
            return nil
        } catch {
            return error
        }
    }

    /// How a text in UTF-8 is refused; nil if it is not.
    static func failure(_ document: String, chunk: Int = 4096) -> XMLFailure? {
        failure(Array(document.utf8), chunk: chunk)
    }
}
