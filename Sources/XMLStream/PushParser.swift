private import CLibXML2
internal import ByteSource
private import Glibc

/// libxml2's SAX2 push parser under safe rules: the only file that knows it.
///
/// * Nothing is ever loaded: no network, no external entity, no catalog, no DTD.
/// * The first declaration and the first reference to an entity of the document's own stop it.
/// * Every error is a refusal, whatever the parser's return code says.
///
/// It expects UTF-8 and takes no notice of the encoding that the document names.
final class PushParser {
    /// What is made of the elements.
    enum Task {
        /// Match them against a trie and write events.
        case match
        /// List so many of them.
        case outline(limit: Int)
        /// Count them.
        case count
    }

    /// At a fixed address, as the callbacks know it.
    let context: UnsafeMutablePointer<ParserContext>
    private let parser: xmlParserCtxtPtr

    /// Nil if memory is short.
    init?(_ task: Task, trie: XMLTrie = XMLTrie()) {
        _ = Self.isSetUp
        context = .allocate(capacity: 1)
        var handler = Callbacks.handler(task)
        // No callback runs before the first bytes are fed, so `context` may still be empty.
        guard let created = xmlCreatePushParserCtxt(&handler, context, nil, 0, nil) else {
            context.deallocate()
            return nil
        }
        parser = created
        xmlCtxtUseOptions(parser, xml_stream_options())
        let names = parser.pointee.dict
        let compiled = CompiledTrie(trie) { xmlDictLookup(names, $0, Int32($0.utf8.count)) }
        context.initialize(to: ParserContext(parser: UnsafeMutableRawPointer(parser), trie: compiled))
        if case .outline(let limit) = task { context.pointee.outlineLimit = limit }
    }

    deinit {
        xmlFreeParserCtxt(parser)
        context.pointee.free()
        context.deinitialize(count: 1)
        context.deallocate()
    }

    /// Feeds UTF-8, cut between two characters.
    func feed(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, let last = bytes.last else { return }
        // A CR at the end is put back until the parser has seen the rest.
        let kept: Int64 = last == 0x0D ? 1 : 0
        context.pointee.fed += Int64(bytes.count) - kept
        context.pointee.offsets.append(bytes)
        call(start.assumingMemoryBound(to: CChar.self), count: bytes.count, isLast: false)
        context.pointee.fed += kept
        if context.pointee.match.failure == nil, unconsumedCount > XMLLimits.pending {
            Callbacks.refuse(context, .limit(.construct, value: XMLLimits.pending))
        }
        _ = context.pointee.offsets.fileOffset(of: context.pointee.fed - Int64(unconsumedCount))
    }

    /// Makes the final call: a document that ends too early is refused here.
    func finish() {
        call(nil, count: 0, isLast: true)
        guard context.pointee.match.failure == nil else { return }
        if parser.pointee.wellFormed == 0 || parser.pointee.nsWellFormed == 0 {
            Callbacks.refuse(context, .notWellFormed(message: "the parser does not say why"))
        }
    }

    /// Bytes that were fed and wait for more.
    var unconsumedCount: Int {
        guard let input = parser.pointee.input, let end = input.pointee.end, let current = input.pointee.cur else {
            return 0
        }
        return end - current
    }

    /// Whether the parser is inside a comment, processing instruction, CDATA section or DOCTYPE, where a `<` starts
    /// no tag.
    var isInsideSection: Bool {
        if parser.pointee.instate == XML_PARSER_CDATA_SECTION || parser.pointee.instate == XML_PARSER_DTD {
            return true
        }
        // Tags are fed whole, so what waits with a `<` in front is no tag.
        return unconsumedCount > 0 && parser.pointee.input?.pointee.cur?.pointee == 0x3C
    }

    /// 1-based line at the end of what was fed.
    var lineAtEnd: Int64 {
        guard let input = parser.pointee.input, let current = input.pointee.cur else { return 1 }
        return Int64(input.pointee.line) + Int64((0..<unconsumedCount).count { current[$0] == 0x0A })
    }

    /// Offset in the file of the end of what was fed.
    var fileOffset: Int64 { context.pointee.offsets.fileOffset(of: context.pointee.fed) }

    /// Says how offsets in what is fed and in the file differ; before anything is fed.
    func mapOffsets(_ encoding: TextEncoding, markLength: Int) {
        context.pointee.offsets = OffsetMap(encoding, markLength: markLength)
    }

    private func call(_ start: UnsafePointer<CChar>?, count: Int, isLast: Bool) {
        guard context.pointee.match.failure == nil else { return }
        // Messages that belong to no parser, such as those of its converters, go by thread.
        xml_stream_silence_thread()
        xmlSetStructuredErrorFunc(context, Callbacks.onError)
        let code = xmlParseChunk(parser, start, Int32(count), isLast ? 1 : 0)
        xmlSetStructuredErrorFunc(nil, nil)
        if code != 0, context.pointee.match.failure == nil {
            Callbacks.refuse(context, .notWellFormed(message: "parser code \(code)"))
        }
    }

