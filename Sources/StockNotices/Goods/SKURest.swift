package import StockModel

/// The stock of one SKU, of which what its units do not account for has no serials.
package struct SKURest: BitwiseCopyable, Sendable {
    package var sku: Text
    package var onHand: Int
    package var unitsInStock: Int
    package var unitsReserved: Int

    package init(sku: Text, onHand: Int, unitsInStock: Int, unitsReserved: Int) {
        self.sku = sku
        self.onHand = onHand
        self.unitsInStock = unitsInStock
        self.unitsReserved = unitsReserved
    }

    /// What is on hand beyond units: those in stock, and reserved ones, which have not left.
    package var quantity: Int { max(0, onHand - unitsInStock - unitsReserved) }
}
