package import StockModel

/// A finding before it is worded: what is at fault, as plain values. Sorting millions of these is cheap, and a sentence is
/// made only when it is written.
package struct FindingRow: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas and row lists, which live as long as the run.
    package var kind: FindingKind
    /// −1 where the kind shows none.
    package var sku: Int32 = -1
    package var serial = Text.empty
    /// −1 where the kind has none.
    package var quantity = -1
    /// Supplier, channel or tool: a name id.
    package var party = Names.none
    package var document = Text.empty
    package var lineNumber = Text.empty
    package var at = Timestamp.absent
    /// The line at fault, where there is one; its records are evidence.
    package var line: UnsafePointer<DocumentLine>?
    /// The line it clashes with, where there is one; its records are evidence too.
    package var other: UnsafePointer<DocumentLine>?
    /// Words that explain the finding: what to do about an unknown serial, a campaign, why a unit is watched.
    package var related = Text.empty
    /// The serial of the unit in stock that was probably meant by an unknown one.
    package var meant = Text.empty

    package init(_ kind: FindingKind) { self.kind = kind }

    /// Copies what findings are sorted by into `arena`.
    mutating func move(to arena: Arena) {
        serial = arena.store(serial.bytes)
        document = arena.store(document.bytes)
        lineNumber = arena.store(lineNumber.bytes)
    }

    /// A finding about `line`, which gives SKU, party, document, line and time.
    package init(_ kind: FindingKind, _ line: UnsafePointer<DocumentLine>, serial: Text = .empty, quantity: Int) {
        self.kind = kind
        self.line = line
        self.serial = serial
        self.quantity = quantity
        sku = line.pointee.sku
        party = line.pointee.scope
        document = line.pointee.document
        lineNumber = line.pointee.line
        at = line.pointee.at
    }
}
