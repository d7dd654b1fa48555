/// How bad a finding is, in the order of the files.
package enum Severity: UInt8, Sendable, CaseIterable, Comparable {
    case error, warning, info

    package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

    package var word: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .info: "info"
        }
    }
}

/// Every kind of finding of `semantics.md`, section 9. The raw value is the word used in files.
package enum FindingKind: String, BitwiseCopyable, Sendable, CaseIterable {
    case oversell
    case shippedBeyondSupply = "shipped-beyond-supply"
    case duplicateSale = "duplicate-sale"
    case quarantinedSale = "quarantined-sale"
    case writtenOffSale = "written-off-sale"
    case skuMismatch = "sku-mismatch"
    case unknownSerial = "unknown-serial"
    case duplicateReceipt = "duplicate-receipt"
    case receiptWhileSold = "receipt-while-sold"
    case serialCollision = "serial-collision"
    case unmatchedFulfilment = "unmatched-fulfilment"
    case documentReused = "document-reused"
    case unexpectedReturn = "unexpected-return"
    case returnOrderMismatch = "return-order-mismatch"
    case unexpectedAdjustment = "unexpected-adjustment"
    case missingSerial = "missing-serial"
    case excessSerial = "excess-serial"
    case asnQuantityMismatch = "asn-quantity-mismatch"
    case duplicateInLine = "duplicate-in-line"
    case lineConflict = "line-conflict"
    case cancelledAfterShipping = "cancelled-after-shipping"
    case copyMismatch = "copy-mismatch"
    case aliasConflict = "alias-conflict"
    case invalidSerial = "invalid-serial"
    case staleOpen = "stale-open"
    case unknownSKU = "unknown-sku"
    case soldBeforeReceived = "sold-before-received"
    case serialShared = "serial-shared"
    case watchlisted
    case recalledSale = "recalled-sale"
    case recalledInStock = "recalled-in-stock"

    package var severity: Severity {
        switch self {
        case .oversell, .shippedBeyondSupply, .duplicateSale, .quarantinedSale, .writtenOffSale, .skuMismatch,
            .unknownSerial, .duplicateReceipt, .receiptWhileSold, .serialCollision, .unmatchedFulfilment,
            .documentReused, .watchlisted, .recalledSale, .recalledInStock:
            .error
        case .unexpectedReturn, .returnOrderMismatch, .unexpectedAdjustment, .missingSerial, .excessSerial,
            .asnQuantityMismatch, .duplicateInLine, .lineConflict, .cancelledAfterShipping, .copyMismatch,
            .aliasConflict, .invalidSerial, .staleOpen, .unknownSKU:
            .warning
        case .soldBeforeReceived, .serialShared:
            .info
        }
    }
}

/// A record of a source, as evidence: file index and 1-based record number.
package struct Evidence: BitwiseCopyable, Sendable, Hashable {
    package var file: Int32
    package var number: Int32

    @inlinable package init(file: Int32, number: Int32) {
        self.file = file
        self.number = number
    }
}

/// One thing that a person should know or decide (`semantics.md`, section 9).
package struct Finding: Sendable {
    package var kind: FindingKind
    package var sku = ""
    package var serial = ""
    /// Nil where the kind has none.
    package var quantity: Int?
    /// The scope of the line at fault: supplier, channel or tool.
    package var party = ""
    package var document = ""
    package var line = ""
    package var at = Timestamp.absent
    /// What is wrong, in a sentence that a shop assistant understands.
    package var detail = ""
    /// What to do about it.
    package var suggestion = ""
    package var evidence: [Evidence] = []

    package init(_ kind: FindingKind) { self.kind = kind }
}
