package import StockModel

/// A record with what decides which line it belongs to.
package struct KeyedRecord: BitwiseCopyable {
    package var record: UnsafeMutablePointer<Record>
    package var sku: Int32
    /// The line's number, made where the input has none.
    var line: Text
    /// Units' serials that the record lists more than once, each once; none, as a rule.
    var repeats: UnsafeBufferPointer<Text>
}

/// Which of the records of one line wins (`semantics.md`, section 5): the greatest in this order.
struct RecordOrder {
    let context: FoldContext

    /// Order by scope and line, and of one line so that the winner comes last.
    func precedes(_ a: KeyedRecord, _ b: KeyedRecord) -> Bool {
        let x = a.record.pointee
        let y = b.record.pointee
        if x.scope != y.scope { return context.rank(x.scope) < context.rank(y.scope) }
        let lines = Text.compare(a.line, b.line)
        if lines != 0 { return lines < 0 }
        let records = compareWithPrice(a, b)
        if records != 0 { return records < 0 }
        return (x.file, x.number) < (y.file, y.number)
    }

    /// −1, 0 or 1; 0 for records that say the same. What the unit sells for has no part in what a line says, so that it
    /// decides last.
    private func compareWithPrice(_ a: KeyedRecord, _ b: KeyedRecord) -> Int {
        let order = compare(a, b)
        let (x, y) = (a.record.pointee.price.packed, b.record.pointee.price.packed)
        return order != 0 || x == y ? order : x < y ? -1 : 1
    }

    /// −1, 0 or 1; 0 for records that say the same, whatever the price.
    func compare(_ a: KeyedRecord, _ b: KeyedRecord) -> Int {
        let x = a.record.pointee
        let y = b.record.pointee
        if x.status != y.status { return x.status < y.status ? -1 : 1 }
        if x.updatedAt != y.updatedAt { return x.updatedAt < y.updatedAt ? -1 : 1 }
        let left = x.shippedAt.or(x.at)
        let right = y.shippedAt.or(y.at)
        if left != right { return left < right ? -1 : 1 }
        // The quantity that leaves less stock is the greater one.
        let stockLeft = Self.effect(x)
        let stockRight = Self.effect(y)
        if stockLeft != stockRight { return stockLeft > stockRight ? -1 : 1 }
        return compareRest(a, b)
    }

    private func compareRest(_ a: KeyedRecord, _ b: KeyedRecord) -> Int {
        let x = a.record.pointee
        let y = b.record.pointee
        if a.sku != b.sku { return a.sku < b.sku ? -1 : 1 }
        if x.at != y.at { return x.at < y.at ? -1 : 1 }
        if x.shippedAt != y.shippedAt { return x.shippedAt < y.shippedAt ? -1 : 1 }
        if x.shippedQuantity != y.shippedQuantity { return x.shippedQuantity < y.shippedQuantity ? -1 : 1 }
        if x.stock != y.stock { return x.stock.rawValue < y.stock.rawValue ? -1 : 1 }
        let references = Text.compare(x.referenceKey, y.referenceKey)
        if references != 0 { return references }
        if x.disposition != y.disposition { return x.disposition.rawValue < y.disposition.rawValue ? -1 : 1 }
        if x.action != y.action { return x.action.rawValue < y.action.rawValue ? -1 : 1 }
        if x.channel != y.channel { return context.rank(x.channel) < context.rank(y.channel) ? -1 : 1 }
        // The rest of the fields by name: expiry, GTIN, lot, purpose, serials, void; last what else was written of the goods.
        let expiries = Text.compare(parts(x.batch).expiry, parts(y.batch).expiry)
        if expiries != 0 { return expiries }
        let gtins = compareGTINs(x.item, y.item)
        if gtins != 0 { return gtins }
        let lots = Text.compare(parts(x.batch).lot, parts(y.batch).lot)
        if lots != 0 { return lots }
        if x.purpose != y.purpose { return x.purpose.rawValue < y.purpose.rawValue ? -1 : 1 }
        let serials = Text.compareSorted(x.serials.sortedTexts, y.serials.sortedTexts)
        if serials != 0 { return serials }
        let ofSerials = Text.compareSorted(serialBatches(x.serials), serialBatches(y.serials))
        if ofSerials != 0 { return ofSerials }
        if x.isVoid != y.isVoid { return y.isVoid ? -1 : 1 }
        return x.item == y.item ? 0 : (context.rank(x.item) < context.rank(y.item) ? -1 : 1)
    }

    /// The lot and the expiry that a batch id stands for.
    private func parts(_ batch: Int32) -> (lot: Text, expiry: Text) {
        let joined = context.batch(batch)
        let separator = joined.bytes.firstIndex(of: 0x1F) ?? joined.count
        return (Text(base: joined.base, count: separator), joined.dropFirst(separator + 1))
    }

    private func compareGTINs(_ a: Int32, _ b: Int32) -> Int {
        guard a != b else { return 0 }
        let one = ItemIdentifiers(joined: context.name(a))?.gtin ?? ""
        let other = ItemIdentifiers(joined: context.name(b))?.gtin ?? ""
        return ByteOrder.compare(one, other)
    }

    /// The lots and expiries of a list's serials, in byte order of the serials, so that two lists of the same serials
    /// compare whatever order they were written in.
    private func serialBatches(_ serials: UnsafeBufferPointer<ListedSerial>) -> [Text] {
        serials.sorted { $0.text < $1.text }.map { context.batch($0.batch) }
    }

    /// What a record adds to stock, with its sign: the smaller leaves less.
    private static func effect(_ record: Record) -> Int {
        let quantity = Int(record.quantity)
        switch record.kind {
        case .opening, .despatch, .return: return quantity
        case .adjustment: return record.action.sign > 0 ? quantity : -quantity
        case .order, .copy, .fulfilment, .identity: return -quantity
        }
    }

    /// Whether two records that agree in status and time of change contradict each other (`line-conflict`).
    func conflict(_ a: KeyedRecord, _ b: KeyedRecord) -> Bool {
        let x = a.record.pointee
        let y = b.record.pointee
        guard x.status == y.status, x.updatedAt == y.updatedAt else { return false }
        if x.quantity != y.quantity || a.sku != b.sku { return true }
        return x.kind == .despatch && Text.compareSorted(x.serials.sortedTexts, y.serials.sortedTexts) != 0
    }
}

extension FoldContext {
    /// "lot U+001F expiry" of a batch id; empty for −1.
    func batch(_ id: Int32) -> Text { id < 0 ? .empty : name(id) }
}
