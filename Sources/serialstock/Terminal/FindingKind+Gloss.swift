internal import StockModel

extension FindingKind {
    /// What the kind means, in at most 35 characters.
    var gloss: String {
        switch self {
        case .oversell: "sold, and nothing left to send"
        case .shippedBeyondSupply: "more sent than was ever there"
        case .duplicateSale: "one unit sold twice"
        case .quarantinedSale: "sold while in quarantine"
        case .writtenOffSale: "sold after it was written off"
        case .skuMismatch: "sold as another SKU"
        case .unknownSerial: "sold, and never received"
        case .duplicateReceipt: "received twice"
        case .receiptWhileSold: "received again while sold"
        case .serialCollision: "one serial received for two SKUs"
        case .unmatchedFulfilment: "sent, and no order asks for it"
        case .documentReused: "an old ASN number used again"
        case .unexpectedReturn: "returned, and not sold"
        case .returnOrderMismatch: "returned for another order"
        case .unexpectedAdjustment: "adjusted where it cannot be"
        case .missingSerial: "sent without its serial"
        case .excessSerial: "more serials than units"
        case .asnQuantityMismatch: "ASN quantity is not its serials"
        case .duplicateInLine: "one serial twice in a line"
        case .lineConflict: "two files disagree on a line"
        case .cancelledAfterShipping: "cancelled, and already sent"
        case .copyMismatch: "a tool's copy is not as the order"
        case .aliasConflict: "one identifier, several units"
        case .invalidSerial: "a serial that cannot be right"
        case .staleOpen: "open for a long time"
        case .unknownSKU: "a SKU that no catalogue entry has"
        case .soldBeforeReceived: "sold before it was received"
        case .serialShared: "one serial, several products"
        case .watchlisted: "on a watch list"
        case .recalledSale: "sold after its recall"
        case .recalledInStock: "recalled, and still in the house"
        }
    }
}
