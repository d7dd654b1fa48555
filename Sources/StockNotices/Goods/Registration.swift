package import StockModel

/// A warranty card: who says to have a unit.
package struct Registration: BitwiseCopyable, Sendable {
    /// Normalised.
    package var serial: Text
    /// As resolved; empty where the card names none.
    package var sku = Text.empty
    /// Absent where the card tells the purchase alone.
    package var registeredAt: Timestamp
    package var purchasedAt = Timestamp.absent
    package var person: Buyer

    /// An older purchase was another sale.
    private static var mostDaysUntilShipped: Int { 30 }

    package init(serial: Text, registeredAt: Timestamp, person: Buyer) {
        self.serial = serial
        self.registeredAt = registeredAt
        self.person = person
    }

    /// Whether it is dated after `sale`; on the same day also where nothing tells which came first, so that nobody who may
    /// hold the unit is left out.
    ///
    /// Where only the day of purchase is known, it may lie before the sale, because what is ordered leaves later.
    package func comes(after sale: Timestamp) -> Bool {
        guard !registeredAt.isAbsent else {
            return purchasedAt.isAbsent || purchasedAt.day >= sale.day - Self.mostDaysUntilShipped
        }
        if registeredAt > sale { return true }
        return registeredAt.day == sale.day && !(registeredAt.hasTimeOfDay && sale.hasTimeOfDay)
    }

    /// Whether it can be about `unit`: the serial says so, and where several units have it, the SKU.
    package func isAbout(_ unit: UnitHistory) -> Bool {
        serial == unit.serial && (!unit.sharesSerial || sku.isEmpty || sku == unit.sku)
    }
}
