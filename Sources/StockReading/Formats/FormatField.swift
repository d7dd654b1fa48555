package import StockModel

/// A field that a format can fill; the raw value is its key under `fields:`.
package enum FormatField: String, Sendable, CaseIterable {
    case kind, scope, document, line
    case sku, supplierPart = "supplier_part", gtin
    case quantity, serials, units, lot, expiry, status
    case at, shippedAt = "shipped_at", shippedQuantity = "shipped_quantity", updatedAt = "updated_at"
    case channel, store, stock, reference, disposition, action, void, purpose
    case unitPrice = "unit_price", linePrice = "line_price", currency
    // Catalogue
    case name, supplierParts = "supplier_parts", aliases, serialPolicy = "serial_policy", identifier
    case warrantyMonths = "warranty_months", safetyStock = "safety_stock", brand, category, components
    // Identities
    case serial, also
    // What only notices need
    case purchasedAt = "purchased_at", campaign, remedy, reason, change, newSerial = "new_serial"
    case months, legalMonths = "legal_months", starts, resale, replacement, country
    case wave, possibly, registration, band

    /// What tells the price of a unit.
    static let prices: [FormatField] = [.unitPrice, .linePrice, .currency]

    /// The words that the field knows; empty where it takes any text.
    var meanings: [String] {
        switch self {
        case .kind: FormatKind.recordKinds.map(\.rawValue)
        case .status: ["open", "cancelled", "shipped"]
        case .stock: ["house", "other"]
        case .disposition: ["quarantine", "resaleable", "scrap", "repair"]
        case .action: AdjustmentAction.allCases.map(\.word)
        case .void, .possibly: ["yes", "no"]
        case .purpose: ["original", "replace", "cancel"]
        case .serialPolicy: ["required", "optional", "none"]
        case .change: NoticeRecord.Change.allCases.map(\.word)
        case .resale, .replacement: NoticeRecord.Renewal.allCases.map(\.word)
        default: []
        }
    }
}

/// What the rows of a format are; the raw value is the word used in files.
package enum FormatKind: String, BitwiseCopyable, Sendable, CaseIterable {
    case opening, despatch, order, copy, fulfilment, `return`, adjustment, identity, catalogue
    case registration, watched, warrantyTerm = "warranty-term", warrantyChange = "warranty-change", remedied, told

    /// Those whose rows become records of document lines.
    static let recordKinds: [FormatKind] = [.opening, .despatch, .order, .copy, .fulfilment, .return, .adjustment]

    /// Nil for the catalogue and for what only notices need.
    package var recordKind: RecordKind? {
        switch self {
        case .opening: .opening
        case .despatch: .despatch
        case .order: .order
        case .copy: .copy
        case .fulfilment: .fulfilment
        case .return: .return
        case .adjustment: .adjustment
        case .identity: .identity
        case .catalogue, .registration, .watched, .warrantyTerm, .warrantyChange, .remedied, .told: nil
        }
    }

    /// Nil for what moves stock or names goods.
    package var noticeKind: NoticeRecord.Kind? {
        switch self {
        case .registration: .registration
        case .watched: .watched
        case .warrantyTerm: .term
        case .warrantyChange: .change
        case .remedied: .remedied
        case .told: .told
        case .opening, .despatch, .order, .copy, .fulfilment, .return, .adjustment, .identity, .catalogue: nil
        }
    }

    /// The kind of files with such rows.
    package init(_ kind: NoticeRecord.Kind) {
        switch kind {
        case .registration: self = .registration
        case .watched: self = .watched
        case .term: self = .warrantyTerm
        case .change: self = .warrantyChange
        case .remedied: self = .remedied
        case .told: self = .told
        }
    }

    /// Fields that must have a value in every row. Of `sku`, `supplier_part` and `gtin` one is enough, and so is
    /// `purchased_at` in place of a registration's `at`. Whoever was told was so in a `campaign`, or that a warranty ends `at`
    /// a day.
    var required: [FormatField] {
        switch self {
        case .opening: [.sku, .at]
        case .despatch: [.document, .sku, .at]
        case .order, .copy: [.scope, .document, .sku, .quantity, .status, .at]
        case .fulfilment: [.document, .sku, .shippedAt]
        case .return: [.document, .sku, .at]
        case .adjustment: [.document, .sku, .action, .at]
        case .identity: [.serial, .also]
        case .catalogue: [.sku]
        case .registration, .watched: [.serial, .at]
        case .warrantyTerm: [.months]
        case .warrantyChange: [.serial, .at, .change]
        case .remedied: [.campaign, .serial, .at]
        case .told: [.document, .line]
        }
    }

    /// Fields that may have a value.
    var optional: [FormatField] {
        let goods: [FormatField] = [.supplierPart, .gtin, .serials, .units, .lot, .expiry]
        switch self {
        case .opening: return goods + [.quantity]
        case .despatch: return goods + [.scope, .line, .quantity, .updatedAt, .purpose]
        case .order, .copy:
            return goods + FormatField.prices
                + [.kind, .line, .shippedAt, .shippedQuantity, .updatedAt, .stock, .channel, .store]
        case .fulfilment: return goods + [.scope, .store, .quantity, .void]
        case .return: return goods + [.scope, .store, .line, .quantity, .reference, .disposition, .stock]
        case .adjustment: return goods + [.line, .quantity]
        case .identity: return []
        case .catalogue:
            return [
                .name, .gtin, .supplierParts, .aliases, .serialPolicy, .identifier, .warrantyMonths, .safetyStock,
                .brand, .category, .components,
            ]
        case .registration: return [.sku, .purchasedAt]
        case .watched: return [.sku, .reason, .reference]
        case .warrantyTerm:
            return [.sku, .brand, .category, .country, .starts, .legalMonths, .resale, .replacement]
        case .warrantyChange: return [.months, .newSerial, .reason]
        case .remedied: return [.remedy]
        case .told: return [.campaign, .serial, .channel, .wave, .possibly, .registration, .at, .band]
        }
    }

    /// Whether rows can carry a buyer, or the person of a registration.
    var hasBuyers: Bool { self == .order || self == .copy || self == .registration }
}
