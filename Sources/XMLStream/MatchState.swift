/// What the parser's callbacks work on: the path of open elements, the text of those that are wanted, and the room
/// that events are written to. Reached through one raw pointer, so a callback counts no references; it allocates only
/// when a text is longer than any before.
///
/// Callbacks run for every tag and every text of a file, so what nearly all of them do is a few steps over plain memory:
/// whether more is to be done is a flag of the node. Sums are of offsets into pieces of at most some MiB, and do not check
/// for overflow.
struct MatchState {
    typealias Name = UnsafePointer<UInt8>
    typealias Node = UnsafePointer<CompiledTrie.Node>

    /// Where a tag starts: 1-based line, 0-based offset in the file.
    struct Position {
        var line: Int64 = 0
        var byte: Int64 = 0
    }

    /// An element that was started and not ended.
    private struct Open {
        /// Nil if it matches none.
        var node: Node?
        /// Bytes of its own text, captured or not.
        var textCount = 0
        var capturesText = false
        /// Where its attribute values, and behind them its text, start in the scratch.
        var scratchStart = 0
        var textStart = 0
        var firstAttribute = 0
        var position = Position()
    }

    private let trie: CompiledTrie
    /// The path from the outermost element, with what stands for the document before it.
    private let path: UnsafeMutablePointer<Open>
    /// The last place of the path that may be used.
    private let deepest: UnsafeMutablePointer<Open>
    /// The innermost open element; `path` itself outside all of them.
    private var innermost: UnsafeMutablePointer<Open>
    /// The open root; nil outside.
    private var root: UnsafeMutablePointer<Open>?
    /// Attribute values and texts of open elements; the innermost lies at the end.
    private var scratch = ScratchBytes(capacity: 1 << 12)
    /// Attributes of open elements that are delivered at their close; offsets are into `scratch`.
    private var openAttributes: [XMLAttribute] = []

    /// Where results go, and how much is there already: lent for the time of one call of the parser, with room for
    /// whatever can come out of it.
    var output = BatchWriter()

    /// The first thing that makes the file be refused.
    private(set) var failure: XMLFailure.Reason?

    init(_ trie: CompiledTrie) {
        self.trie = trie
        path = .allocate(capacity: XMLLimits.depth + 1)
        path.initialize(repeating: Open(), count: XMLLimits.depth + 1)
        deepest = path + XMLLimits.depth
        innermost = path
    }

    /// Gives back all memory; nothing may be called afterwards.
    func free() {
        scratch.free()
        path.deallocate()
        trie.free()
    }

    /// Notes why the file is refused; the first reason stays.
    mutating func fail(_ reason: XMLFailure.Reason) {
        if failure == nil { failure = reason }
    }

    /// Bytes of text and attributes that wait for the end of their element.
    var waitingBytes: Int { scratch.count }
    /// Attributes that wait for the end of their element.
    var waitingAttributes: Int { openAttributes.count }

    /// What is to be done at the start of an element beside entering it.
    enum Entry {
        case nothing
        /// `open` must be called.
        case isReported
        /// Not entered yet: it may be a root, and `enterOutside` must be called.
        case isOutside
        /// Not entered, but too deep.
        case isTooDeep
    }

    /// Takes the start of an element. It calls nothing, so that it needs no frame on the stack.
    @inline(__always)
    mutating func enter(_ name: Name?) -> Entry {
        guard innermost < deepest else { return .isTooDeep }
        let parent = innermost.pointee.node
        if parent == nil, root == nil { return .isOutside }
        innermost += 1
        innermost.pointee.textCount = 0
        innermost.pointee.capturesText = false
        guard let parent, let node = trie.child(of: parent, named: name) else {
            innermost.pointee.node = nil
            return .nothing
        }
        return enter(node)
    }

    /// Takes the start of an element outside roots.
    mutating func enterOutside(_ name: Name?, namespace: Name?) -> Entry {
        innermost += 1
        innermost.pointee = Open()
        guard let node = trie.root(named: name, namespace: namespace) else { return .nothing }
        root = innermost
        return enter(node)
    }

    @inline(__always)
    private mutating func enter(_ node: Node) -> Entry {
        innermost.pointee.node = node
        guard node.pointee.reportsClose else { return .nothing }
        innermost.pointee.capturesText = node.pointee.capturesText
        innermost.pointee.scratchStart = scratch.count
        innermost.pointee.textStart = scratch.count
        innermost.pointee.position = Position()
        return node.pointee.reportsOpen || node.pointee.wantedCount > 0 ? .isReported : .nothing
    }

