/// Where a unit is.
enum Place: String {
    case absent
    case inStock = "in-stock"
    case away, sold, quarantined
    case inRepair = "in-repair"
    case writtenOff = "written-off"
}

/// What the units of a SKU add to its figures.
struct UnitFigures {
    var opening = 0
    var received = 0
    var returned = 0
    var adjusted = 0
    /// What buyers sent back to the house.
    var cameBack = 0

    static func += (left: inout UnitFigures, right: UnitFigures) {
        left.opening += right.opening
        left.received += right.received
        left.returned += right.returned
        left.adjusted += right.adjusted
        left.cameBack += right.cameBack
    }
}

/// One unit's life, movement by movement.
struct UnitLife {
    /// What backs a unit: a SKU, and the movement if it was one.
    private struct Backing {
        var sku: String
        var movement: Movement?
    }

    /// What may follow from a movement.
    private enum Verdict {
        case legal(Place)
        /// Not legal: the finding, if it has one of its own, and the place after.
        case wrong(String?, Place)

        var isLegal: Bool {
            if case .legal = self { return true }
            return false
        }
    }

    private(set) var findings: [PlainFinding] = []
    private(set) var figures: [String: UnitFigures] = [:]
    private(set) var place = Place.absent
    /// The order lines that hold the unit.
    private(set) var claimants: [Movement] = []
    /// The SKU of the unit at the end, nil where nothing backs it and nobody bought it.
    private(set) var sku: String?
    /// The line to name where the unit's serial is wrong: of what backed it, else of its first sale.
    private(set) var origin: (sku: String, line: DocumentLine)?

    /// Its custodies, for whoever must be told who held it.
    private(set) var custodies: [Custody] = []
    /// The sales of order lines that lost it because a return named another order.
    private(set) var freed: [Movement] = []

    /// What one custody was.
    struct Custody {
        var sku: String?
        /// Nil where nothing backed it but a stock-take that found it sold.
        var backing: Movement?
        var isBacked: Bool
        var sales: [Movement]
        /// How many of the sales, the first ones, are history.
        var salesInHistory: Int
        /// `last`, `vendor`, `stock-take`.
        var end: String
    }
    /// The receipts that backed a custody, and those that could not.
    private(set) var accepted: [Movement] = []
    private(set) var refused: [Movement] = []
    /// The custodies in which a buyer sent the unit back, and whether it was scrapped or went to repair then.
    private(set) var returned: [(backing: Movement?, isDefective: Bool)] = []

    private let unit: UnitMovements
    private let groups: UnitGroups
    private var isHistory = false
    private var toldShared = false

    // The custody.
    private var backing: Backing?
    /// The sales of the custody, and whether each is history.
    private var sales: [Movement] = []
    private var salesInHistory = 0
    private var soldBeforeBacking = false
    private var pending = UnitFigures()
    private var isReturned = false
    private var isDefective = false

    init(_ unit: UnitMovements, groups: UnitGroups) {
        self.unit = unit
        self.groups = groups
        if !unit.history.isEmpty {
            isHistory = true
            live(unit.history)
            enterStockTake()
            isHistory = false
        }
        live(unit.rest)
        sku = custodySKU
        endCustody("last")
    }

    /// Whether the unit is sold, but assigned to one house order only and still here.
    var isReserved: Bool {
        guard place == .sold, claimants.count == 1 else { return false }
        return claimants[0].line.isHouseStock && !claimants[0].hasLeft
    }

    /// The SKU of the unit in this custody.
    private var custodySKU: String? { backing?.sku ?? sales.first?.sku }

    // MARK: Order

    private mutating func live(_ movements: [Movement]) {
        let days = Dictionary(grouping: movements) { day($0.time) }
        for date in days.keys.sorted(by: inByteOrder) { live(oneDay: days[date, default: []]) }
    }

