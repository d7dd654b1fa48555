/// What the parser's callbacks work on: the path of open elements, the text of those that are wanted, and the room
/// that events are written to. Reached through one raw pointer, so a callback counts no references; it allocates only
/// when a text is longer than any before.
struct MatchState {
    typealias Name = UnsafePointer<UInt8>

    /// Where a tag starts: 1-based line, 0-based offset in the file.
    struct Position {
        var line: Int64 = 0
        var byte: Int64 = 0
    }

    /// An element that was started and not ended.
    private struct Open {
        var node: Int32 = -1
        var capturesText = false
        /// Bytes of its own text, captured or not.
        var textCount = 0
        /// Where its attribute values, and behind them its text, start in the scratch.
        var scratchStart = 0
        var textStart = 0
        var firstAttribute = 0
        var position = Position()
    }

    private let trie: CompiledTrie
    /// The path from the outermost element; one place more than the limit.
    private let path: UnsafeMutablePointer<Open>
    private(set) var depth = 0
    private var rootDepth = 0
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

    /// Takes the start of an element.
    ///
    /// - Returns: its node; -1 if nothing of it is reported.
    @inline(__always)
    mutating func enter(_ name: Name?, namespace: Name?) -> Int32 {
        guard depth < XMLLimits.depth else {
            fail(.limit(.depth, value: XMLLimits.depth))
            return -1
        }
        var node: Int32
        if rootDepth > 0 {
            node = trie.child(of: path[depth - 1].node, named: name)
        } else {
            node = trie.root(named: name, namespace: namespace)
            if node >= 0 { rootDepth = depth + 1 }
        }
        let open = path + depth
        open.pointee.node = node
        open.pointee.textCount = 0
        open.pointee.capturesText = false
        depth += 1
        if node >= 0, !trie.nodes[Int(node)].reportsClose { node = -1 }
        return node
    }

    /// Whether the place of an element must be known.
    @inline(__always)
    func needsPosition(_ node: Int32) -> Bool { trie.nodes[Int(node)].reportsOpen }

    /// Takes attributes and position of the element just entered, if its node reports anything. `attributes` are
    /// libxml2's: five pointers each, name, prefix, namespace, start and end of the value.
    @inline(__always)
    mutating func open(
        _ node: Int32, at position: Position, attributes: UnsafeMutablePointer<Name?>?, count: Int
    ) {
        let wanted = trie.nodes + Int(node)
        let open = path + (depth - 1)
        open.pointee.position = position
        open.pointee.scratchStart = scratch.count
        open.pointee.firstAttribute = openAttributes.count
        open.pointee.capturesText = wanted.pointee.capturesText
        if let attributes, wanted.pointee.wantedCount > 0 {
            for index in 0..<Int(wanted.pointee.wantedCount) {
                capture(trie.wanted[Int(wanted.pointee.firstWanted) + index], from: attributes, count: count)
            }
        }
        if wanted.pointee.reportsOpen {
            report(.open, open, textCount: -1)
            scratch.truncate(to: open.pointee.scratchStart)
            openAttributes.removeLast(openAttributes.count - open.pointee.firstAttribute)
        }
        open.pointee.textStart = scratch.count
    }

    /// Takes text of the innermost element.
    @inline(__always)
    mutating func text(_ bytes: Name?, count: Int) {
        guard depth > 0, let bytes else { return }
        let open = path + (depth - 1)
        open.pointee.textCount += count
        if open.pointee.textCount > XMLLimits.text { return fail(.limit(.text, value: XMLLimits.text)) }
        if open.pointee.capturesText { scratch.append(bytes, count: count) }
    }

    /// Takes the end of the innermost element.
    @inline(__always)
    mutating func leave() {
        guard depth > 0 else { return }
        let open = path + (depth - 1)
        let node = open.pointee.node
        if node >= 0, trie.nodes[Int(node)].reportsClose {
            report(.close, open, textCount: open.pointee.capturesText ? scratch.count - open.pointee.textStart : -1)
            scratch.truncate(to: open.pointee.scratchStart)
            if openAttributes.count > open.pointee.firstAttribute {
                openAttributes.removeLast(openAttributes.count - open.pointee.firstAttribute)
            }
        }
        if rootDepth == depth { rootDepth = 0 }
        depth -= 1
    }

    /// Copies an element's part of the scratch to the output and writes its event.
    @inline(__always)
    private mutating func report(_ kind: XMLEvent.Kind, _ open: UnsafeMutablePointer<Open>, textCount: Int) {
        let start = open.pointee.scratchStart
        let moved = output.append(scratch.base + start, count: scratch.count - start) - start
        let firstAttribute = output.attributeCount
        if openAttributes.count > open.pointee.firstAttribute {
            for var attribute in openAttributes[open.pointee.firstAttribute...] {
                attribute.start += Int32(moved)
                output.append(attribute)
            }
        }
        output.append(
            XMLEvent(
                kind: kind, node: open.pointee.node,
                textStart: textCount < 0 ? 0 : Int32(moved + open.pointee.textStart), textCount: Int32(textCount),
                firstAttribute: Int32(firstAttribute), attributeCount: Int32(output.attributeCount - firstAttribute),
                line: open.pointee.position.line, byte: open.pointee.position.byte))
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
