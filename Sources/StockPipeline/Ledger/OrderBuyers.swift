import StockLedger

/// The records of one order's number that speak of one and the same buyer.
///
/// Two shops may count their orders alike: then the number has several buyers, and each record goes with those of its
/// channel, or with those that share a detail with it.
struct OrderBuyers {
    /// The ids of the records.
    private(set) var records: [Int] = []
    /// All that tells the buyer from others, from all of the records.
    private(set) var traits = BuyerTraits(joined: "")
    /// The channels of the records, those that tell none left out.
    private(set) var channels: Set<String> = []

    /// The records of an order's number that fit a query, and with them those that speak of the same buyer.
    init(_ all: [BuyerTable.OrderBuyer], _ buyer: BuyerQuery) {
        var left = all.map { (record: $0, traits: BuyerTraits(joined: $0.fields)) }
        let named = Set(all.map(\.channel)).subtracting([""])
        var isGrowing = true
        while isGrowing {
            let meant = left.filter { isMeant($0.record, $0.traits, buyer, named) }
            left.removeAll { isMeant($0.record, $0.traits, buyer, named) }
            for (record, known) in meant {
                records.append(record.record)
                traits.formUnion(known)
                if !record.channel.isEmpty { channels.insert(record.channel) }
            }
            isGrowing = !meant.isEmpty
        }
    }

    /// - Parameter named: All channels that the number's records name.
    private func isMeant(
        _ record: BuyerTable.OrderBuyer, _ known: BuyerTraits, _ buyer: BuyerQuery, _ named: Set<String>
    ) -> Bool {
        if buyer.matches(known) { return true }
        guard !records.isEmpty else { return false }
        if channels.contains(record.channel) || !traits.all.isDisjoint(with: known.all) { return true }
        // A tool's copy that names no channel, or no one but such: of whom the number has no other buyer.
        return record.channel.isEmpty ? named.isSubset(of: channels) : channels.isEmpty && named.count == 1
    }
}
