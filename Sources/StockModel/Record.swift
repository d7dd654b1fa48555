/// One serial as a record lists it, with the lot and expiry that go with it alone. 16 bytes.
///
/// Whether it can need normalising at all is found while its bytes are at hand.
package struct ListedSerial: BitwiseCopyable, @unchecked Sendable {
    @usableFromInline var base: UnsafePointer<UInt8>?
    @usableFromInline var count: UInt16
    /// Upper-case ASCII letters and digits only, with a digit other than 0 among them: no rule but a user's placeholder
    /// or a SKU's identifier can change such a serial.
    package let isPlain: Bool
    /// An id of `Names` for "lot U+001F expiry"; −1 where the line's count.
    package var batch: Int32

    /// `text` must be at most `Record.longestText` bytes; of a longer one, the rest is dropped.
    @inlinable package init(text: Text, batch: Int32 = -1) {
        base = text.base
        count = UInt16(clamping: text.count)
        isPlain = Self.isPlain(text)
        self.batch = batch
    }

    /// As written, or as normalised, by where it stands.
    @inlinable package var text: Text {
        get { Text(base: base, count: Int(count)) }
        set { self = ListedSerial(text: newValue, batch: batch) }
    }

    @inlinable static func isPlain(_ text: Text) -> Bool {
        var hasDigit = false
        for byte in text.bytes {
            if byte &- 0x31 <= 8 {
                hasDigit = true
            } else if byte != 0x30, byte &- 0x41 > 25 {
                return false
            }
        }
        return hasDigit
    }
}

/// What one input says of one document line (`semantics.md`, section 2): a fixed-size row over an arena.
///
/// Texts that are short and differ from record to record (document, line, reference) lie behind one another at `base`;
/// names that repeat (scope, channel, item, batch) are ids of `Names`. Buyers are kept apart (`buyer`).
package struct Record: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas, which are only read once a record is handed over.
    @usableFromInline var base: UnsafePointer<UInt8>?
    /// Stable hash of what the record is routed by; see `RoutingKey`.
    package var routingHash: UInt64 = 0
    /// Ordered, delivered, despatched, issued, returned, counted or done.
    package var at: Timestamp = .absent
    package var shippedAt: Timestamp = .absent
    /// When the input says that the line last changed; a despatch notice's issue time.
    package var updatedAt: Timestamp = .absent
    @usableFromInline var serialBase: UnsafePointer<ListedSerial>?
    @usableFromInline var serialTotal: Int32 = 0
    @usableFromInline var documentCount: UInt16 = 0
    @usableFromInline var lineCount: UInt16 = 0
    @usableFromInline var referenceCount: UInt16 = 0
    package var kind: RecordKind
    package var status: LineStatus = .open
    package var purpose: NoticePurpose = .original
    package var stock: StockOwner = .house
    package var disposition: Disposition = .quarantine
    package var action: AdjustmentAction = .found
    /// A fulfilment scan that was a mistake.
    package var isVoid = false
    /// The input gives no quantity: it is the count of serials, each once, or 1 where there is none.
    package var isQuantityCounted = false
    /// Supplier, channel or tool: an id of `Names`; the id of the empty name where there is none.
    package var scope: Int32
    /// The channel that a copy names: an id of `Names`.
    package var channel: Int32
    /// The written identifiers of the goods: an id of `Names`, see `ItemIdentifiers`.
    package var item: Int32
    /// Lot and expiry of the line: an id of `Names` for "lot U+001F expiry"; −1 where there is neither.
    package var batch: Int32 = -1
    package var quantity: Int32 = 0
    /// −1 where the input does not tell.
    package var shippedQuantity: Int32 = -1
    /// Index of the source file.
    package var file: Int32 = 0
    /// 1-based number of the record in its file.
    package var number: Int32 = 0
    /// 1-based number of the record's first line in its file.
    package var lineNumber: Int32 = 0
    /// Index into the buyers kept apart; −1 where there is none or buyers are not wanted.
    package var buyer: Int32 = -1

    /// A record without texts; `setTexts` adds them.
    @inlinable package init(kind: RecordKind, scope: Int32, channel: Int32, item: Int32) {
        self.kind = kind
        self.scope = scope
        self.channel = channel
        self.item = item
    }

    /// The longest text that a record can carry, in bytes; readers reject what is longer.
    @inlinable package static var longestText: Int { 32_000 }

    /// Copies the texts into `arena`, behind one another. Each must be at most `longestText` bytes.
    @inlinable package mutating func setTexts(
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
        let room = arena.allocate(total)
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
    @inlinable package var document: Text { Text(base: base, count: Int(documentCount)) }

    /// The line as written; empty where the input has no line numbers, see `semantics.md` section 2 for what then counts.
    @inlinable package var line: Text { Text(base: base.map { $0 + Int(documentCount) }, count: Int(lineCount)) }

    /// The order that a return names, as written.
    @inlinable package var reference: Text {
        Text(base: base.map { $0 + Int(documentCount) + Int(lineCount) }, count: Int(referenceCount))
    }

    /// The serials, in the order of the input until they are normalised.
    @inlinable package var serials: UnsafeBufferPointer<ListedSerial> {
        get { UnsafeBufferPointer(start: serialBase, count: Int(serialTotal)) }
        set {
            serialBase = newValue.baseAddress
            serialTotal = Int32(newValue.count)
        }
    }

    /// Loads a byte of each place that the record points at, so that they are in the processor's cache.
    @inlinable package func touch() -> UInt8 {
        (base?.pointee ?? 0) ^ UInt8(truncatingIfNeeded: serialBase?.pointee.count ?? 0)
    }
}
