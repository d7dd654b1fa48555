package import StockModel

/// All that notices ask of one order line, cancelled ones and those that fulfilments made included.
package struct OrderLine: BitwiseCopyable, Sendable {
    package var key: LineKey
    package var sku: Text
    package var quantity: Int
    /// How many of `quantity` have left; 0 for a cancelled line.
    package var shippedPart: Int
    /// How many serials are on it, assigned ones counted.
    package var serials = 0
    package var status = LineStatus.open
    package var stock = StockOwner.house
    package var orderedAt = Timestamp.absent
    /// When the input says it was delivered.
    package var deliveredAt = Timestamp.absent
    /// When it left (`semantics.md`, section 6): `shipped_at`, else the latest fulfilment that could be meant, else `at`.
    package var leftAt = Timestamp.absent
    package var buyer = Buyer.none
    /// See `Sale.reference`.
    package var reference: UInt = 0

    package init(key: LineKey, sku: Text, quantity: Int, shippedPart: Int) {
        self.key = key
        self.sku = sku
        self.quantity = quantity
        self.shippedPart = shippedPart
    }

    /// When it was sold, as far as anything tells.
    package var soldAt: Timestamp { leftAt.or(orderedAt) }

    /// How many goods without serials have left with it.
    package var shippedWithoutSerials: Int { status == .cancelled ? 0 : max(0, shippedPart - serials) }
}
