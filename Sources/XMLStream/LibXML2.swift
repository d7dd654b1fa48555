private import CLibXML2
private import Glibc

/// libxml2's SAX2 parser under safe rules. With the counting one below, this is the only file that knows libxml2.
///
/// * Nothing is ever loaded: no network, no external entity, no catalog, no DTD.
/// * The first declaration and the first reference to an entity of the document's own stop it.
/// * Every error is a refusal, whatever the parser's return code says.
///
/// It asks a `DocumentFeeder` for UTF-8 and takes no notice of the encoding that the document names. One parser reads one
/// document.
final class DocumentParser {
    /// What is made of the elements.
    enum Task {
        /// Match them against a trie and write events.
        case match
        /// List so many of them.
        case outline(limit: Int)
    }

    /// What the parser is inside of.
    enum Place {
        /// Before, between or behind the XML declaration, the DOCTYPE and the root.
        case outside
        case cdataSection
        case commentOrDOCTYPE
        /// The root, with its tags.
        case root
    }

    /// At a fixed address, as the callbacks know it.
    let context: UnsafeMutablePointer<ParserContext>
    private let parser: xmlParserCtxtPtr

    /// Nil if memory is short.
    init?(_ task: Task, trie: XMLTrie = XMLTrie()) {
        LibXML2.setUp()
        context = .allocate(capacity: 1)
        var handler = Callbacks.handler(task)
        // Nothing is asked for before parsing starts, so `context` may still be empty.
        let none = XML_CHAR_ENCODING_NONE
        guard let created = xmlCreateIOParserCtxt(&handler, context, Callbacks.read, nil, context, none) else {
            context.deallocate()
            return nil
        }
        parser = created
        xmlCtxtUseOptions(parser, xml_stream_options())
        let names = parser.pointee.dict
        let compiled = CompiledTrie(trie) { xmlDictLookup(names, $0, Int32($0.utf8.count)) }
        var limit = Int.max
        if case .outline(let wanted) = task { limit = wanted }
        context.initialize(
            to: ParserContext(parser: UnsafeMutableRawPointer(parser), trie: compiled, outlineLimit: limit))
    }

    deinit {
        xmlFreeParserCtxt(parser)
        context.pointee.free()
        context.deinitialize(count: 1)
        context.deallocate()
    }

    /// Parses what the feeder gives, to its end or to the first failure.
    func parse(_ feeder: DocumentFeeder) {
        context.pointee.feeder = feeder
        LibXML2.catchingMessages(context, Callbacks.onLooseError) { _ = xmlParseDocument(parser) }
        context.pointee.feeder = nil
        if parser.pointee.wellFormed == 0 || parser.pointee.nsWellFormed == 0, !context.pointee.isStopped {
            fail(failure(.notWellFormed(message: "the parser does not say why")))
        }
    }

    /// What the parser has of the document; nil once it has given that up.
    var text: HeldText? { HeldText(parser) }

    var place: Place {
        switch parser.pointee.instate {
        case XML_PARSER_START, XML_PARSER_MISC, XML_PARSER_PROLOG, XML_PARSER_EPILOG: .outside
        case XML_PARSER_CDATA_SECTION: .cdataSection
        case XML_PARSER_COMMENT, XML_PARSER_PI, XML_PARSER_DTD: .commentOrDOCTYPE
        default: .root
        }
    }

    /// Counts lines that the parser does not see.
    func skip(lines: Int) { parser.pointee.input?.pointee.line += Int32(clamping: lines) }
}

extension HeldText {
    /// While a parser asks for more, its own pointers may be those of memory that it has just given up for larger one:
    /// then only how far they are apart still counts, and the text is where its buffer says.
    fileprivate init?(_ parser: xmlParserCtxtPtr) {
        guard let input = parser.pointee.input, let base = xml_stream_content(input) else { return nil }
        self.init(
            base: base, current: base + (input.pointee.cur - input.pointee.base),
            end: base + (input.pointee.end - input.pointee.base), line: Int64(input.pointee.line))
    }
}

