/// One serial as a record lists it, with the lot and expiry that go with it alone. 16 bytes.
///
/// Whether it can need normalising at all is found while its bytes are at hand.
public struct ListedSerial: BitwiseCopyable, @unchecked Sendable {
    @usableFromInline var base: UnsafePointer<UInt8>?
    @usableFromInline var count: UInt16
    /// Upper-case ASCII letters and digits only, with a digit other than 0 among them: no rule but a user's placeholder
    /// or a SKU's identifier can change such a serial.
    public let isPlain: Bool
    /// An id of `Names` for "lot U+001F expiry"; −1 where the line's count.
    public var batch: Int32

    /// `text` must be at most `Record.longestText` bytes; of a longer one, the rest is dropped.
    @inlinable public init(text: Text, batch: Int32 = -1) {
        self.init(text: text, isPlain: Self.isPlain(text), batch: batch)
    }

    /// The same where it is known what `isPlain` says of the text.
    @inlinable public init(text: Text, isPlain: Bool, batch: Int32) {
        base = text.base
        count = UInt16(clamping: text.count)
        self.isPlain = isPlain
        self.batch = batch
    }

    /// As written, or as normalised, by where it stands.
    @inlinable public var text: Text {
        get { Text(base: base, count: Int(count)) }
        set { self = ListedSerial(text: newValue, batch: batch) }
    }

    /// Copies the text to `room` and returns what is behind it.
    mutating func move(to room: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        if let base { room.copyMemory(from: base, byteCount: Int(count)) }
        base = UnsafePointer(room.assumingMemoryBound(to: UInt8.self))
        return room + Int(count)
    }

    /// What `isPlain` says of a text.
    @inlinable public static func isPlain(_ text: Text) -> Bool {
        var digit = ASCIIBlock.none
        var other = ASCIIBlock.none
        text.forEachBlock { block in
            let isDigit = ASCIIBlock.between(block, 0x30, 0x39)
            digit = digit .| ASCIIBlock.between(block, 0x31, 0x39)
            other = other .| .!(isDigit .| ASCIIBlock.between(block, 0x41, 0x5A))
        }
        return ASCIIBlock.isNone(other) && !ASCIIBlock.isNone(digit)
    }
}

