import StockMatching
import StockModel
import StockNotices

/// Looks at units one by one as their lives are folded, for all that notices ask of them. One for each worker.
final class UnitJudge: @unchecked Sendable {
    // Sendable: used by one worker, then handed over whole.
    private(set) var recalls: [RecallJudge]
    private(set) var maker: GoodsMaker
    /// Nil where nobody asks for warranties.
    let covers: CoverJudge?
    private let watched: [Text: [WatchedSerial]]
    /// Tells the buyer of an order line, by `DocumentLine.buyer`.
    private let buyer: (Int32) -> Text
    /// Units with a sale of an unknown serial: what was meant is known only when all units are.
    private(set) var unknown: [UnitHistory] = []
    private(set) var alerts: [WatchAlert] = []
    /// Is shown each unit.
    var whenTaken: ((UnitHistory) -> Void)?

    /// - Parameters:
    ///   - recalls: The campaigns' judges, in their order.
    ///   - watched: The entries of watch lists, by serial.
    ///   - buyer: Tells the buyer of an order line, by `DocumentLine.buyer`; asked for warranties alone.
    init(
        recalls: [RecallJudge], covers: CoverJudge?, watched: [Text: [WatchedSerial]], context: FoldContext,
        buyer: @escaping (Int32) -> Text
    ) {
        self.recalls = recalls
        self.covers = covers
        self.watched = watched
        self.buyer = buyer
        maker = GoodsMaker(context: context)
    }

    /// Goes on with units whose lines speak of the names of another context.
    func begin(_ context: FoldContext) { maker = GoodsMaker(context: context) }

    /// How many units are kept, of those seen so far.
    var found: Int {
        let others = unknown.count + alerts.count + (covers?.found ?? 0)
        return recalls.reduce(others) { $0 + $1.found }
    }

    /// The SKUs of which affected units are in stock, those of `unknown` counted although nobody knows yet: one of these may
    /// have been meant where a serial was misread.
    var skusPerhapsMeant: Set<Text> {
        guard !recalls.isEmpty else { return [] }
        let unknownInStock = Set(unknown.lazy.filter { $0.place == .inStock }.map(\.sku))
        return recalls.reduce(into: unknownInStock) { $0.formUnion($1.affectedInStock) }
    }

    /// What matching shows the units of each serial to.
    var trail: LifeTrail {
        LifeTrail { [self] serial, units in
            for lived in units { take(lived, serial, sharesSerial: units.count > 1) }
        }
    }

    private func take(_ lived: LifeTrail.Unit, _ serial: Text, sharesSerial: Bool) {
        let unit = maker.history(of: lived, serial: serial, sharesSerial: sharesSerial)
        guard unit.lastCustody != nil else { return }
        whenTaken?(unit)
        watch(unit, lived)
        covers?.take(unit) { [self] in line(of: $0) }
        if GoodsMaker.isUnknown(lived) {
            unknown.append(unit)
        } else {
            take(unit)
        }
    }

    /// The order line of a sale, with its buyer.
    func line(of sale: Sale) -> OrderLine? {
        guard let line = UnsafePointer<DocumentLine>(bitPattern: sale.reference) else { return nil }
        return maker.orderLine(line, buyer: buyer(line.pointee.buyer))
    }

    /// A watched unit that is in stock, or was sold or returned after it was listed, is told of.
    private func watch(_ unit: UnitHistory, _ lived: LifeTrail.Unit) {
        guard !watched.isEmpty, let entries = watched[unit.serial] else { return }
        for entry in entries where !unit.sharesSerial || entry.sku.isEmpty || entry.sku == unit.sku {
            var alert = WatchAlert(serial: unit.serial, sku: unit.sku, words: entry.words)
            if unit.place != .inStock {
                let step = lived.steps.first { step in
                    !step.isHistory && (step.movement.kind == .order || step.movement.kind == .return)
                        && entry.isListed(before: step.movement.at)
                }
                guard let step else { continue }
                alert.line = UInt(bitPattern: step.movement.line)
            }
            alerts.append(alert)
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
        alerts += other.alerts
        if let covers, let others = other.covers { covers.combine(others) }
    }

    func take(_ line: OrderLine) {
        for index in recalls.indices { recalls[index].take(line) }
    }

    func take(_ rest: SKURest) {
        for index in recalls.indices { recalls[index].take(rest) }
    }
}

/// A unit on a watch list that came up.
struct WatchAlert {
    var serial: Text
    var sku: Text
    /// Why it is watched.
    var words: String
    /// The address of the line by which it was sold or came back; 0 where it is in stock.
    var line: UInt = 0
}
