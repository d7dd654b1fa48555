package import StockModel

/// What all records say of one line of a document (`semantics.md`, sections 1 and 5): a fixed-size row over an arena.
package struct DocumentLine: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas, which are only read once a line is handed over.
    // In an order that leaves no room between fields: 80 bytes.
    private var base: UnsafePointer<UInt8>?
    private var serialBase: UnsafePointer<ListedSerial>?
    /// The one record, or the address of a list of them, before which stands their count.
    private var evidenceBits: UInt64
    private var serialTotal: Int32
    /// Of the price of an order or copy.
    private var hundredths: Int32
    package var scope: Int32
    package var sku: Int32
    package var item: Int32
    /// The batch of goods that come in, or the buyer of an order or copy: a line never has both.
    private var batchOrBuyer: Int32
    package var quantity: Int32
    /// How many of `quantity` have left (section 5, shipped part); until consolidation has found out, what the input tells,
    /// −1 where it does not.
    package var shippedPart: Int32
    /// What a ledger knows the line by; 0 where there is none.
    package var id: Int32 = 0
    private var packedAt: PackedTimestamp
    package var kind: RecordKind
    package var status: LineStatus
    /// The disposition of a return, or the action of an adjustment.
    private var detail: UInt8
    private var packedLeftAt: PackedTimestamp
    private var flags: UInt8
    private var documentCount: UInt16
    private var lineCount: UInt16
    /// The length of the order's number that a return names, or the currency of an order's or copy's price: a line never
    /// has both.
    private var referenceCountOrCurrency: UInt16

    private static var otherStockFlag: UInt8 { 1 }
    private static var shippedAtFlag: UInt8 { 2 }
    private static var evidenceListFlag: UInt8 { 4 }

    private mutating func set(_ flag: UInt8, _ isOn: Bool) { flags = isOn ? flags | flag : flags & ~flag }

    package var at: Timestamp {
        get { packedAt.time }
        set { packedAt = PackedTimestamp(newValue) }
    }

    /// When the input says that it left.
    package var shippedAt: Timestamp {
        get { flags & Self.shippedAtFlag != 0 ? leftAt : .absent }
        set {
            if !newValue.isAbsent { leftAt = newValue }
            set(Self.shippedAtFlag, !newValue.isAbsent)
        }
    }

    /// When an order line left: its `shippedAt`, else the latest fulfilment that could be meant, else `at` (section 6).
    package var leftAt: Timestamp {
        get { packedLeftAt.time }
        set { packedLeftAt = PackedTimestamp(newValue) }
    }

    package var stock: StockOwner {
        get { flags & Self.otherStockFlag != 0 ? .other : .house }
        set { set(Self.otherStockFlag, newValue == .other) }
    }

    /// Of a return.
    package var disposition: Disposition {
        get { kind == .return ? Disposition(rawValue: detail) ?? .quarantine : .quarantine }
        set { if kind == .return { detail = newValue.rawValue } }
    }

    /// Of an adjustment.
    package var action: AdjustmentAction {
        get { kind == .adjustment ? AdjustmentAction(rawValue: detail) ?? .found : .found }
        set { if kind == .adjustment { detail = newValue.rawValue } }
    }

    private var isEvidenceListed: Bool { flags & Self.evidenceListFlag != 0 }

    /// The line that one record makes; `line` is its number, made if the input has none, and stored beside the texts.
    package init(record: Record, sku: Int32, line: Text, arena: Arena) {
        let document = record.documentKey
        let isSale = Self.isSale(record.kind)
        let reference = isSale ? .empty : record.referenceKey
        documentCount = UInt16(document.count)
        lineCount = UInt16(line.count)
        referenceCountOrCurrency = isSale ? record.price.currency.rawValue : UInt16(reference.count)
        hundredths = isSale ? record.price.hundredths : 0
        if line.base == record.line.base, document.base == record.document.base,
            isSale || reference.base == record.reference.base
        {
            // The texts are as written and lie behind one another already.
            base = document.base
        } else {
            // One block for the three texts: a line is millions of times in memory, so it has one pointer for them.
            let room = arena.allocate(text: document.count + line.count + reference.count)
            if let source = document.base { room.copyMemory(from: source, byteCount: document.count) }
            if let source = line.base { (room + document.count).copyMemory(from: source, byteCount: line.count) }
            if let source = reference.base {
                (room + document.count + line.count).copyMemory(from: source, byteCount: reference.count)
            }
            base = UnsafePointer(room.assumingMemoryBound(to: UInt8.self))
        }
        serialBase = record.serials.baseAddress
        serialTotal = Int32(record.serials.count)
        packedAt = PackedTimestamp(record.at)
        packedLeftAt = .absent
        flags = 0
        detail = 0
        evidenceBits = UInt64(UInt32(bitPattern: record.file)) << 32 | UInt64(UInt32(bitPattern: record.number))
        kind = record.kind
        status = record.status
        scope = record.scope
        self.sku = sku
        item = record.item
        batchOrBuyer = isSale ? record.buyer : record.batch
        quantity = record.quantity
        shippedPart = record.shippedQuantity
        shippedAt = record.shippedAt
        stock = record.stock
        disposition = record.disposition
        action = record.action
    }

    /// Asks for what the line points at, before it is looked at.
    package func prefetch() {
        Prefetch.forReading(base)
        Prefetch.forReading(serialBase)
    }

    /// A line without serials and evidence, as a ledger gives it back; everything that is not a text is set afterwards.
    ///
    /// - Parameters:
    ///   - document: Its number as `document` gives it.
    ///   - arena: Where the texts are copied to.
    package init(
        kind: RecordKind, scope: Int32, sku: Int32, item: Int32, document: Text, line: Text, reference: Text,
        arena: Arena
    ) {
        var record = Record(kind: kind, scope: scope, channel: Names.none, item: item)
        record.setTexts(document: document.bytes, line: line.bytes, reference: reference.bytes, in: arena)
        self.init(record: record, sku: sku, line: record.line, arena: arena)
    }

    /// The line with its texts in `arena`. What it points at besides, serials and evidence, stays where it is.
    func moved(to arena: Arena) -> DocumentLine {
        var moved = self
        let count = Int(documentCount) + Int(lineCount) + reference.count
        moved.base = arena.store(UnsafeBufferPointer(start: base, count: count)).base
        return moved
    }

    /// Whether lines of this kind have a buyer and a price.
    private static func isSale(_ kind: RecordKind) -> Bool { kind == .order || kind == .copy }

    /// Lot and expiry of goods that come in, where they are not those of single serials: an id of `Names` for
    /// "lot U+001F expiry"; −1 where there is neither.
    package var batch: Int32 {
        get { Self.isSale(kind) ? -1 : batchOrBuyer }
        set { if !Self.isSale(kind) { batchOrBuyer = newValue } }
    }

    /// The buyer of an order or copy: an id of `BuyerBook`; −1 where nobody is known, or nobody asks.
    package var buyer: Int32 {
        get { Self.isSale(kind) ? batchOrBuyer : -1 }
        set { if Self.isSale(kind) { batchOrBuyer = newValue } }
    }

    /// What one unit of an order or copy sells for.
    package var price: UnitPrice {
        get {
            guard Self.isSale(kind) else { return .none }
            return UnitPrice(hundredths: hundredths, currency: Currency(rawValue: referenceCountOrCurrency))
        }
        set {
            guard Self.isSale(kind) else { return }
            hundredths = newValue.hundredths
            referenceCountOrCurrency = newValue.currency.rawValue
        }
    }

    /// The document's number, of an order without a leading `#`.
    package var document: Text { Text(base: base, count: Int(documentCount)) }

    package var line: Text { Text(base: base.map { $0 + Int(documentCount) }, count: Int(lineCount)) }

    /// The order that a return names.
    package var reference: Text {
        guard !Self.isSale(kind) else { return .empty }
        return Text(base: base.map { $0 + Int(documentCount) + Int(lineCount) }, count: Int(referenceCountOrCurrency))
    }

    /// The normalised serials, each once.
    package var serials: UnsafeBufferPointer<ListedSerial> {
        get { UnsafeBufferPointer(start: serialBase, count: Int(serialTotal)) }
        set {
            serialBase = newValue.baseAddress
            serialTotal = Int32(newValue.count)
        }
    }

    /// The records that the line was joined from.
    package var evidence: [Evidence] {
        guard isEvidenceListed else {
            return [
                Evidence(
                    file: Int32(truncatingIfNeeded: evidenceBits >> 32), number: Int32(truncatingIfNeeded: evidenceBits)
                )
            ]
        }
        guard let list = UnsafePointer<Evidence>(bitPattern: UInt(evidenceBits)) else { return [] }
        return Array(UnsafeBufferPointer(start: list + 1, count: Int(list.pointee.number)))
    }

    /// Replaces the evidence; a list of several is kept in `arena`.
    package mutating func setEvidence(_ records: [Evidence], arena: Arena) {
        set(Self.evidenceListFlag, records.count != 1)
        guard isEvidenceListed else {
            evidenceBits =
                UInt64(UInt32(bitPattern: records[0].file)) << 32 | UInt64(UInt32(bitPattern: records[0].number))
            return
        }
        let list = ([Evidence(file: 0, number: Int32(records.count))] + records).withUnsafeBufferPointer {
            arena.store(list: $0)
        }
        evidenceBits = UInt64(UInt(bitPattern: list.baseAddress))
    }

    /// All of it has left, so its serials have too (section 7).
    package var isWhollyShipped: Bool { status == .shipped || (shippedPart >= quantity && quantity > 0) }

    /// Names by which lines of one kind are ordered: scope, document, line.
    package static func precedes(_ a: DocumentLine, _ b: DocumentLine, _ context: FoldContext) -> Bool {
        compare(a, b, context) < 0
    }

    /// Order by scope, document and line: −1, 0 or 1.
    package static func compare(_ a: DocumentLine, _ b: DocumentLine, _ context: FoldContext) -> Int {
        if a.scope != b.scope { return context.rank(a.scope) < context.rank(b.scope) ? -1 : 1 }
        let documents = Text.compare(a.document, b.document)
        return documents != 0 ? documents : Text.compare(a.line, b.line)
    }
}

extension DocumentLine {
    /// What a line waits for, so that a later day looks at it again.
    package enum Waiting: Int, Sendable {
        /// An order line with an unshipped part.
        case shipping = 1
        /// A despatch line that is still to come.
        case arrival = 2
    }
}
