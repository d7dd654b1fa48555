package import StockModel

/// One step in one unit's life (`semantics.md`, section 7): a serial on a document line. 32 bytes.
package struct Movement: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas and row lists, which are only read while movements are matched.
    /// The serial as the line lists it, normalised.
    package var listed: UnsafePointer<ListedSerial>
    package var line: UnsafePointer<DocumentLine>
    /// When it happened; of a sale see `semantics.md`, section 7.
    package var at: Timestamp
    /// The upper half of the serial's stable hash, by which movements are routed and grouped.
    package var hash: UInt32
    /// Opening, despatch (a receipt), order (a sale), return or adjustment; its raw value is the kind rank.
    package var kind: RecordKind
    /// A sale whose goods have left: the line is wholly shipped or the serial was sent.
    package var hasLeft: Bool

    package init(
        listed: UnsafePointer<ListedSerial>, line: UnsafePointer<DocumentLine>, at: Timestamp, hash: UInt32,
        kind: RecordKind, hasLeft: Bool
    ) {
        self.listed = listed
        self.line = line
        self.at = at
        self.hash = hash
        self.kind = kind
        self.hasLeft = hasLeft
    }

    package var serial: Text { listed.pointee.text }
}
