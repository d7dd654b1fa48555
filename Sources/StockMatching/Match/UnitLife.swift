import StockModel

/// One unit's life as its movements are taken one by one: place, custody, claimants (`semantics.md`, section 7).
///
/// A class, so that a worker's one instance is never copied.
final class UnitLife {
    private let context: FoldContext
    private let output: MatchOutput
    /// Is told of each step; nil wherever nobody looks at single units.
    private let trail: LifeTrail?

    private var serial = Text.empty
    private var isShared = false
    private var place = Place.absent
    private var since = Timestamp.absent
    private var claimants = ScratchList<Claimant>()
    private var custody = Custody()
    /// The custody's sales that are not history's, to be judged at its end.
    private var sales = ScratchList<Movement>()
    private var isToldShared = false
    /// What the last custody with a SKU was: the SKU, and the line of what backed it, else of its first sale.
    private var origin: (sku: Int32, line: UnsafePointer<DocumentLine>)?

    /// An order line that holds the unit.
    struct Claimant: BitwiseCopyable {
        var line: UnsafePointer<DocumentLine>
        var at: Timestamp
        var hasLeft: Bool
        var stock: StockOwner

        init(_ sale: Movement) {
            line = sale.line
            at = sale.at
            hasLeft = sale.hasLeft
            stock = sale.stock
        }

        var holder: LifeTrail.Holder { LifeTrail.Holder(line: line, at: at, hasLeft: hasLeft) }
    }

    /// From the first movement, or the one after a return to the vendor, to the next return to the vendor or the end.
    struct Custody: BitwiseCopyable {
        /// The SKU that backs it; −1 while nothing does.
        var backedBy: Int32 = -1
        var backing: Movement?
        /// The receipt or opening that backed it after a sale, not in history.
        var lateBacking: Movement?
        var firstSale: UnitMovement?
        var opening = 0
        var received = 0
        var returned = 0
        var adjusted = 0
        var cameBack = 0
        /// Whether a buyer sent the unit back, and whether it was scrapped or went to repair then.
        var isReturned = false
        var isDefective = false
        var isEmpty = true

        var isBacked: Bool { backedBy >= 0 }
    }

    init(context: FoldContext, output: MatchOutput, trail: LifeTrail? = nil) {
        self.context = context
        self.output = output
        self.trail = trail
    }

    deinit {
        claimants.free()
        sales.free()
    }

    func begin(serial: Text, isShared: Bool) {
        self.serial = serial
        self.isShared = isShared
        place = .absent
        since = .absent
        claimants.removeAll()
        resetCustody()
        isToldShared = false
        origin = nil
        trail?.begin()
    }

    private func resetCustody() {
        custody = Custody()
        sales.removeAll()
    }

    // MARK: Legality

    /// Whether a movement is legal now: what the table of places allows.
    func isLegal(_ candidate: UnitMovement) -> Bool {
        let movement = candidate.movement
        switch movement.kind {
        case .opening, .despatch: return !custody.isBacked
        case .order: return place == .inStock || place == .away
        case .return: return place == .sold && isForHolder(movement)
        case .adjustment: return Self.isLegal(movement.line.pointee.action, in: place)
        case .copy, .fulfilment, .identity: return false
        }
    }

    static func isLegal(_ action: AdjustmentAction, in place: Place) -> Bool {
        switch action {
        case .hold, .transferOut: place == .inStock
        case .writeOff: place == .inStock || place == .away || place == .quarantined || place == .inRepair
        case .vendorReturn: place == .inStock || place == .quarantined
        case .transferIn: place == .away
        case .release: place == .quarantined
        case .sendBack: place == .inRepair
        case .found: place == .writtenOff
        }
    }

    /// Whether a return names no order, or one that holds the unit, by its number alone.
    private func isForHolder(_ movement: Movement) -> Bool {
        guard movement.namesOrder else { return true }
        let order = movement.line.pointee.reference
        return claimants.buffer.contains { $0.line.pointee.document == order }
    }

    // MARK: Taking a movement

    func take(_ next: UnitMovement) {
        custody.isEmpty = false
        guard let trail else { return apply(next) }
        let (from, custodies) = (place, trail.custodies)
        apply(next)
        trail.take(next, from: from, to: place, custody: custodies)
    }

    private func apply(_ next: UnitMovement) {
        switch next.movement.kind {
        case .opening, .despatch: receive(next)
        case .order: sell(next)
        case .return: takeBack(next)
        case .adjustment: adjust(next)
        case .copy, .fulfilment, .identity: break
        }
    }

