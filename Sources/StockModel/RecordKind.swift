/// What a record tells of (`semantics.md`, section 2). The raw value is the order of kinds within a moment.
public enum RecordKind: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    /// A stock-take's count of a SKU or sight of a unit.
    case opening
    /// A line of a supplier's despatch advice (ASN).
    case despatch
    /// A line of a channel's order.
    case order
    /// A return's line.
    case `return`
    /// A change made in the house: write-off, hold …
    case adjustment
    /// What a multichannel tool repeats of a channel's order.
    case copy
    /// What the warehouse says has left.
    case fulfilment
    /// Two identifiers that name one unit.
    case identity
}