/// What libxml2 keeps for the whole process and for each thread.
private enum LibXML2 {
    /// Set up once and never changed: nothing is loaded from anywhere.
    static func setUp() { _ = isSetUp }

    private static let isSetUp: Bool = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
        return true
    }()

    /// Runs `body` while messages that belong to no parser, such as those of its input, go to `take`: they go by thread.
    static func catchingMessages(
        _ context: UnsafeMutableRawPointer?, _ take: xmlStructuredErrorFunc, _ body: () -> Void
    ) {
        xml_stream_silence_thread()
        xmlSetStructuredErrorFunc(context, take)
        body()
        xmlSetStructuredErrorFunc(nil, nil)
    }
}

/// The functions that libxml2 calls. They reach nothing but the `ParserContext` that it hands them, so that several
/// parsers may run on several threads.
private enum Callbacks {
    typealias Context = UnsafeMutablePointer<ParserContext>

    @inline(__always)
    private static func context(_ pointer: UnsafeMutableRawPointer?) -> Context {
        pointer.unsafelyUnwrapped.assumingMemoryBound(to: ParserContext.self)
    }

    private static func parser(_ context: Context) -> xmlParserCtxtPtr {
        context.pointee.parser.assumingMemoryBound(to: xmlParserCtxt.self)
    }

    static let read: xmlInputReadCallback = { pointer, room, count in
        guard let feeder = Callbacks.context(pointer).pointee.feeder else { return 0 }
        return Int32(feeder.fill(UnsafeMutableRawBufferPointer(start: room, count: Int(count))))
    }

    static func handler(_ task: DocumentParser.Task) -> xmlSAXHandler {
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
        handler.endElementNs = { pointer, _, _, _ in
            let context = Callbacks.context(pointer)
            if context.pointee.match.leave() { return }
            Callbacks.close(context)
        }
        let onText: charactersSAXFunc = { pointer, bytes, count in
            let context = Callbacks.context(pointer)
            if context.pointee.match.take(text: bytes, count: Int(count)) { return }
            Callbacks.keep(context, bytes, count: Int(count))
        }
        // The same for both, or the parser would guess which blanks matter.
        handler.characters = onText
        handler.ignorableWhitespace = onText
        handler.cdataBlock = { pointer, bytes, count in
            let context = Callbacks.context(pointer)
            context.pointee.sectionCount += 1
            if context.pointee.match.take(text: bytes, count: Int(count)) { return }
            Callbacks.keep(context, bytes, count: Int(count))
        }
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
        let needsPosition = context.pointee.match.needsPosition
        let text = needsPosition ? HeldText(parser(context)) : nil
        let position = text.map { context.pointee.position(in: $0, before: $0.end - $0.tagStart) }
        context.pointee.match.open(at: position ?? MatchState.Position(), attributes: attributes, count: count)
    }

    /// Does what the end of an element needs where that is more than in nearly all.
    @inline(never)
    private static func close(_ context: Context) { context.pointee.match.finish() }

    /// Keeps text that is wanted, and refuses too much of it.
    @inline(never)
    private static func keep(_ context: Context, _ bytes: UnsafePointer<UInt8>?, count: Int) {
        guard context.pointee.match.keep(text: bytes, count: count) else {
            return refuse(context, .limit(.text, value: XMLLimits.text))
        }
    }

    private static func addOutline(_ handler: inout xmlSAXHandler) {
        handler.startElementNs = { pointer, name, _, namespace, _, _, attributeCount, _, attributes in
            let context = Callbacks.context(pointer)
            // Where the text ends inside a tag, the tag is told of as far as it goes.
            guard let end = Callbacks.parser(context).pointee.input?.pointee.cur,
                end[0] == 0x3E || end[0] == 0x2F && end[1] == 0x3E
            else { return }
            let problem = context.pointee.outline.enter(
                name, namespace: namespace, attributes: attributes, count: Int(attributeCount))
            if let problem { return Callbacks.refuse(context, problem) }
            if context.pointee.outline.isFull { Callbacks.stop(context) }
        }
        handler.endElementNs = { pointer, _, _, _ in Callbacks.context(pointer).pointee.outline.leave() }
        handler.cdataBlock = { pointer, _, _ in Callbacks.context(pointer).pointee.sectionCount += 1 }
    }