    private func receive(_ next: UnitMovement) {
        let movement = next.movement
        let sku = movement.sku
        guard !custody.isBacked else {
            if sku != custody.backedBy {
                report(.serialCollision, next, other: custody.backing?.line)
            } else if place == .sold || place == .inRepair {
                report(.receiptWhileSold, next, other: claimants.last?.line)
            } else {
                report(.duplicateReceipt, next, other: custody.backing?.line)
            }
            output.quality.refuse(movement)
            return
        }
        custody.backedBy = sku
        custody.backing = movement
        output.counts.accepted += 1
        if place == .absent { move(to: .inStock, next) }
        guard !next.isHistory else { return }
        if custody.firstSale != nil { custody.lateBacking = movement }
        if movement.kind == .opening { custody.opening += 1 } else { custody.received += 1 }
        if isShared, !isToldShared {
            isToldShared = true
            report(.serialShared, next)
        }
    }

    private func sell(_ next: UnitMovement) {
        let movement = next.movement
        let stock = movement.stock
        if custody.firstSale == nil { custody.firstSale = next }
        if !next.isHistory { sales.append(movement) }
        switch place {
        case .sold, .inRepair:
            report(.duplicateSale, next, other: claimants.last?.line)
            claimants.append(Claimant(movement))
            return
        case .quarantined: report(.quarantinedSale, next, other: custody.backing?.line)
        case .writtenOff: report(.writtenOffSale, next, other: custody.backing?.line)
        case .absent, .inStock, .away, .reserved: break
        }
        if !next.isHistory {
            if stock == .house, place == .quarantined || place == .writtenOff || place == .away {
                custody.adjusted += 1
            } else if stock == .other, place == .inStock {
                custody.adjusted -= 1
            }
        }
        claimants.removeAll()
        claimants.append(Claimant(movement))
        move(to: .sold, next)
    }

    private func takeBack(_ next: UnitMovement) {
        guard place == .sold else {
            report(.unexpectedReturn, next)
            return
        }
        custody.isReturned = true
        if !next.isHistory, next.movement.stock == .house { custody.cameBack += 1 }
        guard isForHolder(next.movement) else {
            report(.returnOrderMismatch, next, other: claimants.last?.line)
            trail?.free(claimants.buffer.map(\.holder))
            claimants.removeAll()
            move(to: .quarantined, next)
            return
        }
        if next.movement.stock == .other {
            claimants.removeAll()
            move(to: .away, next)
            return
        }
        switch next.movement.line.pointee.disposition {
        case .repair:
            custody.isDefective = true
            move(to: .inRepair, next)
        case .quarantine: giveUp(next, to: .quarantined)
        case .scrap:
            custody.isDefective = true
            giveUp(next, to: .writtenOff)
        case .resaleable:
            if !next.isHistory { custody.returned += 1 }
            giveUp(next, to: .inStock)
        }
    }

    private func giveUp(_ next: UnitMovement, to target: Place) {
        claimants.removeAll()
        move(to: target, next)
    }

    private func adjust(_ next: UnitMovement) {
        let action = next.movement.line.pointee.action
        guard Self.isLegal(action, in: place) else {
            report(.unexpectedAdjustment, next)
            return
        }
        if !next.isHistory {
            switch action {
            case .release, .found, .transferIn: custody.adjusted += 1
            case .hold, .transferOut: custody.adjusted -= 1
            case .writeOff, .vendorReturn: if place == .inStock { custody.adjusted -= 1 }
            case .sendBack: break
            }
        }
        switch action {
        case .hold: move(to: .quarantined, next)
        case .writeOff: giveUp(next, to: .writtenOff)
        case .transferOut: move(to: .away, next)
        case .transferIn, .release, .found: move(to: .inStock, next)
        case .sendBack: move(to: .sold, next)
        case .vendorReturn:
            move(to: .absent, next)
            endCustody(.vendorReturn)
        }
    }

    private func move(to target: Place, _ next: UnitMovement) {
        place = target
        since = next.movement.at
    }

    private func report(_ kind: FindingKind, _ next: UnitMovement, other: UnsafePointer<DocumentLine>? = nil) {
        guard !next.isHistory else { return }
        var finding = FindingRow(kind, next.movement.line, serial: serial, quantity: 1)
        finding.other = other == next.movement.line ? nil : other
        output.findings.append(finding)
    }

    // MARK: Custodies

    /// The SKU of the unit: of what backed it, else of its first sale.
    private var custodySKU: Int32 {
        if custody.isBacked { return custody.backedBy }
        return custody.firstSale?.movement.sku ?? -1
    }

