/// What one input says of one document line, in the simplest form there is: text and whole numbers, as they were written.
///
/// Nothing here is normalised or resolved; the reference matcher does that, as the folds of the real program do.
package struct PlainRecord: Equatable, Sendable {
    /// What a record is about.
    package enum Kind: String, CaseIterable, Sendable {
        case opening, despatch, order, copy, fulfilment, `return`, adjustment, identity
    }

    package var kind: Kind
    /// Supplier of a despatch; channel of an order, a return or a fulfilment; tool of a copy; otherwise empty.
    package var scope = ""
    /// Number of the ASN, order, return or adjustment; empty for openings and identities.
    package var document = ""
    /// Line number, nil where the input gives none.
    package var line: String?
    /// Buyer's part or channel SKU.
    package var sku: String?
    package var gtin: String?
    package var supplierPart: String?
    /// Nil where the input gives none: the count of serials of a fulfilment that has some, otherwise 1.
    package var quantity: Int?
    /// The serials of the line; of an identity, the one serial whose other identifiers `also` lists.
    package var serials: [PlainSerial] = []
    /// `open`, `cancelled` or `shipped`, of orders and copies.
    package var status: String?
    package var at: String?
    package var shippedAt: String?
    package var shippedQuantity: Int?
    package var updatedAt: String?
    /// `original` (also nil), `replace` or `cancel`, of despatches.
    package var purpose: String?
    /// The channel that a copy names.
    package var channel: String?
    /// `house` (also nil) or `other`, of orders, copies and returns.
    package var stock: String?
    /// The order that a return brings back.
    package var reference: String?
    /// `quarantine` (also nil), `resaleable`, `scrap` or `repair`, of returns.
    package var disposition: String?
    /// The lot of the line, for goods that name none of their own.
    package var lot: String?
    package var expiry: String?
    /// What an adjustment does.
    package var action: String?
    /// Whether a fulfilment says that a scan was a mistake.
    package var void = false
    /// The other identifiers of an identity's unit.
    package var also: [String] = []
    /// Of orders and copies; nil where the input has nothing of buyers.
    package var buyer: NoticeWorld.Person?
    package var file = ""
    /// 1-based place of the record in its file.
    package var recordNumber = 0

    package init(kind: Kind) {
        self.kind = kind
    }
}

/// A serial as it was written, with its own lot and expiry where the input gives them.
package struct PlainSerial: Equatable, Sendable {
    package var text: String
    package var lot: String?
    package var expiry: String?

    package init(_ text: String, lot: String? = nil, expiry: String? = nil) {
        self.text = text
        self.lot = lot
        self.expiry = expiry
    }
}