    /// Movements with a time in their order, those with only a date wherever they make sense.
    private mutating func live(oneDay movements: [Movement]) {
        var timed = movements.filter { hasTimeOfDay($0.time) }.sorted {
            $0.time != $1.time ? inByteOrder($0.time, $1.time) : Self.inKindOrder($0, $1)
        }
        var dated = movements.filter { !hasTimeOfDay($0.time) }.sorted(by: Self.inKindOrder)
        while !timed.isEmpty || !dated.isEmpty {
            if let index = dated.firstIndex(where: { $0.backs && judge($0).isLegal }) {
                take(dated.remove(at: index))
            } else if let head = timed.first, judge(head).isLegal {
                take(timed.removeFirst())
            } else if let index = dated.firstIndex(where: { judge($0).isLegal }) {
                take(dated.remove(at: index))
            } else if timed.isEmpty {
                take(dated.removeFirst())
            } else {
                take(timed.removeFirst())
            }
        }
    }

    private static func inKindOrder(_ left: Movement, _ right: Movement) -> Bool {
        left.kind != right.kind ? left.kind.rawValue < right.kind.rawValue : left.line.key < right.line.key
    }

    // MARK: Law

    private func judge(_ movement: Movement) -> Verdict {
        switch movement.kind {
        case .opening, .receipt: judgeReceipt(movement)
        case .sale: judgeSale()
        case .return: judgeReturn(movement)
        case .adjustment: judgeAdjustment(movement.line.action)
        }
    }

    private func judgeReceipt(_ movement: Movement) -> Verdict {
        guard let backing else { return .legal(place == .absent ? .inStock : place) }
        if backing.sku != movement.sku { return .wrong("serial-collision", place) }
        let isOut = place == .sold || place == .inRepair
        return .wrong(isOut ? "receipt-while-sold" : "duplicate-receipt", place)
    }

    private func judgeSale() -> Verdict {
        switch place {
        case .inStock, .away: .legal(.sold)
        case .absent: .wrong(nil, .sold)
        case .sold, .inRepair: .wrong("duplicate-sale", place)
        case .quarantined: .wrong("quarantined-sale", .sold)
        case .writtenOff: .wrong("written-off-sale", .sold)
        }
    }

    private func judgeReturn(_ movement: Movement) -> Verdict {
        guard place == .sold else { return .wrong("unexpected-return", place) }
        if let reference = movement.line.reference, !claimants.contains(where: { $0.line.key.document == reference }) {
            return .wrong("return-order-mismatch", .quarantined)
        }
        guard movement.line.isHouseStock else { return .legal(.away) }
        return switch movement.line.disposition {
        case "resaleable": .legal(.inStock)
        case "scrap": .legal(.writtenOff)
        case "repair": .legal(.inRepair)
        default: .legal(.quarantined)
        }
    }

    private func judgeAdjustment(_ action: String) -> Verdict {
        switch (place, action) {
        case (.inStock, "hold"): .legal(.quarantined)
        case (.inStock, "transfer-out"): .legal(.away)
        case (.away, "transfer-in"): .legal(.inStock)
        case (.quarantined, "release"): .legal(.inStock)
        case (.writtenOff, "found"): .legal(.inStock)
        case (.inRepair, "send-back"): .legal(.sold)
        case (.inStock, "vendor-return"), (.quarantined, "vendor-return"): .legal(.absent)
        case (.inStock, "write-off"), (.away, "write-off"), (.quarantined, "write-off"), (.inRepair, "write-off"):
            .legal(.writtenOff)
        default: .wrong("unexpected-adjustment", place)
        }
    }

    // MARK: Steps

    private mutating func take(_ movement: Movement) {
        let before = place
        let isLegal: Bool
        let verdict = judge(movement)
        switch verdict {
        case .legal(let after):
            place = after
            isLegal = true
        case .wrong(let finding, let after):
            place = after
            isLegal = false
            if let finding { report(finding, movement) }
        }
        switch movement.kind {
        case .opening, .receipt: if isLegal { back(movement) } else { refused.append(movement) }
        case .sale: sell(movement, before: before)
        case .return:
            if case .wrong = verdict, before == .sold { freed += claimants }
            if before == .sold { takeBack(movement) }
        case .adjustment: if isLegal { adjust(movement.line.action, before: before) }
        }
    }

