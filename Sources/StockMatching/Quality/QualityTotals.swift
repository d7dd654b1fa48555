package import StockModel

/// What becomes of goods by supplier and lot, as sums that can be added in any order.
///
/// Unlike the figures of stock, these take no notice of stock-takes: what a supplier delivered stays delivered, and what he
/// got wrong stays wrong. Despatch lines count what they announce, and matching takes off what it refuses, because the lot
/// of a serial is at hand where lines are made and far away where millions of units are matched.
package struct QualityTotals: Sendable {
    /// Whose goods, by ids of `Names`.
    package struct Key: Hashable, BitwiseCopyable, Sendable {
        package var supplier: Int32
        /// "lot U+001F expiry"; −1 where neither is known.
        package var batch: Int32
    }

    package private(set) var counts: [Key: QualityCounts] = [:]

    package init() {}

    mutating func add(
        _ amount: Int, to count: WritableKeyPath<QualityCounts, Int>, supplier: Int32, batch: Int32
    ) {
        guard amount != 0 else { return }
        counts[Key(supplier: supplier, batch: batch), default: QualityCounts()][keyPath: count] += amount
    }

    /// Adds what another worker has summed.
    package mutating func combine(_ other: QualityTotals) {
        for (key, more) in other.counts { counts[key, default: QualityCounts()] += more }
    }

    /// Takes away what another state of the same lines and units had added.
    package mutating func subtract(_ other: QualityTotals) {
        for (key, less) in other.counts { counts[key, default: QualityCounts()] -= less }
    }
}

extension QualityTotals {
    /// The sums of each supplier and of each of his lots, in no order; nothing is said of a supplier that is not known.
    ///
    /// - Parameter names: Those that the ids are of.
    package func sums(_ names: Names) -> [QualitySum] {
        struct Owner: Hashable {
            var supplier: Int32
            var lot: Text
        }
        var sums: [Owner: QualityCounts] = [:]
        for (key, more) in counts where key.supplier != Names.none {
            sums[Owner(supplier: key.supplier, lot: .empty), default: QualityCounts()] += more
            guard key.batch >= 0 else { continue }
            let batch = names.text(of: key.batch)
            let lot = Text(base: batch.base, count: batch.bytes.firstIndex(of: 0x1F) ?? batch.count)
            if !lot.isEmpty { sums[Owner(supplier: key.supplier, lot: lot), default: QualityCounts()] += more }
        }
        return sums.map { owner, counts in
            QualitySum(
                supplier: names.text(of: owner.supplier).description, lot: owner.lot.description, counts: counts)
        }
    }

    /// A despatch line that has come in: what it announces, and where that is not its quantity.
    ///
    /// - Parameters:
    ///   - loose: Its quantity without serials, in single units.
    ///   - mismatch: See `asn-quantity-mismatch`.
    mutating func add(despatch line: UnsafePointer<DocumentLine>, loose: Int, mismatch: Int) {
        let (supplier, batch) = (line.pointee.scope, line.pointee.batch)
        add(loose, to: \.received, supplier: supplier, batch: batch)
        add(mismatch, to: \.mismatched, supplier: supplier, batch: batch)
        let serials = line.pointee.serials
        var start = 0
        for end in 1..<serials.count + 1 where end == serials.count || serials[end].batch != serials[start].batch {
            let own = serials[start].batch
            add(end - start, to: \.received, supplier: supplier, batch: own < 0 ? batch : own)
            start = end
        }
    }

    /// A receipt that was refused: its serial was announced before.
    mutating func refuse(_ receipt: Movement) {
        guard receipt.kind == .despatch else { return }
        let (supplier, batch) = (receipt.line.pointee.scope, Self.batch(of: receipt.serial, on: receipt.line))
        add(-1, to: \.received, supplier: supplier, batch: batch)
        add(1, to: \.duplicate, supplier: supplier, batch: batch)
    }

    /// One of the units that a line backs; nothing is said of those that no despatch backs.
    mutating func add(
        to count: WritableKeyPath<QualityCounts, Int>, serial: Text, backing line: UnsafePointer<DocumentLine>?
    ) {
        guard let line, line.pointee.kind == .despatch else { return }
        add(1, to: count, supplier: line.pointee.scope, batch: Self.batch(of: serial, on: line))
    }

    private static func batch(of serial: Text, on line: UnsafePointer<DocumentLine>) -> Int32 {
        let own = line.pointee.serials.first { $0.text == serial }?.batch ?? -1
        return own < 0 ? line.pointee.batch : own
    }
}
