/// Counts what a document has and a trie does not ask for: a plain second look at a file, for the person who writes a
/// definition. Reading itself does none of this.
///
/// * Only what is inside a root of the trie counts; envelopes do not.
/// * Of elements that lead to nothing wanted the outermost is listed, not all that is in it.
/// * Of elements on the way, attributes that nobody wants are listed.
package final class XMLCoverage {
    /// Something that nobody reads.
    package struct Unread: Sendable, Equatable {
        /// From the root on: `DespatchAdvice/Shipment`, `DespatchAdvice/DespatchLine/ID/@schemeID`.
        package var path: String
        package var count: Int
    }

    private let trie: XMLTrie
    /// The open elements that matched, outermost first, with their depth and path.
    private var open: [(depth: Int, node: Int32, path: String)] = []
    private var counts: [String: Int] = [:]
    private var order: [String] = []

    /// One for one document.
    package init(trie: XMLTrie) { self.trie = trie }

    /// Reads the document.
    ///
    /// - Parameter next: writes the next raw bytes of the file, of any number, and returns how many; 0 at the end.
    /// - Returns: what nobody reads, in the order of the document.
    /// - Throws: why the document is refused, or what `next` threw.
    package func read<Other: Error>(
        from next: (UnsafeMutableRawBufferPointer) throws(Other) -> Int
    ) throws(XMLStreamError<Other>) -> [Unread] {
        guard let parser = DocumentParser(.outline(limit: .max)) else { throw .refused(.outOfMemory) }
        let context = parser.context
        try parser.read(from: next) { () throws(Other) in
            for element in context.pointee.outline.elements { take(element) }
            context.pointee.outline.removeAll()
        }
        return order.map { Unread(path: $0, count: counts[$0, default: 0]) }
    }

    private func take(_ element: XMLOutlineElement) {
        while let last = open.last, last.depth >= element.depth { open.removeLast() }
        guard let parent = open.last else {
            guard let root = trie.roots.first(where: { $0.matches(element) }) else { return }
            return enter(element, node: root.node, path: element.localName)
        }
        // Below something unread that is listed already.
        guard parent.depth == element.depth - 1 else { return }
        let path = "\(parent.path)/\(element.localName)"
        guard let node = trie.child(of: parent.node, reading: element.localName) else { return note(path) }
        enter(element, node: node, path: path)
    }

    private func enter(_ element: XMLOutlineElement, node: Int32, path: String) {
        open.append((element.depth, node, path))
        let wanted = trie.nodes[Int(node)].attributes
        for attribute in element.attributes where !wanted.contains(where: { $0.name == attribute.name }) {
            note("\(path)/@\(attribute.name)")
        }
    }

    private func note(_ path: String) {
        if counts[path] == nil { order.append(path) }
        counts[path, default: 0] += 1
    }
}

extension XMLTrie {
    /// The child that an element of this name matches.
    fileprivate func child(of node: Int32, reading name: String) -> Int32? {
        let parent = nodes[Int(node)]
        if let named = parent.children.first(where: { $0.name == name }) { return named.node }
        return parent.wildcard < 0 ? nil : parent.wildcard
    }
}

extension XMLTrie.Root {
    fileprivate func matches(_ element: XMLOutlineElement) -> Bool {
        guard localName == "*" || localName == element.localName else { return false }
        return namespaces.isEmpty
            || namespaces.contains {
                $0.hasSuffix("*") ? element.namespace.hasPrefix($0.dropLast()) : element.namespace == $0
            }
    }
}