    /// Between history and the rest: a sold unit, or one in repair, stays so and is backed from now on; of any other the
    /// stock-take has the say.
    func passStockTake() {
        let isKept = place == .sold || place == .inRepair
        trail?.passStockTake(from: place, to: isKept ? place : .absent)
        guard isKept else {
            endCustody(.stockTake)
            place = .absent
            since = .absent
            claimants.removeAll()
            return
        }
        guard !custody.isBacked, let sale = custody.firstSale else { return }
        custody.backedBy = sale.component ?? sale.movement.sku
        output.counts.survivors += 1
    }

    /// Closes a custody: its figures go to its SKU, its sales are judged by it.
    private func endCustody(_ end: LifeTrail.End) {
        defer { resetCustody() }
        guard !custody.isEmpty else { return }
        let sku = custodySKU
        trail?.endCustody(sku: sku, backing: custody.backing, isBacked: custody.isBacked, end: end)
        if sku >= 0, let line = custody.backing?.line ?? custody.firstSale?.movement.line { origin = (sku, line) }
        if custody.isBacked { output.counts.backed += 1 }
        if sku >= 0 {
            output.totals.add(custody.opening, to: .opening, of: sku)
            output.totals.add(custody.received, to: .received, of: sku)
            output.totals.add(custody.returned, to: .returned, of: sku)
            output.totals.add(custody.adjusted, to: .adjusted, of: sku)
            output.totals.add(custody.cameBack, to: .cameBack, of: sku)
        }
        if custody.isReturned {
            let line = custody.backing?.line
            output.quality.add(to: \.returned, serial: serial, backing: line)
            if custody.isDefective { output.quality.add(to: \.defective, serial: serial, backing: line) }
        }
        for sale in sales.buffer {
            let sold = sale.sku
            guard sold != sku, context[sold].count(of: sku) == 0 else { continue }
            var finding = FindingRow(.skuMismatch, sale.line, serial: serial, quantity: 1)
            finding.other = custody.backing?.line
            output.findings.append(finding)
        }
        if !custody.isBacked, let sale = sales.first {
            output.findings.append(FindingRow(.unknownSerial, sale.line, serial: serial, quantity: 1))
        }
        if let late = custody.lateBacking {
            var finding = FindingRow(.soldBeforeReceived, late.line, serial: serial, quantity: 1)
            finding.other = custody.firstSale?.movement.line
            output.findings.append(finding)
        }
    }

    /// The end of all movements.
    ///
    /// - Parameter passingStockTake: Only history was taken, so the stock-take is still to be passed.
    func end(passingStockTake: Bool) {
        if passingStockTake { passStockTake() }
        let backing = custody.backing
        endCustody(.last)
        output.counts.units += 1
        trail?.end(
            sku: origin?.sku ?? -1, place: finalPlace, since: since, claimants: claimants.buffer.map(\.holder))
        guard let origin else { return }
        if context[origin.sku].checksSerials, !context.tables.skus.scheme(of: origin.sku).check(serial) {
            var finding = FindingRow(.invalidSerial, origin.line, serial: serial, quantity: 1)
            finding.sku = origin.sku
            output.findings.append(finding)
            output.quality.add(to: \.invalid, serial: serial, backing: origin.line)
        }
        keep(sku: origin.sku, backing: backing)
    }

    /// The place, a sold unit that has not left being reserved.
    private var finalPlace: Place {
        guard place == .sold, claimants.count == 1, let claimant = claimants.first, !claimant.hasLeft,
            claimant.stock == .house
        else { return place }
        return .reserved
    }

    /// Counts the unit at its place, and keeps it if the house has it.
    private func keep(sku: Int32, backing: Movement?) {
        let final = finalPlace
        switch final {
        case .inStock: output.totals.add(1, to: .unitsInStock, of: sku)
        case .reserved: output.totals.add(1, to: .unitsReserved, of: sku)
        case .quarantined: output.totals.add(1, to: .unitsQuarantined, of: sku)
        case .away: output.totals.add(1, to: .unitsAway, of: sku)
        case .inRepair: break
        case .absent, .sold, .writtenOff: return
        }
        let holders = output.arena.allocate(claimants.count * MemoryLayout<UnsafePointer<DocumentLine>>.stride)
            .bindMemory(to: UnsafePointer<DocumentLine>.self, capacity: claimants.count)
        for index in 0..<claimants.count { (holders + index).initialize(to: claimants[index].line) }
        output.keep(
            UnitResult(
                sku: sku, place: final, serial: serial, since: since, backing: backing?.line,
                backingBatch: backing?.batch ?? -1,
                claimants: UnsafeBufferPointer(start: holders, count: claimants.count)))
    }
}