    /// libxml2's own set-up for the whole process, made once and never changed: nothing is loaded from anywhere.
    private static let isSetUp: Bool = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
        return true
    }()
}

/// The functions that libxml2 calls. They reach nothing but the `ParserContext` that it hands them, so that several
/// parsers may run on several threads.
private enum Callbacks {
    typealias Context = UnsafeMutablePointer<ParserContext>

    @inline(__always)
    private static func context(_ pointer: UnsafeMutableRawPointer?) -> Context {
        pointer.unsafelyUnwrapped.assumingMemoryBound(to: ParserContext.self)
    }

    static func handler(_ task: PushParser.Task) -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.serror = onError
        handler.getEntity = { pointer, name in
            Callbacks.refuse(Callbacks.context(pointer), .entityReference(name: Callbacks.text(name)))
            return nil
        }
        handler.getParameterEntity = { pointer, name in
            Callbacks.refuse(Callbacks.context(pointer), .entityReference(name: Callbacks.text(name)))
            return nil
        }
        handler.entityDecl = { pointer, name, _, _, _, _ in
            Callbacks.refuse(Callbacks.context(pointer), .declaration(name: Callbacks.text(name)))
        }
        handler.attributeDecl = { pointer, element, _, _, _, _, tree in
            xmlFreeEnumeration(tree)
            Callbacks.refuse(Callbacks.context(pointer), .declaration(name: Callbacks.text(element)))
        }
        handler.elementDecl = { pointer, name, _, _ in
            Callbacks.refuse(Callbacks.context(pointer), .declaration(name: Callbacks.text(name)))
        }
        handler.notationDecl = { pointer, name, _, _ in
            Callbacks.refuse(Callbacks.context(pointer), .declaration(name: Callbacks.text(name)))
        }
        handler.unparsedEntityDecl = { pointer, name, _, _, _ in
            Callbacks.refuse(Callbacks.context(pointer), .declaration(name: Callbacks.text(name)))
        }
        handler.comment = { pointer, content in Callbacks.limitComment(Callbacks.context(pointer), content) }
        handler.processingInstruction = { pointer, _, content in
            Callbacks.limitComment(Callbacks.context(pointer), content)
        }
        switch task {
        case .match: addMatching(&handler)
        case .outline: addOutline(&handler)
        case .count: addCounting(&handler)
        }
        return handler
    }

    private static func addMatching(_ handler: inout xmlSAXHandler) {
        handler.startElementNs = { pointer, name, _, namespace, _, _, attributeCount, _, attributes in
            let context = Callbacks.context(pointer)
            let entry = context.pointee.match.enter(name)
            if entry == .nothing && attributeCount <= XMLLimits.attributes { return }
            Callbacks.open(context, entry, name, namespace, attributes, count: Int(attributeCount))
        }
        handler.endElementNs = { pointer, _, _, _ in Callbacks.context(pointer).pointee.match.leave() }
        let onText: charactersSAXFunc = { pointer, bytes, count in
            let context = Callbacks.context(pointer)
            if context.pointee.match.count(text: Int(count)) { Callbacks.capture(context, bytes, count: Int(count)) }
        }
        // The same for both, or the parser would guess which blanks matter.
        handler.characters = onText
        handler.ignorableWhitespace = onText
        handler.cdataBlock = onText
    }

    /// Does what the start of an element needs beside entering it. Out of line, as few elements need anything.
    @inline(never)
    private static func open(
        _ context: Context, _ entry: MatchState.Entry, _ name: UnsafePointer<UInt8>?,
        _ namespace: UnsafePointer<UInt8>?, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int
    ) {
        if entry == .isTooDeep { return refuse(context, .limit(.depth, value: XMLLimits.depth)) }
        var entry = entry
        if entry == .isOutside { entry = context.pointee.match.enterOutside(name, namespace: namespace) }
        guard count <= XMLLimits.attributes else {
            return refuse(context, .limit(.attributes, value: XMLLimits.attributes))
        }
        guard entry == .isReported else { return }
        let position = context.pointee.match.needsPosition ? tagPosition(context) : MatchState.Position()
        context.pointee.match.open(at: position, attributes: attributes, count: count)
    }

    /// Keeps text that is wanted, and refuses too much of it.
    @inline(never)
    private static func capture(_ context: Context, _ bytes: UnsafePointer<UInt8>?, count: Int) {
        context.pointee.match.capture(bytes, count: count)
        if context.pointee.match.failure != nil { stop(context) }
    }

    private static func addOutline(_ handler: inout xmlSAXHandler) {
        handler.startElementNs = { pointer, name, _, namespace, _, _, attributeCount, _, attributes in
            let context = Callbacks.context(pointer)
            guard context.pointee.outlineDepth < XMLLimits.depth, attributeCount <= XMLLimits.attributes else {
                return Callbacks.refuse(context, .limit(.depth, value: XMLLimits.depth))
            }
            context.pointee.outline.append(
                XMLOutlineElement(
                    depth: context.pointee.outlineDepth, localName: Callbacks.text(name),
                    namespace: Callbacks.text(namespace),
                    attributes: Callbacks.outlineAttributes(attributes, count: Int(attributeCount))))
            context.pointee.outlineDepth += 1
            if context.pointee.outline.count >= context.pointee.outlineLimit {
                xmlStopParser(Callbacks.parser(context))
            }
        }
        handler.endElementNs = { pointer, _, _, _ in Callbacks.context(pointer).pointee.outlineDepth -= 1 }
    }

    private static func addCounting(_ handler: inout xmlSAXHandler) {
        handler.startElementNs = { pointer, _, _, _, _, _, attributeCount, _, _ in
            Callbacks.context(pointer).pointee.count.elements += 1
            Callbacks.context(pointer).pointee.count.attributes += Int(attributeCount)
        }
        handler.endElementNs = { _, _, _, _ in }
        let onText: charactersSAXFunc = { pointer, _, count in
            Callbacks.context(pointer).pointee.count.textBytes += Int(count)
        }
        handler.characters = onText
        handler.ignorableWhitespace = onText
        handler.cdataBlock = onText
    }

    static let onError: xmlStructuredErrorFunc = { pointer, error in
        guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        var message = error.pointee.message.map { String(cString: $0) } ?? "error \(error.pointee.code)"
        while message.hasSuffix("\n") || message.hasSuffix(" ") { message.removeLast() }
        Callbacks.refuse(Callbacks.context(pointer), .notWellFormed(message: message))
    }

    private static func limitComment(_ context: Context, _ content: UnsafePointer<UInt8>?) {
        guard let content, strlen(UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self)) > XMLLimits.comment
        else { return }
        Callbacks.refuse(context, .limit(.comment, value: XMLLimits.comment))
    }

    /// Notes why and where the file is refused, and lets the parser make no more callbacks.
    static func refuse(_ context: Context, _ reason: XMLFailure.Reason) {
        context.pointee.match.fail(reason)
        Callbacks.stop(context)
    }

    /// Stops after a failure; the position must be taken first, as stopping frees the input.
    private static func stop(_ context: Context) {
        if context.pointee.failurePosition.line == 0 {
            context.pointee.failurePosition = MatchState.Position(line: 1, byte: 0)
            if let input = Callbacks.parser(context).pointee.input, input.pointee.buf != nil {
                context.pointee.failurePosition = position(context, input, input.pointee.cur, linesBack: 0)
            }
        }
        xmlStopParser(Callbacks.parser(context))
    }

    private static func parser(_ context: Context) -> xmlParserCtxtPtr {
        context.pointee.parser.assumingMemoryBound(to: xmlParserCtxt.self)
    }

    /// Where the tag starts whose end the parser stands at. A `<` cannot occur inside a tag, so the last one before
    /// is its start; the parser keeps the whole tag in its buffer, as the attributes point there.
    private static func tagPosition(_ context: Context) -> MatchState.Position {
        guard let input = Callbacks.parser(context).pointee.input, let base = input.pointee.base,
            let current = input.pointee.cur
        else { return MatchState.Position(line: 1, byte: 0) }
        let start = lastTagStart(from: base, before: current)
        var lines = 0
        var next = start
        while let lineEnd = memchr(next, 0x0A, current - next) {
            lines += 1
            next = UnsafePointer(lineEnd.assumingMemoryBound(to: UInt8.self)) + 1
        }
        return position(context, input, start, linesBack: lines)
    }

    /// The last `<` before `end`, else `base`; eight bytes are looked at at once.
    private static func lastTagStart(
        from base: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        var next = end
        while next - base >= 8 {
            let word = UnsafeRawPointer(next - 8).loadUnaligned(as: UInt64.self) ^ 0x3C3C_3C3C_3C3C_3C3C
            // The top bit of each byte that is 0 now, and no other bit.
            let rest: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
            let found = ~((word & rest &+ rest) | word | rest)
            if found != 0 { return next - 1 - found.leadingZeroBitCount / 8 }
            next -= 8
        }
        while next > base {
            next -= 1
            if next.pointee == 0x3C { return next }
        }
        return base
    }

    private static func position(
        _ context: Context, _ input: xmlParserInputPtr, _ at: UnsafePointer<UInt8>?, linesBack: Int
    ) -> MatchState.Position {
        var behind = 0
        if let at, let end = input.pointee.end, at <= end { behind = end - at }
        let offset = context.pointee.fed - Int64(behind)
        return MatchState.Position(
            line: Int64(input.pointee.line) - Int64(linesBack), byte: context.pointee.offsets.fileOffset(of: offset))
    }

    private static func text(_ name: UnsafePointer<UInt8>?) -> String {
        guard let name else { return "" }
        return String(cString: name)
    }

    private static func outlineAttributes(
        _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int
    ) -> [XMLOutlineElement.Attribute] {
        guard let attributes else { return [] }
        return (0..<count).map { index in
            var value: [UInt8] = []
            if let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4] {
                AttributeValue.forEachPart(start, count: end - start) {
                    value.append(contentsOf: UnsafeRawBufferPointer(start: $0, count: $1))
                }
            }
            return XMLOutlineElement.Attribute(
                name: text(attributes[index * 5]), value: String(decoding: value, as: UTF8.self))
        }
    }
}
