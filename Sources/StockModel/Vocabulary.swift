/// A line's state (`semantics.md`, section 2), in the order in which records of one line win over another.
public enum LineStatus: UInt8, BitwiseCopyable, Sendable, CaseIterable, Comparable {
    case open, cancelled, shipped

    /// Loses to it where records of one line differ.
    public static func < (a: LineStatus, b: LineStatus) -> Bool { a.rawValue < b.rawValue }
}

/// What a despatch notice does to earlier ones of its number, in the order that settles equal issue times.
public enum NoticePurpose: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    case original, replace, cancel
}

/// Whose warehouse a line leaves, or comes back to.
public enum StockOwner: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    /// The house's own stock.
    case house
    /// Another firm's warehouse: FBA, WFS, a logistics provider.
    case other
}

/// What becomes of a returned unit. The raw values follow the names' byte order, which settles equal records.
public enum Disposition: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    case quarantine, repair, resaleable, scrap
}

/// What an adjustment does. The raw values follow the names' byte order, which settles equal records.
public enum AdjustmentAction: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    case found, hold, release, sendBack, transferIn, transferOut, vendorReturn, writeOff

    /// The word used in files.
    public var word: String {
        switch self {
        case .found: "found"
        case .hold: "hold"
        case .release: "release"
        case .sendBack: "send-back"
        case .transferIn: "transfer-in"
        case .transferOut: "transfer-out"
        case .vendorReturn: "vendor-return"
        case .writeOff: "write-off"
        }
    }

    /// How a quantity without serials changes stock on hand: +1, −1, or 0 for a unit sent back to its buyer.
    public var sign: Int {
        switch self {
        case .found, .release, .transferIn: 1
        case .sendBack: 0
        case .hold, .transferOut, .vendorReturn, .writeOff: -1
        }
    }
}

/// Where a unit is (`semantics.md`, section 7). `reserved` is a sold unit that has not left.
public enum Place: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    case absent, inStock, away, sold, quarantined, inRepair, writtenOff, reserved

    /// The word used in files.
    public var word: String {
        switch self {
        case .absent: "absent"
        case .inStock: "in-stock"
        case .away: "away"
        case .sold: "sold"
        case .quarantined: "quarantined"
        case .inRepair: "in-repair"
        case .writtenOff: "written-off"
        case .reserved: "reserved"
        }
    }
}
