import StockMatching
import StockModel

/// The keys of folds as texts, under which the ledger keeps their findings: when a key is folded again, what it gave before
/// goes.
struct Origin {
    let context: FoldContext

    func document(_ key: DocumentKey) -> String {
        "document\u{1F}\(key.kind.rawValue)\u{1F}\(context.name(key.scope))\u{1F}\(key.number)"
    }

    /// The openings of one SKU.
    func openings(of sku: Int32) -> String { "openings\u{1F}\(context[sku].name)" }

    func serial(_ serial: Text) -> String { "serial\u{1F}\(serial)" }

    /// What a SKU's balance gives, by kind.
    func balance(_ kind: FindingKind, of sku: Int32) -> String { "\(kind.rawValue)\u{1F}\(context[sku].name)" }

    /// What campaigns and watch lists give, which are looked at anew in each run.
    static let notices = "notices"

    /// An identifier that several serials may claim.
    func identifier(_ identifier: some CustomStringConvertible) -> String { "identifier\u{1F}\(identifier)" }

    /// The key that gave a finding.
    func of(_ row: FindingRow) -> String {
        switch row.kind {
        case .oversell, .shippedBeyondSupply, .unknownSKU: return balance(row.kind, of: row.sku)
        case .aliasConflict: return identifier(row.serial)
        case .duplicateSale, .quarantinedSale, .writtenOffSale, .skuMismatch, .unknownSerial, .duplicateReceipt,
            .receiptWhileSold, .serialCollision, .unexpectedReturn, .returnOrderMismatch, .unexpectedAdjustment,
            .invalidSerial, .soldBeforeReceived, .serialShared:
            return serial(row.serial)
        case .watchlisted, .recalledSale, .recalledInStock: return Self.notices
        case .unmatchedFulfilment, .missingSerial, .excessSerial, .asnQuantityMismatch, .duplicateInLine,
            .lineConflict, .cancelledAfterShipping, .copyMismatch, .staleOpen, .documentReused:
            guard let line = row.line?.pointee else { return document(DocumentKey(order: row.document)) }
            return line.kind == .opening ? openings(of: line.sku) : document(DocumentKey(line))
        }
    }
}

extension Origin {
    /// The key of the fold that made a line.
    func of(_ line: UnsafePointer<DocumentLine>) -> String {
        line.pointee.kind == .opening ? openings(of: line.pointee.sku) : document(DocumentKey(line.pointee))
    }
}
