/// What the parser's callbacks work on: the path of open elements, the text of those that are wanted, and the room
/// that events are written to. Reached through one raw pointer, so a callback counts no references; it allocates only
/// when a text is longer than any before.
///
/// Callbacks run for every tag and every text of a file, so what nearly all of them do is a few steps over plain memory:
/// whether more is to be done is a flag of the node. Sums are of offsets into pieces of at most some MiB, and where they
/// are made for every element they do not check for overflow.
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
        /// Bytes of its own text, wanted or not.
        var textCount = 0
        var text = TextUse.none
        /// Where its attribute values, and behind them its text, start in the scratch.
        var scratchStart = 0
        var textStart = 0
        var firstAttribute = 0
        var position = Position()
    }

    /// What is done with the text of an element.
    private enum TextUse: UInt8 {
        case none
        /// It is written where results go, as nothing else can come before it ends.
        case written
        /// It waits in the scratch.
        case kept
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
    private var scratch = GrowingBuffer<UInt8>(capacity: 1 << 12)
    /// Attributes of open elements that are delivered at their close; offsets are into `scratch`.
    private var openAttributes = GrowingBuffer<XMLAttribute>(capacity: 1 << 4)

    /// What is to be delivered.
    private var bytes = GrowingBuffer<UInt8>(capacity: 1 << 14)
    private var events = GrowingBuffer<XMLEvent>(capacity: 1 << 10)
    private var attributes = GrowingBuffer<XMLAttribute>(capacity: 1 << 8)
    /// Where the text of the open element that is written there starts.
    private var writtenStart = 0

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
        openAttributes.free()
        path.deallocate()
        trie.free()
        bytes.free()
        events.free()
        attributes.free()
    }

    /// The events so far, lent until the next change.
    var batch: XMLBatch {
        XMLBatch(bytes: bytes.elements, events: events.elements, attributes: attributes.elements)
    }

    /// Forgets the events so far.
    mutating func removeEvents() {
        // A text that has begun goes on, behind elements in it that nobody wants.
        var open = innermost
        while open > path, open.pointee.node == nil { open -= 1 }
        bytes.removeFirst(open.pointee.text == .written ? writtenStart : bytes.count)
        writtenStart = 0
        events.truncate(to: 0)
        attributes.truncate(to: 0)
    }

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
        innermost.pointee.text = .none
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
        if node.pointee.isSimple {
            if node.pointee.capturesText {
                innermost.pointee.text = .written
                writtenStart = bytes.count
            }
            return .nothing
        }
        if node.pointee.capturesText { innermost.pointee.text = .kept }
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
            scratch.truncate(to: open.pointee.scratchStart)
        }
        open.pointee.textStart = scratch.count
    }

    /// Takes text of the innermost element, if there is little to do.
    ///
    /// - Returns: whether it was taken; else `keep` must be called.
    @inline(__always)
    mutating func take(text: Name?, count: Int) -> Bool {
        // What stands for the document has a count as well, which is never looked at.
        let textCount = innermost.pointee.textCount &+ count
        innermost.pointee.textCount = textCount
        guard textCount <= XMLLimits.text else { return false }
        if innermost.pointee.text == .none { return true }
        guard innermost.pointee.text == .written, bytes.room >= count, let text else { return false }
        bytes.appendInRoom(text, count: count)
        return true
    }

    /// Keeps text that was counted and not taken.
    ///
    /// - Returns: whether the element has not more of it than it may.
    mutating func keep(text: Name?, count: Int) -> Bool {
        guard innermost > path, let text else { return true }
        if innermost.pointee.textCount > XMLLimits.text { return false }
        switch innermost.pointee.text {
        case .none: break
        case .written: bytes.append(text, count: count)
        case .kept: scratch.append(text, count: count)
        }
        return true
    }

    /// Takes the end of the innermost element, if there is little to do.
    ///
    /// - Returns: whether it was taken; else `finish` must be called.
    @inline(__always)
    mutating func leave() -> Bool {
        guard innermost > path else { return true }
        if let node = innermost.pointee.node {
            if root == innermost { return false }
            if node.pointee.reportsClose {
                guard node.pointee.isSimple, events.room > 0 else { return false }
                events.appendInRoom(simpleEvent(node))
            }
        }
        innermost -= 1
        return true
    }

    /// Takes the end of the innermost element, whatever there is to do.
    mutating func finish() {
        guard let node = innermost.pointee.node else { return }
        if node.pointee.isSimple, node.pointee.reportsClose {
            events.append(simpleEvent(node))
        } else if node.pointee.reportsClose {
            let textCount = scratch.count - innermost.pointee.textStart
            report(.close, node, textCount: node.pointee.capturesText ? textCount : -1)
            scratch.truncate(to: innermost.pointee.scratchStart)
        }
        if root == innermost { root = nil }
        innermost -= 1
    }

    /// The event of an element that has no other, and whose text is written if it is wanted.
    @inline(__always)
    private func simpleEvent(_ node: Node) -> XMLEvent {
        let hasText = innermost.pointee.text == .written
        return XMLEvent(
            kind: .close, node: node.pointee.id,
            textStart: hasText ? Int32(truncatingIfNeeded: writtenStart) : 0,
            textCount: hasText ? Int32(truncatingIfNeeded: bytes.count &- writtenStart) : -1,
            firstAttribute: Int32(truncatingIfNeeded: attributes.count), attributeCount: 0, line: 0, byte: 0)
    }

    /// Copies an element's part of the scratch to what is to be delivered and writes its event.
    private mutating func report(_ kind: XMLEvent.Kind, _ node: Node, textCount: Int) {
        let open = innermost.pointee
        let moved = bytes.count - open.scratchStart
        bytes.append(scratch.base + open.scratchStart, count: scratch.count - open.scratchStart)
        let firstAttribute = attributes.count
        if node.pointee.wantedCount > 0 { moveAttributes(from: open.firstAttribute, by: moved) }
        events.append(
            XMLEvent(
                kind: kind, node: node.pointee.id, textStart: textCount < 0 ? 0 : Int32(moved + open.textStart),
                textCount: Int32(textCount), firstAttribute: Int32(firstAttribute),
                attributeCount: Int32(attributes.count - firstAttribute), line: open.position.line,
                byte: open.position.byte))
    }

    private mutating func moveAttributes(from first: Int, by moved: Int) {
        for index in first..<openAttributes.count {
            var attribute = openAttributes.base[index]
            attribute.start += Int32(moved)
            attributes.append(attribute)
        }
        openAttributes.truncate(to: first)
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
