internal import StockModel
internal import XMLStream

/// Reads one file: works through events and appends records and rejects to a store.
///
/// Every event touches slots only (`SlotValues`). At the close of a unit its serial joins the line's, at the close of a
/// line the line is checked and kept, and at the close of its notice the notice is checked and its lines become records:
/// only then are number, supplier and dates known, wherever in the notice they stand.
final class DialectRun {
    /// A line that was taken, until its notice ends. Texts lie in the notice's buffer.
    struct KeptLine: BitwiseCopyable {
        /// 1-based among the notice's lines, rejected ones included.
        var number: Int32
        var lineNumber: Int32
        var quantity: Int32
        var batch: Int32
        var textStart: Int
        var textCount: Int32
        /// Buyer's part, supplier's part and GTIN, each with U+001F behind it.
        var itemCount: Int32
        var itemStart: Int
        var serials: UnsafeBufferPointer<ListedSerial>
    }

    /// A serial of the open line; its text lies in the line's buffer.
    struct FoundSerial: BitwiseCopyable {
        var start: Int
        var count: Int32
        var batch: Int32
        /// What `ListedSerial.isPlain` says of it.
        var isPlain: Bool
    }

    /// What several elements say of one lot and expiry: nothing, one id of `Names`, or different ones.
    enum LooseBatch: BitwiseCopyable {
        case none
        case one(Int32)
        case several

        mutating func add(_ batch: Int32) {
            switch self {
            case .none: self = .one(batch)
            case .one(let known): if known != batch { self = .several }
            case .several: break
            }
        }
    }

    /// A line that cannot be taken, until its notice ends.
    struct FaultyLine {
        var number: Int32
        var lineNumber: Int64
        var fault: LineFault
        /// The identifying values of the line.
        var excerpt: String
    }

    let program: DialectProgram
    let rules: DialectRules
    let store: RecordStore
    let file: Int32
    let values: SlotValues
    var outcome = DialectOutcome()

    /// Records of the notices that have ended, rejected ones included.
    var recordCount: Int32 = 0
    var noticeCount = 0
    /// Where the open notice and the open line begin, 1-based.
    var noticeLineNumber: Int64 = 0
    var lineNumber: Int64 = 0
    /// Lines of the open notice, rejected ones included.
    var lineCount: Int32 = 0
    var lines: [KeptLine] = []
    var faultyLines: [FaultyLine] = []
    var serials = ScratchList<FoundSerial>()
    /// The lot and expiry of the open line's units without serial, which are the line's where it says none itself.
    var looseBatch = LooseBatch.none
    /// The first thing wrong with a unit of the open line.
    var unitFault: LineFault?
    var lastBatch = LastBatch()
    /// Whether an element was met in the open loop or event that only has to be there.
    var isFlagged = false
    /// Of units that are more than one serial; nil where the dialect has none.
    let specialUnits: SpecialUnits?
    /// The loops of the open notice; nil where lines are no tree.
    let loops: LoopCollector?
    /// The events of the document; nil where the dialect has none.
    let events: EventCollector?
    /// Room for names while they are put together.
    let naming = ByteScratch()
    private let cleaning = ByteScratch()
    /// Tables of the program that are looked at for every event.
    private let nodes: UnsafePointer<DialectProgram.Node>
    private let targets: UnsafePointer<Int32>
    private let units: UnsafePointer<DialectProgram.Unit>
    private let unitSlots: UnsafePointer<Int32>
    private var failure: DialectFailure?
    /// Whether there is a failure: looked at behind every event, where the failure itself would be copied.
    private var hasFailed = false

    init(_ program: DialectProgram, _ rules: DialectRules, store: RecordStore, file: Int32) {
        self.program = program
        self.rules = rules
        self.store = store
        self.file = file
        nodes = program.nodes.base
        targets = program.targets.base
        units = program.units.base
        unitSlots = program.unitSlots.base
        values = SlotValues(program)
        specialUnits = program.hasSpecialUnits ? SpecialUnits() : nil
        loops = program.tree == nil ? nil : LoopCollector()
        events = program.events == nil ? nil : EventCollector()
    }

    deinit { serials.free() }

    /// Works through the events of a batch.
    func consume(_ batch: XMLBatch) throws(DialectFailure) {
        if var event = batch.events.baseAddress {
            // Through a pointer: the elements of a loop would be copied.
            let end = event + batch.events.count
            while event < end, !hasFailed {
                consume(event, batch.bytes, batch.attributes)
                event += 1
            }
        }
        if let failure { throw failure }
    }

    /// Notes why the file cannot be taken; reading stops behind the event.
    func fail(_ failure: DialectFailure) {
        if !hasFailed { self.failure = failure }
        hasFailed = true
    }

    /// Most events are the close of an element that is no frame and has one text: the rest is out of line.
    @inline(__always)
    private func consume(
        _ event: UnsafePointer<XMLEvent>, _ bytes: Bytes, _ attributes: UnsafeBufferPointer<XMLAttribute>
    ) {
        let node = nodes + Int(event.pointee.node)
        switch event.pointee.kind {
        case .open:
            open(node.pointee.frames, line: event.pointee.line)
            if event.pointee.attributeCount > 0 { offerAttributes(event.pointee, bytes, attributes) }
        case .close:
            if event.pointee.attributeCount > 0 { offerAttributes(event.pointee, bytes, attributes) }
            if event.pointee.textCount >= 0, let base = bytes.baseAddress {
                let text = base + Int(event.pointee.textStart)
                offer(Bytes(start: text, count: Int(event.pointee.textCount)), node.pointee.text)
            }
            if node.pointee.frames.count > 0, !closePlainUnit(node.pointee.unit) { close(node.pointee.frames) }
        }
    }

