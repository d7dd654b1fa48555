import StockMatching
import StockModel
import StockNotices

/// Looks at units one by one as their lives are folded, for all that notices ask of them. One for each worker.
final class UnitJudge: @unchecked Sendable {
    // Sendable: used by one worker, then handed over whole.
    private(set) var recalls: [RecallJudge]
    private(set) var maker: GoodsMaker
    /// Units with a sale of an unknown serial: what was meant is known only when all units are.
    private(set) var unknown: [UnitHistory] = []

    /// - Parameter recalls: The campaigns' judges, in their order.
    init(recalls: [RecallJudge], context: FoldContext) {
        self.recalls = recalls
        maker = GoodsMaker(context: context)
    }

    /// Goes on with units whose lines speak of the names of another context.
    func begin(_ context: FoldContext) { maker = GoodsMaker(context: context) }

    /// How many units are kept, of those seen so far.
    var found: Int { recalls.reduce(unknown.count) { $0 + $1.found } }

    /// What matching shows the units of each serial to.
    var trail: LifeTrail {
        LifeTrail { [self] serial, units in
            for lived in units { take(lived, serial, sharesSerial: units.count > 1) }
        }
    }

    private func take(_ lived: LifeTrail.Unit, _ serial: Text, sharesSerial: Bool) {
        let unit = maker.history(of: lived, serial: serial, sharesSerial: sharesSerial)
        guard unit.lastCustody != nil else { return }
        if GoodsMaker.isUnknown(lived) {
            unknown.append(unit)
        } else {
            take(unit)
        }
    }

    /// Judges a unit of which all is known.
    func take(_ unit: UnitHistory) {
        for index in recalls.indices { recalls[index].take(unit) }
    }

    /// Takes what another worker has found.
    func combine(_ other: UnitJudge) {
        for index in recalls.indices { recalls[index].combine(other.recalls[index]) }
        unknown += other.unknown
    }

    func take(_ line: OrderLine) {
        for index in recalls.indices { recalls[index].take(line) }
    }

    func take(_ rest: SKURest) {
        for index in recalls.indices { recalls[index].take(rest) }
    }
}