    static let onError: xmlStructuredErrorFunc = { pointer, error in
        guard let reason = Callbacks.reason(error) else { return }
        Callbacks.refuse(Callbacks.context(pointer), reason)
    }

    /// For errors that belong to no parser, such as those of its input: it is at work on what stopping it would free.
    static let onLooseError: xmlStructuredErrorFunc = { pointer, error in
        guard let reason = Callbacks.reason(error) else { return }
        Callbacks.note(Callbacks.context(pointer), reason)
    }

    private static func reason(_ error: xmlErrorPtr?) -> XMLFailure.Reason? {
        guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return nil }
        var message = error.pointee.message.map { String(cString: $0) } ?? "error \(error.pointee.code)"
        while message.hasSuffix("\n") || message.hasSuffix(" ") { message.removeLast() }
        return .notWellFormed(message: message)
    }

    private static func limitComment(_ context: Context, _ content: UnsafePointer<UInt8>?) {
        context.pointee.sectionCount += 1
        guard let content, strlen(UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self)) > XMLLimits.comment
        else { return }
        refuse(context, .limit(.comment, value: XMLLimits.comment))
    }

    /// Notes why and where the file is refused, and lets the parser make no more callbacks.
    private static func refuse(_ context: Context, _ reason: XMLFailure.Reason) {
        note(context, reason)
        stop(context)
    }

    private static func note(_ context: Context, _ reason: XMLFailure.Reason) {
        context.pointee.fail(reason, in: HeldText(parser(context)))
    }

    /// Stops the parser; positions must be taken first, as this frees its input.
    private static func stop(_ context: Context) {
        context.pointee.isStopped = true
        xmlStopParser(parser(context))
    }

    private static func text(_ name: UnsafePointer<UInt8>?) -> String { name.map { String(cString: $0) } ?? "" }
}

// MARK: - The floor

/// libxml2's push parser with callbacks that only count: the least that reading can be measured against.
final class CountingParser {
    private let parser: xmlParserCtxtPtr
    private let count: UnsafeMutablePointer<XMLFloor.Count>

    /// Nil if memory is short.
    init?() {
        LibXML2.setUp()
        count = .allocate(capacity: 1)
        count.initialize(to: XMLFloor.Count())
        var handler = Self.handler
        guard let created = xmlCreatePushParserCtxt(&handler, count, nil, 0, nil) else {
            count.deallocate()
            return nil
        }
        parser = created
        xmlCtxtUseOptions(parser, xml_stream_options())
    }

    deinit {
        xmlFreeParserCtxt(parser)
        count.deallocate()
    }

    /// Parses the next UTF-8 of a document.
    func feed(_ bytes: UnsafeRawBufferPointer) { parse(bytes, isLast: false) }

    /// Ends the document; nil if it is not well-formed.
    func finish() -> XMLFloor.Count? {
        parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
        return parser.pointee.wellFormed != 0 && parser.pointee.nsWellFormed != 0 ? count.pointee : nil
    }

    private func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) {
        LibXML2.catchingMessages(nil, { _, _ in }) {
            _ = xmlParseChunk(
                parser, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), isLast ? 1 : 0)
        }
    }

    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.serror = { _, _ in }
        handler.startElementNs = { pointer, _, _, _, _, _, attributeCount, _, _ in
            let count = CountingParser.count(pointer)
            count.pointee.elements += 1
            count.pointee.attributes += Int(attributeCount)
        }
        handler.endElementNs = { _, _, _, _ in }
        let onText: charactersSAXFunc = { pointer, _, length in
            CountingParser.count(pointer).pointee.textBytes += Int(length)
        }
        handler.characters = onText
        handler.ignorableWhitespace = onText
        handler.cdataBlock = onText
        return handler
    }

    @inline(__always)
    private static func count(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLFloor.Count> {
        pointer.unsafelyUnwrapped.assumingMemoryBound(to: XMLFloor.Count.self)
    }
}
