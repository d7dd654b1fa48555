package import StockModel

/// What one serial's movements did, step by step, for whoever wants to show it or to judge it.
///
/// Folding millions for stock alone goes without one. Its lines and serials lie where the movements' do.
package final class LifeTrail {
    /// One movement and what it did.
    package struct Step {
        package var movement: Movement
        /// Dated before the stock-take of its SKU: it tells who holds what, and gives no figures and no findings.
        package var isHistory: Bool
        package var from: Place
        package var to: Place
        /// The custody that it belongs to, from 0 on.
        package var custody: Int
    }

    /// What one custody was.
    package struct Custody {
        /// The SKU of what backed it, else of its first sale.
        package var sku: Int32
        /// The line that backed it, and the lot and expiry of this serial there; nil where nothing did.
        package var backing: UnsafePointer<DocumentLine>?
        package var batch: Int32
        /// A line backed it, or a stock-take found its unit sold.
        package var isBacked: Bool
        package var end: End
    }

    /// How a custody ended.
    package enum End: BitwiseCopyable, Sendable {
        /// With the unit's last movement.
        case last
        case vendorReturn
        /// A stock-take had the say, and began a new one.
        case stockTake
    }

    /// A sale by which an order line holds the unit, or held it.
    package struct Holder {
        package var line: UnsafePointer<DocumentLine>
        package var at: Timestamp
        package var hasLeft: Bool
    }

    /// One unit's life.
    package struct Unit {
        package var steps: [Step] = []
        package var custodies: [Custody] = []
        /// The steps before which a stock-take was passed, and the place that the unit had until then.
        package var stockTakes: [(beforeStep: Int, from: Place, to: Place)] = []
        /// The SKU that the unit has at its end; −1 where it never had one.
        package var sku: Int32 = -1
        package var place = Place.absent
        package var since = Timestamp.absent
        /// The sales by which order lines hold it, in the order in which they came.
        package var claimants: [Holder] = []
        /// The sales of order lines that lost it because a return named another order.
        package var freed: [Holder] = []
    }

    /// The units with the serial, in byte order of their SKUs.
    package private(set) var units: [Unit] = []
    /// Is shown the units of each serial once they are complete; then they are forgotten.
    private let whenComplete: ((_ serial: Text, _ units: [Unit]) -> Void)?

    /// - Parameter whenComplete: Is shown the units of each serial; without it they stay, for one serial.
    package init(whenComplete: ((_ serial: Text, _ units: [Unit]) -> Void)? = nil) { self.whenComplete = whenComplete }

    /// All movements of a serial were taken.
    func complete(serial: Text) {
        guard let whenComplete else { return }
        whenComplete(serial, units)
        units.removeAll(keepingCapacity: true)
    }

    private var last: Int { units.count - 1 }

    func begin() { units.append(Unit()) }

    func take(_ next: UnitMovement, from: Place, to: Place, custody: Int) {
        units[last].steps.append(
            Step(movement: next.movement, isHistory: next.isHistory, from: from, to: to, custody: custody))
    }

    /// How many custodies have ended.
    var custodies: Int { units[last].custodies.count }

    func endCustody(sku: Int32, backing: Movement?, isBacked: Bool, end: End) {
        units[last].custodies.append(
            Custody(sku: sku, backing: backing?.line, batch: backing?.batch ?? -1, isBacked: isBacked, end: end))
    }

    /// A return that named another order took the unit from those that held it.
    func free(_ holders: [Holder]) { units[last].freed += holders }

    func passStockTake(from: Place, to: Place) {
        units[last].stockTakes.append((units[last].steps.count, from, to))
    }

    func end(sku: Int32, place: Place, since: Timestamp, claimants: [Holder]) {
        units[last].sku = sku
        units[last].place = place
        units[last].since = since
        units[last].claimants = claimants
    }
}
