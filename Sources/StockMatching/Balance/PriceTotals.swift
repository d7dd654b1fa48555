package import StockModel

/// What units of each SKU sell for, as sums that can be added in any order.
package final class PriceTotals: @unchecked Sendable {
    // Sendable: one for each worker, combined once all are done.
    /// What was sold in one currency.
    package struct Sum: BitwiseCopyable, Hashable, Sendable {
        package var currency: Currency
        package var units: Int
        /// In hundredths of the currency.
        package var amount: Int

        package init(currency: Currency, units: Int, amount: Int) {
            (self.currency, self.units, self.amount) = (currency, units, amount)
        }

        fileprivate var isZero: Bool { units == 0 && amount == 0 }

        fileprivate var zero: Sum { Sum(currency: currency, units: 0, amount: 0) }

        /// Wraps around where senseless prices and quantities make more than there is room for, so that whatever was added
        /// can be taken away again.
        fileprivate mutating func add(_ other: Sum) {
            units &+= other.units
            amount &+= other.amount
        }
    }

    private struct Key: Hashable {
        var sku: Int32
        var currency: Currency
    }

    /// By SKU id, of the currency that was met first. Plain memory as in `SKUTotals`.
    private let firsts: UnsafeMutableBufferPointer<Sum>
    /// Of the others; few sell one SKU in several.
    private var others: [Key: Sum] = [:]

    package init(count: Int) {
        firsts = .allocate(capacity: count)
        firsts.initialize(repeating: Sum(currency: .unknown, units: 0, amount: 0))
    }

    deinit { firsts.deallocate() }

    /// Adds the units of a line at their price.
    @inline(__always) func add(_ units: Int, at price: UnitPrice, of sku: Int32) {
        guard price.hundredths > 0, units != 0 else { return }
        add(Sum(currency: price.currency, units: units, amount: units * Int(price.hundredths)), of: sku)
    }

    package func add(_ sum: Sum, of sku: Int32) {
        let place = Int(sku)
        if firsts[place].isZero { firsts[place].currency = sum.currency }
        if firsts[place].currency == sum.currency {
            firsts[place].add(sum)
        } else {
            others[Key(sku: sku, currency: sum.currency), default: sum.zero].add(sum)
        }
    }

    /// All sums that are not 0, one for each SKU and currency, in no order.
    package var sums: [(sku: Int32, sum: Sum)] {
        var all = others
        for (sku, sum) in firsts.enumerated() where !sum.isZero {
            all[Key(sku: Int32(sku), currency: sum.currency), default: sum.zero].add(sum)
        }
        return all.filter { !$0.value.isZero }.map { ($0.key.sku, $0.value) }
    }

    /// Adds what another worker has summed.
    package func combine(_ other: PriceTotals) {
        for (sku, sum) in other.sums { add(sum, of: sku) }
    }

    /// Takes away what another state of the same lines had added.
    package func subtract(_ other: PriceTotals) {
        for (sku, sum) in other.sums {
            add(Sum(currency: sum.currency, units: 0 &- sum.units, amount: 0 &- sum.amount), of: sku)
        }
    }

    /// What a unit usually sells for, by SKU: the mean over all units that were sold in the currency in which most were; of
    /// several such, in that whose code comes first.
    package var usual: [Int32: UnitPrice] {
        var most: [Int32: Sum] = [:]
        for (sku, sum) in sums where sum.units > 0 && sum.amount > 0 {
            guard let known = most[sku] else {
                most[sku] = sum
                continue
            }
            let isMore =
                sum.units != known.units
                ? sum.units > known.units : sum.currency.rawValue < known.currency.rawValue
            if isMore { most[sku] = sum }
        }
        return most.mapValues { sum in
            let (whole, rest) = sum.amount.quotientAndRemainder(dividingBy: sum.units)
            let hundredths = Int32(clamping: rest >= sum.units - rest ? whole + 1 : whole)
            return UnitPrice(hundredths: hundredths, currency: sum.currency)
        }
    }
}