/// What one input says of one document line (`semantics.md`, section 2): a fixed-size row over an arena.
///
/// Texts that are short and differ from record to record (document, line, reference) lie behind one another at `base`;
/// names that repeat (scope, channel, item, batch) are ids of `Names`. Buyers are kept apart (`buyer`).
public struct Record: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas, which are only read once a record is handed over.
    // In an order that leaves no room between fields: 96 bytes.
    @usableFromInline var base: UnsafePointer<UInt8>?
    @usableFromInline var serialBase: UnsafePointer<ListedSerial>?
    @usableFromInline var serialTotal: Int32 = 0
    /// The upper half of a stable hash of what the record is routed by; see `route`.
    public var routingHash: UInt32 = 0
    /// Supplier, channel or tool: an id of `Names`; the id of the empty name where there is none.
    public var scope: Int32
    /// The channel that a copy names: an id of `Names`.
    public var channel: Int32
    /// The written identifiers of the goods: an id of `Names`, see `ItemIdentifiers`.
    public var item: Int32
    /// Lot and expiry of the line: an id of `Names` for "lot U+001F expiry"; −1 where there is neither.
    public var batch: Int32 = -1
    /// Whole units.
    public var quantity: Int32 = 0
    /// −1 where the input does not tell.
    public var shippedQuantity: Int32 = -1
    /// Index of the source file.
    public var file: Int32 = 0
    /// 1-based number of the record in its file.
    public var number: Int32 = 0
    /// 1-based number of the record's first line in its file.
    public var lineNumber: Int32 = 0
    /// Index into the buyers kept apart; −1 where there is none or buyers are not wanted.
    public var buyer: Int32 = -1
    @usableFromInline var hundredths: Int32 = 0
    @usableFromInline var packedAt = PackedTimestamp.absent
    /// What the input is.
    public var kind: RecordKind
    /// Of an order line or copy.
    public var status: LineStatus = .open
    /// Of a despatch notice.
    public var purpose: NoticePurpose = .original
    @usableFromInline var packedShippedAt = PackedTimestamp.absent
    /// The disposition of a return, or the action of an adjustment.
    @usableFromInline var detail: UInt8 = 0
    @usableFromInline var currency = Currency.unknown
    @usableFromInline var packedUpdatedAt = PackedTimestamp.absent
    @usableFromInline var flags: UInt8 = 0
    @usableFromInline var documentCount: UInt16 = 0
    @usableFromInline var lineCount: UInt16 = 0
    @usableFromInline var referenceCount: UInt16 = 0

    @inlinable static var otherStockFlag: UInt8 { 1 }
    @inlinable static var voidFlag: UInt8 { 2 }
    @inlinable static var countedFlag: UInt8 { 4 }

    @inlinable @inline(__always) mutating func set(_ flag: UInt8, _ isOn: Bool) {
        flags = isOn ? flags | flag : flags & ~flag
    }

    /// Ordered, delivered, despatched, issued, returned, counted or done.
    @inlinable public var at: Timestamp {
        get { packedAt.time }
        set { packedAt = PackedTimestamp(newValue) }
    }

    /// When the goods left.
    @inlinable public var shippedAt: Timestamp {
        get { packedShippedAt.time }
        set { packedShippedAt = PackedTimestamp(newValue) }
    }

    /// When the input says that the line last changed; a despatch notice's issue time.
    @inlinable public var updatedAt: Timestamp {
        get { packedUpdatedAt.time }
        set { packedUpdatedAt = PackedTimestamp(newValue) }
    }

    /// Whose warehouse the goods leave or come back to.
    @inlinable public var stock: StockOwner {
        get { flags & Self.otherStockFlag != 0 ? .other : .house }
        set { set(Self.otherStockFlag, newValue == .other) }
    }

    /// Of a return; of no other record anything is kept.
    @inlinable public var disposition: Disposition {
        get { kind == .return ? Disposition(rawValue: detail) ?? .quarantine : .quarantine }
        set { if kind == .return { detail = newValue.rawValue } }
    }

    /// Of an adjustment; of no other record anything is kept.
    @inlinable public var action: AdjustmentAction {
        get { kind == .adjustment ? AdjustmentAction(rawValue: detail) ?? .found : .found }
        set { if kind == .adjustment { detail = newValue.rawValue } }
    }

    /// A fulfilment scan that was a mistake.
    @inlinable public var isVoid: Bool {
        get { flags & Self.voidFlag != 0 }
        set { set(Self.voidFlag, newValue) }
    }

    /// The input gives no quantity: it is the count of serials, each once, or 1 where there is none.
    @inlinable public var isQuantityCounted: Bool {
        get { flags & Self.countedFlag != 0 }
        set { set(Self.countedFlag, newValue) }
    }

    /// What one unit of an order line or copy sells for, where the input tells.
    @inlinable public var price: UnitPrice {
        get { UnitPrice(hundredths: hundredths, currency: currency) }
        set { (hundredths, currency) = (newValue.hundredths, newValue.currency) }
    }

    /// A record without texts; `setTexts` adds them.
    @inlinable public init(kind: RecordKind, scope: Int32, channel: Int32, item: Int32) {
        self.kind = kind
        self.scope = scope
        self.channel = channel
        self.item = item
    }

    /// The longest text that a record can carry, in bytes; readers reject what is longer.
    @inlinable public static var longestText: Int { 32_000 }

    /// Copies the texts into `arena`, behind one another. Each must be at most `longestText` bytes.
    @inlinable public mutating func setTexts(
        document: UnsafeBufferPointer<UInt8>, line: UnsafeBufferPointer<UInt8>, reference: UnsafeBufferPointer<UInt8>,
        in arena: Arena
    ) {
        documentCount = UInt16(document.count)
        lineCount = UInt16(line.count)
        referenceCount = UInt16(reference.count)
        let total = document.count + line.count + reference.count
        guard total > 0 else {
            base = nil
            return
        }
        let room = arena.allocate(text: total)
        if let source = document.baseAddress { room.copyMemory(from: source, byteCount: document.count) }
        if let source = line.baseAddress {
            (room + document.count).copyMemory(from: source, byteCount: line.count)
        }
        if let source = reference.baseAddress {
            (room + document.count + line.count).copyMemory(from: source, byteCount: reference.count)
        }
        base = UnsafePointer(room.assumingMemoryBound(to: UInt8.self))
    }

    /// The document number as written.
    @inlinable public var document: Text { Text(base: base, count: Int(documentCount)) }

    /// The line as written; empty where the input has no line numbers, see `semantics.md` section 2 for what then counts.
    @inlinable public var line: Text { Text(base: base.map { $0 + Int(documentCount) }, count: Int(lineCount)) }

    /// The order that a return names, as written.
    @inlinable public var reference: Text {
        Text(base: base.map { $0 + Int(documentCount) + Int(lineCount) }, count: Int(referenceCount))
    }

    /// The serials, in the order of the input until they are normalised.
    @inlinable public var serials: UnsafeBufferPointer<ListedSerial> {
        get { UnsafeBufferPointer(start: serialBase, count: Int(serialTotal)) }
        set {
            serialBase = newValue.baseAddress
            serialTotal = Int32(newValue.count)
        }
    }

    /// Copies the bytes of the one serial into `arena`, which must be at most `longestText`, and lists it.
    @inlinable public mutating func setSerial(_ bytes: UnsafeBufferPointer<UInt8>, in arena: Arena) {
        let stride = MemoryLayout<ListedSerial>.stride
        let room = arena.allocate(stride + bytes.count)
        if let source = bytes.baseAddress { (room + stride).copyMemory(from: source, byteCount: bytes.count) }
        let text = Text(base: UnsafePointer((room + stride).assumingMemoryBound(to: UInt8.self)), count: bytes.count)
        let list = room.bindMemory(to: ListedSerial.self, capacity: 1)
        list.initialize(to: ListedSerial(text: text))
        serialBase = UnsafePointer(list)
        serialTotal = 1
    }

    /// Copies texts and serials into `arena`, so that they lie with those of its partition.
    mutating func move(to arena: Arena) {
        let count = Int(documentCount) + Int(lineCount) + Int(referenceCount)
        base = arena.store(UnsafeBufferPointer(start: base, count: count)).base
        guard serialTotal > 0 else { return }
        let moved = UnsafeMutableBufferPointer(mutating: arena.store(list: serials))
        // One room for all texts, because a line may list thousands.
        var room = arena.allocate(text: moved.reduce(0) { $0 + Int($1.count) })
        for index in moved.indices { room = moved[index].move(to: room) }
        serials = UnsafeBufferPointer(moved)
    }

    /// Asks for what the record points at, before it is looked at.
    @inlinable @inline(__always) public func prefetch() {
        Prefetch.forReading(base)
        Prefetch.forReading(serialBase)
        // The text of a single serial lies behind its entry, perhaps in the next line of the cache.
        Prefetch.forReading(serialBase.map { $0 + 1 })
    }
}
