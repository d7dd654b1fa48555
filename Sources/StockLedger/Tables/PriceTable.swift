internal import GRDB
package import StockMatching
internal import StockModel

/// What units of each SKU were sold for, as sums by currency.
package final class PriceTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Adds all sums to `totals`.
    package func read(into totals: PriceTotals, skus: SKUNames) throws {
        let all = try RowStatement(database, "SELECT sku, currency, units, amount FROM price_sum")
        while try all.next() {
            guard let sku = skus.id(of: all.text(0)) else { continue }
            let currency = Currency(rawValue: UInt16(truncatingIfNeeded: all.int(1)))
            totals.add(PriceTotals.Sum(currency: currency, units: all.int(2), amount: all.int(3)), of: sku)
        }
    }

    /// Changes the sums by `changes`; what is left without units and amount goes.
    package func add(_ changes: PriceTotals, context: FoldContext) throws {
        // SQLite makes a real number of a sum that is too large, so the sums are made here.
        let select = try RowStatement(
            database, "SELECT units, amount FROM price_sum WHERE sku = ? AND currency = ?")
        let replace = try RowStatement(
            database, "INSERT OR REPLACE INTO price_sum (sku, currency, units, amount) VALUES (?, ?, ?, ?)")
        let remove = try RowStatement(database, "DELETE FROM price_sum WHERE sku = ? AND currency = ?")
        for (sku, change) in changes.sums {
            let (name, currency) = (context[sku].name, Int(change.currency.rawValue))
            var (units, amount) = (change.units, change.amount)
            select.bind(1, name)
            select.bind(2, currency)
            if try select.next() {
                units &+= select.int(0)
                amount &+= select.int(1)
                select.reset()
            }
            let statement = units == 0 && amount == 0 ? remove : replace
            statement.bind(1, name)
            statement.bind(2, currency)
            if statement === replace {
                replace.bind(3, units)
                replace.bind(4, amount)
            }
            try statement.run()
        }
    }
}
