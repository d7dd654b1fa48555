/// Which elements of a document are wanted, and what of each: built once from a definition, used for many files.
///
/// * A root may start at any depth, so that an envelope around a document does not matter; inside an open root no
///   other root starts.
/// * Below a root every step names a child by its local name, or any child with `*`. Where a node has both a child of
///   that name and `*`, the named one alone counts: what `*` captures must be added to it as well.
/// * A node for which nothing is captured or reported makes no events; it is a step on the way.
package struct XMLTrie: Sendable {
    /// A root: its name, where it must be, and the node it opens.
    struct Root: Sendable, Equatable {
        let localName: String
        let namespaces: [String]
        let node: Int32
    }

    /// One step and what is wanted there.
    struct Node: Sendable {
        var children: [(name: String, node: Int32)] = []
        var wildcard: Int32 = -1
        var attributes: [(name: String, id: Int32)] = []
        var capturesText = false
        var reportsOpen = false
        var reportsClose = false
    }

    private(set) var roots: [Root] = []
    private(set) var nodes: [Node] = []
    private(set) var attributeCount: Int32 = 0

    package init() {}

    /// How many nodes there are: ids are 0 up to this.
    package var nodeCount: Int32 { Int32(nodes.count) }

    /// Adds a root, or finds one added with the same name and namespaces. If several match, the first added counts.
    ///
    /// - Parameters:
    ///   - localName: the element's name without prefix; `*` for any.
    ///   - namespaces: where it may be from; empty for anywhere, `""` for no namespace, `urn:x:*` for all that start
    ///     with `urn:x:`.
    package mutating func addRoot(localName: String, namespaces: [String] = []) -> Int32 {
        if let known = roots.first(where: { $0.localName == localName && $0.namespaces == namespaces }) {
            return known.node
        }
        let node = addNode()
        roots.append(Root(localName: localName, namespaces: namespaces, node: node))
        return node
    }

    /// The child of a node with a local name, or of any name for `*`; added if there is none.
    package mutating func child(of node: Int32, named name: String) -> Int32 {
        let parent = Int(node)
        if name == "*" {
            if nodes[parent].wildcard < 0 { nodes[parent].wildcard = addNode() }
            return nodes[parent].wildcard
        }
        if let known = nodes[parent].children.first(where: { $0.name == name }) { return known.node }
        let added = addNode()
        nodes[parent].children.append((name, added))
        return added
    }

    /// Delivers the node's own text with its close.
    package mutating func captureText(_ node: Int32) { nodes[Int(node)].capturesText = true }

    /// Delivers an attribute of the node, by local name, with its open if that is reported, else with its close.
    ///
    /// - Returns: an id that no other node and attribute of this trie has.
    package mutating func captureAttribute(_ node: Int32, _ localName: String) -> Int32 {
        if let known = nodes[Int(node)].attributes.first(where: { $0.name == localName }) { return known.id }
        nodes[Int(node)].attributes.append((localName, attributeCount))
        attributeCount += 1
        return attributeCount - 1
    }

    /// Reports the start of the node as an event of its own, and its close as well; both tell where it starts.
    package mutating func reportOpen(_ node: Int32) { nodes[Int(node)].reportsOpen = true }

    /// Reports the close of the node, whether or not anything of it is captured.
    package mutating func reportClose(_ node: Int32) { nodes[Int(node)].reportsClose = true }

    private mutating func addNode() -> Int32 {
        nodes.append(Node())
        return Int32(nodes.count - 1)
    }
}
