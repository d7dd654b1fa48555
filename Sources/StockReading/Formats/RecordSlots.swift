/// Where a record's fields are found.
struct RecordSlots {
    let kind, scope, document, line, sku, supplierPart, gtin, quantity, serials, units, lot, expiry, status: FieldSlot
    let at, shippedAt, shippedQuantity, updatedAt: FieldSlot
    let channel, store, stock, reference, disposition, action, void, purpose: FieldSlot

    init(_ map: ColumnMap) {
        kind = map.slot(.kind)
        scope = map.slot(.scope)
        document = map.slot(.document)
        line = map.slot(.line)
        sku = map.slot(.sku)
        supplierPart = map.slot(.supplierPart)
        gtin = map.slot(.gtin)
        quantity = map.slot(.quantity)
        serials = map.slot(.serials)
        units = map.slot(.units)
        lot = map.slot(.lot)
        expiry = map.slot(.expiry)
        status = map.slot(.status)
        at = map.slot(.at)
        shippedAt = map.slot(.shippedAt)
        shippedQuantity = map.slot(.shippedQuantity)
        updatedAt = map.slot(.updatedAt)
        channel = map.slot(.channel)
        store = map.slot(.store)
        stock = map.slot(.stock)
        reference = map.slot(.reference)
        disposition = map.slot(.disposition)
        action = map.slot(.action)
        void = map.slot(.void)
        purpose = map.slot(.purpose)
    }
}
