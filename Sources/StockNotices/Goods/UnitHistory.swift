package import StockModel

/// All that notices ask of one unit: its custodies, where it is now, and who holds it.
///
/// Its texts lie where whoever made it keeps them, until the notices are written. One value can be filled again and again
/// while units are judged; what is affected is copied.
package struct UnitHistory: Sendable {
    /// Normalised.
    package var serial: Text
    /// Other identifiers of the unit, normalised (`also` of identities and despatches).
    package var identifiers: [Text] = []
    /// Another unit has the same serial under another SKU, so that a serial alone does not say which is meant.
    package var sharesSerial = false
    /// Its custodies in the order of time, history's included; at least one.
    package var custodies: [Custody] = []
    /// At the end of all movements.
    package var place = Place.absent
    /// The sales whose order lines hold it at the end, in the order in which they came.
    package var claimants: [Sale] = []
    /// The sales of order lines that lost it because a return named another order (`return-order-mismatch`).
    package var freed: [Sale] = []
    /// The serial of the unit that was perhaps meant, where this one's sale is `unknown-serial`; else empty.
    package var suggestion = Text.empty

    package init(serial: Text) { self.serial = serial }

    /// The last custody that is one; nil where there is none, so that this is no unit for notices.
    package var lastCustody: Custody? { custodies.last { $0.isOne } }

    /// The SKU of the last custody that is one.
    package var sku: Text { lastCustody?.sku ?? .empty }
}
