internal import StockModel

/// Where affected goods are (`notices.md`, section 2). The raw value is the word used in files.
package enum RecallPlace: String, BitwiseCopyable, Sendable, CaseIterable {
    case inStock = "in-stock"
    case reserved, away, quarantined
    case inRepair = "in-repair"
    case writtenOff = "written-off"
    /// Its last custody ended with a return to the vendor.
    case vendor
    case sold
    /// Absent for any other reason: a stock-take did not find it.
    case unaccounted

    init(_ unit: UnitHistory) {
        switch unit.place {
        case .inStock: self = .inStock
        case .reserved: self = .reserved
        case .away: self = .away
        case .quarantined: self = .quarantined
        case .inRepair: self = .inRepair
        case .writtenOff: self = .writtenOff
        case .sold: self = .sold
        case .absent: self = unit.lastCustody?.end == .vendorReturn ? .vendor : .unaccounted
        }
    }

    /// Whether customers own it, so that somebody is told.
    package var isWithCustomers: Bool { self == .sold || self == .inRepair }

    /// Whether the house can still stop it.
    package var isStoppable: Bool {
        switch self {
        case .inStock, .reserved, .away, .quarantined, .inRepair: true
        case .writtenOff, .vendor, .sold, .unaccounted: false
        }
    }
}