    /// Whether the place of the element just entered must be known.
    var needsPosition: Bool { innermost.pointee.node?.pointee.reportsOpen ?? false }

    /// Takes attributes and position of the element just entered, whose node reports something. `attributes` are
    /// libxml2's: five pointers each, name, prefix, namespace, start and end of the value.
    mutating func open(at position: Position, attributes: UnsafeMutablePointer<Name?>?, count: Int) {
        guard let node = innermost.pointee.node else { return }
        let open = innermost
        open.pointee.position = position
        open.pointee.firstAttribute = openAttributes.count
        if let attributes {
            for index in 0..<Int(node.pointee.wantedCount) {
                capture(trie.wanted[Int(node.pointee.firstWanted) + index], from: attributes, count: count)
            }
        }
        if node.pointee.reportsOpen {
            report(.open, node, textCount: -1)
            dropScratch(of: open)
        }
        open.pointee.textStart = scratch.count
    }

    /// Counts text of the innermost element.
    ///
    /// - Returns: whether more is to be done: `capture` must be called.
    @inline(__always)
    mutating func count(text count: Int) -> Bool {
        // What stands for the document has a count as well, which is never looked at.
        innermost.pointee.textCount &+= count
        return innermost.pointee.capturesText || innermost.pointee.textCount > XMLLimits.text
    }

    /// Takes the text just counted.
    mutating func capture(_ bytes: Name?, count: Int) {
        guard innermost > path, let bytes else { return }
        if innermost.pointee.textCount > XMLLimits.text { return fail(.limit(.text, value: XMLLimits.text)) }
        if innermost.pointee.capturesText { scratch.append(bytes, count: count) }
    }

    /// Takes the end of the innermost element.
    @inline(__always)
    mutating func leave() {
        guard innermost > path else { return }
        if let node = innermost.pointee.node {
            if node.pointee.reportsClose {
                let textCount = scratch.count &- innermost.pointee.textStart
                report(.close, node, textCount: innermost.pointee.capturesText ? textCount : -1)
                dropScratch(of: innermost)
            }
            if root == innermost { root = nil }
        }
        innermost -= 1
    }

    /// Copies an element's part of the scratch to the output and writes its event.
    @inline(__always)
    private mutating func report(_ kind: XMLEvent.Kind, _ node: Node, textCount: Int) {
        let open = innermost
        let start = open.pointee.scratchStart
        let moved = output.append(scratch.base + start, count: scratch.count &- start) &- start
        let firstAttribute = output.attributeCount
        if node.pointee.wantedCount > 0 { moveAttributes(of: open, by: moved) }
        output.append(
            XMLEvent(
                kind: kind, node: node.pointee.id,
                textStart: textCount < 0 ? 0 : Int32(truncatingIfNeeded: moved &+ open.pointee.textStart),
                textCount: Int32(truncatingIfNeeded: textCount),
                firstAttribute: Int32(truncatingIfNeeded: firstAttribute),
                attributeCount: Int32(truncatingIfNeeded: output.attributeCount &- firstAttribute),
                line: open.pointee.position.line, byte: open.pointee.position.byte))
    }

    private mutating func moveAttributes(of open: UnsafeMutablePointer<Open>, by moved: Int) {
        for var attribute in openAttributes[open.pointee.firstAttribute...] {
            attribute.start += Int32(moved)
            output.append(attribute)
        }
        openAttributes.removeLast(openAttributes.count - open.pointee.firstAttribute)
    }

    @inline(__always)
    private mutating func dropScratch(of open: UnsafeMutablePointer<Open>) {
        scratch.truncate(to: open.pointee.scratchStart)
    }

    /// Copies the value of a wanted attribute; of several with the same local name the one without prefix.
    private mutating func capture(
        _ wanted: CompiledTrie.Wanted, from attributes: UnsafeMutablePointer<Name?>, count: Int
    ) {
        var found = -1
        for index in 0..<count where attributes[index * 5] == wanted.name {
            if found < 0 || attributes[index * 5 + 1] == nil { found = index }
        }
        guard found >= 0, let start = attributes[found * 5 + 3], let end = attributes[found * 5 + 4] else { return }
        let before = scratch.count
        AttributeValue.forEachPart(start, count: end - start) { scratch.append($0, count: $1) }
        openAttributes.append(
            XMLAttribute(id: wanted.id, start: Int32(before), count: Int32(scratch.count - before)))
    }
}
