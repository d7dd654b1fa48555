private import CLibXML2
internal import ByteSource
private import Glibc

/// libxml2's SAX2 parser under safe rules: the only file that knows it.
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
}

// MARK: - For the feeder

extension DocumentParser {
    /// Whether the parser has got nothing yet.
    var isAtStart: Bool { context.pointee.fed == 0 }

    /// Bytes that the parser has in its memory, those of the tag that it is in among them.
    var keptCount: Int { parser.pointee.input.map { $0.pointee.end - $0.pointee.base } ?? 0 }

    /// Bytes that it has got and not looked at.
    private var aheadCount: Int { parser.pointee.input.map { $0.pointee.end - $0.pointee.cur } ?? 0 }

    /// Bytes that it is through with.
    var consumedCount: Int64 { context.pointee.fed - Int64(aheadCount) }

    /// Of what the section may not have too much that the parser is inside of and collects until its end; nil if in none.
    var openSection: XMLFailure.Limit? {
        switch parser.pointee.instate {
        case XML_PARSER_CDATA_SECTION: .text
        case XML_PARSER_COMMENT, XML_PARSER_PI, XML_PARSER_DTD: .construct
        default: nil
        }
    }

    /// How many sections, but for the DOCTYPE, have ended.
    var sectionCount: Int { context.pointee.sectionCount }

    /// Whether the parser stands behind a blank outside of the root, where further ones mean nothing.
    var isAmongBlanks: Bool {
        guard let text = HeldText(parser), text.current == text.end, text.current > text.base else { return false }
        let isBetween = [XML_PARSER_START, XML_PARSER_MISC, XML_PARSER_PROLOG, XML_PARSER_EPILOG]
            .contains(parser.pointee.instate)
        return isBetween && [0x20, 0x09, 0x0A, 0x0D].contains(text.current[-1])
    }

    /// 1-based line at the end of what the parser has got.
    var lineAtEnd: Int64 {
        guard let text = HeldText(parser) else { return 1 }
        return text.line + Int64(UnsafeBufferPointer(start: text.current, count: aheadCount).count { $0 == 0x0A })
    }

    /// Says how offsets in the text and in the file differ; before there is any.
    func mapOffsets(_ encoding: TextEncoding, markLength: Int) {
        context.pointee.offsets = OffsetMap(encoding, markLength: markLength)
    }

    /// Notes text that was read, for the offsets of what is in it.
    func expect(_ text: UnsafeRawBufferPointer) {
        _ = context.pointee.offsets.fileOffset(of: context.pointee.fed - Int64(keptCount))
        context.pointee.offsets.append(text)
    }

    /// Counts bytes that the parser is about to get.
    func take(_ count: Int) { context.pointee.fed += Int64(count) }

    /// Counts bytes that it need not see.
    func skip(_ count: Int, lines: Int) {
        context.pointee.fed += Int64(count)
        parser.pointee.input?.pointee.line += Int32(clamping: lines)
    }

    /// A failure where the parser stands, or so many bytes before the end of what it has got.
    func failure(_ reason: XMLFailure.Reason, before count: Int? = nil) -> XMLFailure {
        let position = Callbacks.position(context, before: count ?? aheadCount)
        return XMLFailure(reason, line: position.line, byte: position.byte)
    }

    /// Notes why the document is refused, if nothing was noted before.
    func fail(_ failure: XMLFailure, isOfEnd: Bool = false) { context.pointee.fail(failure, isOfEnd: isOfEnd) }
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

/// What a parser has of a document.
///
/// While it asks for more, its own pointers may be those of memory that it has just given up for larger one: then only
/// how far they are apart still counts, and the text is where its buffer says.
private struct HeldText {
    let base: UnsafePointer<UInt8>
    /// Where the parser stands.
    let current: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// 1-based line in which it stands.
    let line: Int64

    /// Nil if it has none any more.
    init?(_ parser: xmlParserCtxtPtr) {
        guard let input = parser.pointee.input, let buffer = input.pointee.buf,
            let content = xmlBufContent(buffer.pointee.buffer)
        else { return nil }
        base = UnsafePointer(content)
        current = base + (input.pointee.cur - input.pointee.base)
        end = base + (input.pointee.end - input.pointee.base)
        line = Int64(input.pointee.line)
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
        let position = context.pointee.match.needsPosition ? tagPosition(context) : MatchState.Position()
        context.pointee.match.open(at: position, attributes: attributes, count: count)
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
        let ahead = parser(context).pointee.input.map { $0.pointee.end - $0.pointee.cur } ?? 0
        let place = position(context, before: ahead)
        var isOfEnd = false
        // The last bytes may be the start of something that is whole elsewhere.
        if case .notWellFormed = reason { isOfEnd = ahead < "<![CDATA[".utf8.count }
        context.pointee.fail(XMLFailure(reason, line: place.line, byte: place.byte), isOfEnd: isOfEnd)
    }

    /// Stops the parser; positions must be taken first, as this frees its input.
    private static func stop(_ context: Context) {
        context.pointee.isStopped = true
        xmlStopParser(parser(context))
    }

    private static func parser(_ context: Context) -> xmlParserCtxtPtr {
        context.pointee.parser.assumingMemoryBound(to: xmlParserCtxt.self)
    }

    /// Where the tag starts whose end the parser stands at. A `<` cannot occur inside a tag, so the last one before
    /// is its start; the parser keeps the whole tag in its buffer, as the attributes point there.
    private static func tagPosition(_ context: Context) -> MatchState.Position {
        guard let text = HeldText(parser(context)) else { return MatchState.Position(line: 1, byte: 0) }
        return position(context, before: text.end - lastTagStart(from: text.base, before: text.current))
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

    /// The position so many bytes before the end of what the parser has got.
    static func position(_ context: Context, before count: Int) -> MatchState.Position {
        guard let text = HeldText(parser(context)) else { return MatchState.Position(line: 1, byte: 0) }
        var lines = 0
        var next = text.end - count
        while next < text.current, let lineEnd = memchr(next, 0x0A, text.current - next) {
            lines += 1
            next = UnsafePointer(lineEnd.assumingMemoryBound(to: UInt8.self)) + 1
        }
        return MatchState.Position(
            line: text.line - Int64(lines),
            byte: context.pointee.offsets.fileOffset(of: context.pointee.fed - Int64(count)))
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