    private mutating func back(_ movement: Movement) {
        backing = Backing(sku: movement.sku, movement: movement)
        accepted.append(movement)
        soldBeforeBacking = !sales.isEmpty
        count { figures in
            if movement.kind == .opening { figures.opening += 1 } else { figures.received += 1 }
        }
        if unit.isShared && !toldShared && !isHistory {
            toldShared = true
            report("serial-shared", movement)
        }
    }

    private mutating func sell(_ movement: Movement, before: Place) {
        sales.append(movement)
        if isHistory { salesInHistory += 1 }
        if before == .sold || before == .inRepair {
            claimants.append(movement)
        } else {
            claimants = [movement]
        }
        let wasNotCounted = before == .quarantined || before == .writtenOff || before == .away
        if movement.line.isHouseStock && wasNotCounted { count { $0.adjusted += 1 } }
        if !movement.line.isHouseStock && before == .inStock { count { $0.adjusted -= 1 } }
    }

    /// A return of a sold unit frees it, whether or not the order was the right one; a repair does not.
    private mutating func takeBack(_ movement: Movement) {
        isReturned = true
        if place == .inRepair || place == .writtenOff { isDefective = true }
        if movement.line.isHouseStock { count { $0.cameBack += 1 } }
        if place != .inRepair { claimants = [] }
        if place == .inStock { count { $0.returned += 1 } }
    }

    private mutating func adjust(_ action: String, before: Place) {
        switch action {
        case "release", "found", "transfer-in": count { $0.adjusted += 1 }
        case "hold", "transfer-out", "write-off", "vendor-return":
            if before == .inStock { count { $0.adjusted -= 1 } }
        default: break
        }
        if action == "write-off" { claimants = [] }
        if action == "vendor-return" { endCustody("vendor") }
    }

    // MARK: Custodies

    /// Between history and the rest: what customers hold stays with them, anything else must be counted to be there.
    private mutating func enterStockTake() {
        guard place == .sold || place == .inRepair else {
            endCustody("stock-take")
            place = .absent
            claimants = []
            return
        }
        if backing == nil, let first = sales.first {
            backing = Backing(sku: groups.backingSKU(firstSale: first, among: unit.backing), movement: nil)
        }
        soldBeforeBacking = false
    }

    private mutating func endCustody(_ end: String) {
        custodies.append(
            Custody(
                sku: custodySKU, backing: backing?.movement, isBacked: backing != nil, sales: sales,
                salesInHistory: salesInHistory, end: end))
        if let sku = custodySKU {
            figures[sku, default: UnitFigures()] += pending
            if let line = backing?.movement?.line ?? sales.first?.line { origin = (sku, line) }
            reportSales(sku)
        }
        if isReturned { returned.append((backing?.movement, isDefective)) }
        (isReturned, isDefective) = (false, false)
        backing = nil
        sales = []
        salesInHistory = 0
        soldBeforeBacking = false
        pending = UnitFigures()
    }

    private mutating func reportSales(_ sku: String) {
        for sale in sales.dropFirst(salesInHistory)
        where sale.sku != sku && groups.kits.count(of: sku, in: sale.sku) == 0 {
            report("sku-mismatch", sale)
        }
        if backing == nil, let first = sales.first { report("unknown-serial", first) }
        if soldBeforeBacking, let receipt = backing?.movement { report("sold-before-received", receipt) }
    }

    /// Adds to the custody's figures; history has none.
    private mutating func count(_ change: (inout UnitFigures) -> Void) {
        if !isHistory { change(&pending) }
    }

    /// A finding of a movement; history gives none.
    private mutating func report(_ kind: String, _ movement: Movement) {
        guard !isHistory else { return }
        findings.append(movement.line.finding(kind, serial: movement.serial))
    }
}
