/// The trie in the form that callbacks walk: flat memory, names as the parser's own interned pointers, so that a step
/// is a comparison of pointers.
///
/// A plain bundle of pointers; its one owner calls `free`. The names live as long as the parser.
struct CompiledTrie {
    typealias Name = UnsafePointer<UInt8>

    /// A child by name.
    struct Step {
        let name: Name?
        let node: Int32
    }

    /// A wanted attribute by name.
    struct Wanted {
        let name: Name?
        let id: Int32
    }

    /// One node: where its children and attributes lie.
    struct Node {
        var firstStep: Int32 = 0
        var stepCount: Int32 = 0
        var wildcard: Int32 = -1
        var firstWanted: Int32 = 0
        var wantedCount: Int32 = 0
        var capturesText = false
        var reportsOpen = false
        /// Whether its end is an event.
        var reportsClose = false
    }

    let nodes: UnsafeMutablePointer<Node>
    private let steps: UnsafeMutablePointer<Step>
    let wanted: UnsafeMutablePointer<Wanted>
    /// Looked at only outside roots, so plain text will do.
    private let roots: [XMLTrie.Root]
    private let rootNames: [Name?]

    /// - Parameter intern: the parser's pointer for a name.
    init(_ trie: XMLTrie, intern: (String) -> Name?) {
        var allNodes: [Node] = []
        var allSteps: [Step] = []
        var allWanted: [Wanted] = []
        for node in trie.nodes {
            allNodes.append(
                Node(
                    firstStep: Int32(allSteps.count), stepCount: Int32(node.children.count), wildcard: node.wildcard,
                    firstWanted: Int32(allWanted.count), wantedCount: Int32(node.attributes.count),
                    capturesText: node.capturesText, reportsOpen: node.reportsOpen,
                    reportsClose: node.reportsClose || node.capturesText || node.reportsOpen
                        || !node.attributes.isEmpty))
            allSteps += node.children.map { Step(name: intern($0.name), node: $0.node) }
            allWanted += node.attributes.map { Wanted(name: intern($0.name), id: $0.id) }
        }
        nodes = Self.copy(allNodes)
        steps = Self.copy(allSteps)
        wanted = Self.copy(allWanted)
        roots = trie.roots
        rootNames = trie.roots.map { $0.localName == "*" ? nil : intern($0.localName) }
    }

    /// Gives back all memory; nothing may be called afterwards.
    func free() {
        nodes.deallocate()
        steps.deallocate()
        wanted.deallocate()
    }

    /// The node of a child element; -1 if it is not wanted.
    @inline(__always)
    func child(of node: Int32, named name: Name?) -> Int32 {
        guard node >= 0 else { return -1 }
        let parent = nodes + Int(node)
        var step = steps + Int(parent.pointee.firstStep)
        for _ in 0..<parent.pointee.stepCount {
            if step.pointee.name == name { return step.pointee.node }
            step += 1
        }
        return parent.pointee.wildcard
    }

    /// The node of a root element; -1 if it is none.
    func root(named name: Name?, namespace: Name?) -> Int32 {
        for index in roots.indices where rootNames[index] == nil || rootNames[index] == name {
            let patterns = roots[index].namespaces
            if patterns.isEmpty || patterns.contains(where: { Self.matches(namespace, $0) }) {
                return roots[index].node
            }
        }
        return -1
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
