package import StockModel

/// What one serial's movements did, step by step, for whoever wants to show it.
///
/// Folding millions goes without one. Its lines and serials lie where the movements' do.
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
        /// The order lines that hold it.
        package var claimants: [UnsafePointer<DocumentLine>] = []
    }

    /// The units with the serial, in byte order of their SKUs.
    package private(set) var units: [Unit] = []

    package init() {}

    private var last: Int { units.count - 1 }

    func begin() { units.append(Unit()) }

    func take(_ next: UnitMovement, from: Place, to: Place, custody: Int) {
        units[last].steps.append(
            Step(movement: next.movement, isHistory: next.isHistory, from: from, to: to, custody: custody))
    }

    /// How many custodies have ended.
    var custodies: Int { units[last].custodies.count }

    func endCustody(sku: Int32, backing: Movement?) {
        units[last].custodies.append(Custody(sku: sku, backing: backing?.line, batch: backing?.batch ?? -1))
    }

    func passStockTake(from: Place, to: Place) {
        units[last].stockTakes.append((units[last].steps.count, from, to))
    }

    func end(sku: Int32, place: Place, since: Timestamp, claimants: [UnsafePointer<DocumentLine>]) {
        units[last].sku = sku
        units[last].place = place
        units[last].since = since
        units[last].claimants = claimants
    }
}
