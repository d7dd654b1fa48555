/// What all records say of one line, and what consolidation adds to it. A class, because the steps change it in turn.
final class DocumentLine {
    let key: LineKey
    let sku: String
    let quantity: Int
    let at: String
    let status: String
    let stock: String
    let channel: String?
    let reference: String?
    let disposition: String
    let action: String
    let isVoid: Bool
    let shippedQuantity: Int
    var shippedAt: String?
    var serials: Set<String>
    /// Whether records of the line say both that it was cancelled and that it was shipped.
    let cancelledAfterShipping: Bool
    /// Whether the line was made of fulfilments that no line absorbed.
    let isUnmatchedFulfilment: Bool

    /// As written; nil where the line has none.
    let gtin: String?
    /// The lot for serials that have none of their own.
    let lot: String?
    /// The lot and expiry of single serials, as the winning record has them.
    let batches: [String: Batch]
    var buyer = NoticeWorld.Person()

    /// How much of each SKU the line absorbed from fulfilments.
    var absorbed: [String: Int] = [:]
    /// The serials that were sent on this line, each with the earliest time of what sent it.
    var sent: [String: String] = [:]
    /// The latest time of the fulfilments of which this was one of the lines.
    var latestFulfilment: String?
    /// How many of its units have left.
    var shippedPart = 0

    init(key: LineKey, winner: KeyedRecord, serials: Set<String>, cancelledAfterShipping: Bool) {
        self.key = key
        sku = winner.sku
        quantity = winner.quantity
        at = winner.at
        status = winner.status
        stock = winner.stock
        channel = winner.channel
        reference = winner.reference
        disposition = winner.disposition
        action = winner.record.action ?? ""
        isVoid = winner.record.void
        shippedQuantity = winner.record.shippedQuantity ?? 0
        shippedAt = winner.record.shippedAt
        self.serials = serials
        self.cancelledAfterShipping = cancelledAfterShipping
        isUnmatchedFulfilment = false
        gtin = winner.record.gtin
        lot = winner.record.lot
        batches = winner.batches
    }

    /// An order line made of an orphaned copy.
    init(orphan: DocumentLine, key: LineKey) {
        self.key = key
        sku = orphan.sku
        quantity = orphan.quantity
        at = orphan.at
        status = orphan.status
        stock = orphan.stock
        channel = nil
        reference = nil
        disposition = orphan.disposition
        action = ""
        isVoid = false
        shippedQuantity = orphan.shippedQuantity
        shippedAt = orphan.shippedAt
        serials = orphan.serials
        cancelledAfterShipping = orphan.cancelledAfterShipping
        isUnmatchedFulfilment = false
        gtin = orphan.gtin
        lot = orphan.lot
        batches = orphan.batches
        buyer = orphan.buyer
    }

    /// An order line made of what no line absorbed; `times` has each serial's own earliest time.
    init(unmatched key: LineKey, sku: String, quantity: Int, at: String, times: [String: String]) {
        self.key = key
        self.sku = sku
        self.quantity = quantity
        self.at = at
        status = "shipped"
        stock = "house"
        channel = nil
        reference = nil
        disposition = "quarantine"
        action = ""
        isVoid = false
        shippedQuantity = 0
        shippedAt = nil
        serials = Set(times.keys)
        cancelledAfterShipping = false
        isUnmatchedFulfilment = true
        gtin = nil
        lot = nil
        batches = [:]
        sent = times
    }

    /// The lot that quality is counted for: that of the serial, where anything is said of it alone, else the line's.
    func lot(of serial: String) -> String {
        if let own = batches[serial], !own.rank.isEmpty { return own.lot ?? "" }
        return lot ?? ""
    }

    var isCancelled: Bool { status == "cancelled" }
    var isOpen: Bool { status == "open" }
    var isShipped: Bool { status == "shipped" }
    var isHouseStock: Bool { stock != "other" }
    /// What of an open line has not left.
    var unshipped: Int { isOpen ? quantity - shippedPart : 0 }
    /// When the line left, as far as its shipped part did.
    var leftAt: String { shippedAt ?? latestFulfilment ?? at }

    /// A finding about this line.
    func finding(_ kind: String, serial: String = "", quantity: Int = 1, sku: String? = nil) -> PlainFinding {
        PlainFinding(
            kind: kind, sku: sku ?? self.sku, serial: serial, quantity: String(quantity), party: key.scope,
            document: key.document, line: key.line)
    }

    /// Notes that a serial was sent on this line; true if it had not been before.
    func send(_ serial: String, at time: String) -> Bool {
        guard let earlier = sent[serial] else {
            sent[serial] = time
            return true
        }
        if inByteOrder(time, earlier) { sent[serial] = time }
        return false
    }
}