    @inline(never)
    private func offerAttributes(_ event: XMLEvent, _ bytes: Bytes, _ attributes: UnsafeBufferPointer<XMLAttribute>) {
        for index in 0..<Int(event.attributeCount) {
            let attribute = attributes[Int(event.firstAttribute) + index]
            let value = bytes.part(Int(attribute.start)..<Int(attribute.start + attribute.count))
            offer(value, program.attributes.base[Int(attribute.id)])
        }
    }

    /// Gives a text as it stands to the targets in a stretch.
    @inline(__always)
    private func offer(_ written: Bytes, _ stretch: DialectProgram.Span) {
        let value = TextCleaning.isPlain(written) ? written : cleaned(written)
        stretch.forEachIndex { index in
            let target = targets[index]
            if target < 0 {
                values.offer(value, toTest: -1 - target)
            } else if value.count > 0 {
                values.offer(value, toSlot: target)
            }
        }
    }

    @inline(never)
    private func cleaned(_ written: Bytes) -> Bytes {
        let value = written.trimmed
        if TextCleaning.isClean(value) { return value }
        cleaning.removeAll()
        return cleaning.bytes(TextCleaning.appendCollapsed(value, to: cleaning))
    }

    @inline(never)
    private func open(_ frames: DialectProgram.Span, line: Int64) {
        for index in frames.indices { open(program.framesAtNodes.base[index], line: line) }
    }

    /// Closes an element that is a unit alone, if its serial is all that it has, as it is with nearly all.
    ///
    /// - Returns: whether it was closed.
    @inline(__always)
    private func closePlainUnit(_ level: Int32) -> Bool {
        guard level >= 0 else { return false }
        let unit = units + Int(level)
        let slot = unit.pointee.serialSlot
        guard slot >= 0, values.state(slot) == .value, unitFault == nil else { return false }
        var isAlone = true
        unit.pointee.otherSlots.forEachIndex { if values.state(unitSlots[$0]) != .empty { isAlone = false } }
        guard isAlone else { return false }
        add(serials: values.bytes(slot), -1, unit, Int(level))
        values.clear(slot: slot)
        return true
    }

    /// Closes the frames that an element is, the innermost first.
    @inline(never)
    private func close(_ frames: DialectProgram.Span) {
        var index = frames.indices.upperBound
        while index > frames.indices.lowerBound {
            index -= 1
            close(program.framesAtNodes.base[index])
        }
        // Not before all are closed: one frame may stand here twice, under different conditions.
        for index in frames.indices {
            let frame = program.frames.base[Int(program.framesAtNodes.base[index].frame)]
            if !frame.kind.hasOpening { clear(frame) }
        }
    }

    private func open(_ place: DialectProgram.FrameAtNode, line: Int64) {
        let frame = program.frames.base[Int(place.frame)]
        switch frame.kind {
        case .root: openRoot()
        case .notice, .event: openNotice(line)
        case .line, .loop: openLine(line)
        case .lot: specialUnits?.openLot(Int(frame.unit), serials: serials.count)
        case .unit, .element, .member, .flag: break
        }
        clear(frame)
    }

    @inline(__always) private func clear(_ frame: DialectProgram.Frame) {
        frame.slots.forEachIndex { values.clear(slot: program.frameSlots.base[$0]) }
        frame.tests.forEachIndex { values.clear(test: program.frameTests.base[$0]) }
    }

    private func close(_ place: DialectProgram.FrameAtNode) {
        for index in place.tests.indices where !values.holds(Int32(index)) { return }
        let frame = program.frames.base[Int(place.frame)]
        switch frame.kind {
        case .root: if events != nil { closeDocument() }
        case .notice: closeNotice()
        case .line: closeLine()
        case .unit: closeUnit(Int(frame.unit))
        case .element:
            for index in frame.handovers.indices {
                let handover = program.handovers.base[index]
                values.hand(handover.from, to: handover.to)
            }
        case .lot: closeLot(Int(frame.unit))
        case .loop: closeLoop()
        case .event: closeEvent()
        case .member: closeMember(Int(frame.unit))
        case .flag: isFlagged = true
        }
    }

    private func openRoot() {
        values.root.removeAll()
        events?.removeAll()
    }

    func openNotice(_ line: Int64) {
        noticeLineNumber = line
        isFlagged = false
        loops?.removeAll()
        events?.openMembers()
        values.notice.removeAll()
        lineCount = 0
        lines.removeAll(keepingCapacity: true)
        faultyLines.removeAll()
    }

    func openLine(_ line: Int64) {
        lineNumber = line
        isFlagged = false
        specialUnits?.removeAll()
        values.line.removeAll()
        serials.removeAll()
        looseBatch = .none
        unitFault = nil
    }
}
