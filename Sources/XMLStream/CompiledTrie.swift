/// The trie in the form that callbacks walk: flat memory, names as the parser's own interned pointers, so that a step
/// is a comparison of pointers.
///
/// A plain bundle of pointers; its one owner calls `free`. The names live as long as the parser.
struct CompiledTrie {
    typealias Name = UnsafePointer<UInt8>

    /// A child by name: the address of the interned name, as a number, of which two compare in one step.
    struct Step {
        let name: UInt
        let node: UnsafePointer<Node>
    }

    /// A wanted attribute by name.
    struct Wanted {
        let name: Name?
        let id: Int32
    }

    /// One node: where its children and attributes lie.
    struct Node {
        /// Its number in the trie.
        var id: Int32
        var stepCount: Int32 = 0
        var steps: UnsafePointer<Step>
        var wildcard: UnsafePointer<Node>?
        var firstWanted: Int32 = 0
        var wantedCount: Int32 = 0
        var capturesText = false
        var reportsOpen = false
        /// Whether its end is an event.
        var reportsClose = false
        /// Whether that event is all, with at most a text during which no other event can come.
        var isSimple = false
    }

    private let nodes: UnsafeMutablePointer<Node>
    private let steps: UnsafeMutablePointer<Step>
    let wanted: UnsafeMutablePointer<Wanted>
    /// Looked at only outside roots, so plain text will do.
    private let roots: [XMLTrie.Root]
    private let rootNames: [Name?]

    /// - Parameter intern: the parser's pointer for a name.
    init(_ trie: XMLTrie, intern: (String) -> Name?) {
        let children = trie.nodes.flatMap(\.children)
        let attributes = trie.nodes.flatMap(\.attributes)
        let nodes = UnsafeMutablePointer<Node>.allocate(capacity: max(trie.nodes.count, 1))
        steps = Self.copy(children.map { Step(name: UInt(bitPattern: intern($0.name)), node: nodes + Int($0.node)) })
        wanted = Self.copy(attributes.map { Wanted(name: intern($0.name), id: $0.id) })
        var (firstStep, firstWanted) = (0, 0)
        for (id, node) in trie.nodes.enumerated() {
            (nodes + id).initialize(
                to: Node(
                    id: Int32(id), stepCount: Int32(node.children.count), steps: steps + firstStep,
                    wildcard: node.wildcard < 0 ? nil : UnsafePointer(nodes + Int(node.wildcard)),
                    firstWanted: Int32(firstWanted), wantedCount: Int32(node.attributes.count),
                    capturesText: node.capturesText, reportsOpen: node.reportsOpen,
                    reportsClose: node.reportsClose || node.capturesText || node.reportsOpen
                        || !node.attributes.isEmpty,
                    isSimple: !node.reportsOpen && node.attributes.isEmpty
                        && (!node.capturesText || node.children.isEmpty && node.wildcard < 0)))
            firstStep += node.children.count
            firstWanted += node.attributes.count
        }
        self.nodes = nodes
        roots = trie.roots
        rootNames = trie.roots.map { $0.localName == "*" ? nil : intern($0.localName) }
    }

    /// Gives back all memory; nothing may be called afterwards.
    func free() {
        nodes.deallocate()
        steps.deallocate()
        wanted.deallocate()
    }

    /// The node of a child element; nil if it is not wanted.
    @inline(__always)
    func child(of parent: UnsafePointer<Node>, named name: Name?) -> UnsafePointer<Node>? {
        let wanted = UInt(bitPattern: name)
        var step = parent.pointee.steps
        let end = step + Int(parent.pointee.stepCount)
        while step < end {
            if step.pointee.name == wanted { return step.pointee.node }
            step += 1
        }
        return parent.pointee.wildcard
    }

    /// The node of a root element; nil if it is none.
    func root(named name: Name?, namespace: Name?) -> UnsafePointer<Node>? {
        for index in roots.indices where rootNames[index] == nil || rootNames[index] == name {
            let patterns = roots[index].namespaces
            if patterns.isEmpty || patterns.contains(where: { Self.matches(namespace, $0) }) {
                return UnsafePointer(nodes + Int(roots[index].node))
            }
        }
        return nil
    }

    /// Whether a namespace is the one of the pattern, or starts with it if the pattern ends with `*`.
    private static func matches(_ namespace: Name?, _ pattern: String) -> Bool {
        guard let namespace else { return pattern.isEmpty }
        var position = namespace
        for byte in pattern.utf8 {
            if byte == 0x2A { return true }
            if position.pointee != byte { return false }
            position += 1
        }
        return position.pointee == 0
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        for (index, element) in elements.enumerated() { (memory + index).initialize(to: element) }
        return memory
    }
}
