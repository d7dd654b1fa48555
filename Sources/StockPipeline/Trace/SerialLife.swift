import StockLedger
import StockMatching
import StockModel

/// The lives of the units with one serial, folded once more from their movements with just the names that these need.
final class SerialLife {
    let serial: Text
    let origin: Origin
    /// The lines that list the serial.
    private(set) var lines: [UnsafePointer<DocumentLine>] = []

    private let lookup: SerialLookup
    private let entries: [String: CatalogueEntry]
    private let context: FoldContext
    private let tables: FoldTables
    private let trail = LifeTrail()
    private var stillLines: [UnsafePointer<DocumentLine>] = []
    private let kept = RowList<DocumentLine>()
    private let arena = Arena()
    /// Where the names lie that tables and lines speak of.
    private let names = Names()

    init(_ serial: String, _ transaction: LedgerTransaction, _ lookup: SerialLookup, _ rules: Rules) throws {
        self.lookup = lookup
        let arena = arena
        let text = arena.store(serial)
        self.serial = text
        let skus = try lookup.skus(of: serial)
        let known = try lookup.entries(skus: skus)
        entries = Dictionary(known.map { ($0.sku, $0) }, uniquingKeysWith: { first, _ in first })
        let entries = entries
        // Every SKU is resolved already, so one that the catalogue does not know goes as an entry without anything.
        let table: SKUTable
        do throws(CatalogueError) {
            table = try SKUTable(entries: skus.map { entries[$0] ?? CatalogueEntry(sku: $0) }, names: [])
        } catch {
            throw RunFailure("the catalogue of the ledger contradicts itself: \(error.problems[0].description)")
        }
        let names = names
        let nameTable = try transaction.names(names, isLazy: true)
        let first = FoldTables(rules: rules, skus: table, names: names.texts, identities: [])
        let lineTable = try transaction.lines(nameTable, SKUNames(names: nameTable, context: first.makeContext()))
        var stored: [StoredMovement] = []
        try lineTable.forEachMovement(serial: text) { stored.append($0) }
        var movements: [Movement] = []
        for each in stored {
            let line = kept.appended(try lineTable.line(id: each.line, arena: arena).line)
            if each.serial.batch >= 0 {
                let serials = line.pointee.serials.map { $0.text == text ? each.serial : $0 }
                line.pointee.serials = serials.withUnsafeBufferPointer { arena.store(list: $0) }
            }
            lines.append(UnsafePointer(line))
            if each.moves {
                movements.append(Movement(each.serial, on: line, at: each.at, hasLeft: each.hasLeft))
            } else {
                stillLines.append(UnsafePointer(line))
            }
        }
        // With the names that the lines have brought.
        tables = FoldTables(first, names: names.texts)
        context = tables.makeContext()
        origin = Origin(context: context)
        var takes = StockTakes(count: context.skus.count)
        for sku in 0..<Int32(context.skus.count) {
            if let day = try lookup.cutOff(sku: context[sku].name.description) {
                takes.note(sku: sku, at: Timestamp(day: day))
            }
        }
        guard !movements.isEmpty else { return }
        let output = MatchOutput(skus: context.skus.count, pool: BlockPool())
        let matcher = Matcher(context: context, cutOffs: takes.cutOffs(in: arena), output: output, trail: trail)
        movements.withUnsafeBufferPointer { matcher.fold(serial: $0) }
        withExtendedLifetime(first) {}
    }

    // MARK: Out

    func units() throws -> [Trace.Unit] { try trail.units.map(unit) }

    /// What lists the serial and moves nothing.
    func still() throws -> [Trace.Step] {
        try stillLines.map { line in
            var step = try step(on: line, at: line.pointee.at)
            step.what = line.pointee.kind == .despatch ? "announced" : "cancelled"
            return step
        }.sorted { $0.at < $1.at }
    }

    private func unit(_ lived: LifeTrail.Unit) throws -> Trace.Unit {
        var unit = Trace.Unit()
        unit.sku = lived.sku < 0 ? "" : context[lived.sku].name.description
        unit.name = entries[unit.sku]?.name ?? ""
        unit.place = lived.place
        unit.since = lived.since
        for (index, each) in lived.steps.enumerated() {
            unit.steps += takes(lived, before: index)
            var step = try step(on: each.movement.line, at: each.movement.at)
            step.what = Self.word(each.movement)
            step.custody = each.custody + 1
            step.from = each.from
            step.to = each.to
            step.isHistory = each.isHistory
            unit.steps.append(step)
        }
        unit.steps += takes(lived, before: lived.steps.count)
        unit.custodies = lived.custodies.map(custody)
        unit.holders = try lived.claimants.map { try holder($0.line, hasLeft: $0.hasLeft) }
        return unit
    }

    /// Stock-takes that did not find the unit where it was thought to be.
    private func takes(_ lived: LifeTrail.Unit, before index: Int) -> [Trace.Step] {
        lived.stockTakes.filter { $0.beforeStep == index && $0.from != $0.to }.map { take in
            var step = Trace.Step("not-found")
            step.from = take.from
            step.to = take.to
            step.isHistory = true
            step.custody = index > 0 ? lived.steps[index - 1].custody + 1 : 1
            return step
        }
    }

    private static func word(_ movement: Movement) -> String {
        switch movement.kind {
        case .opening: "stock-take"
        case .despatch: "received"
        case .order: movement.hasLeft ? "sold" : "assigned"
        case .return: "returned"
        case .adjustment: movement.line.pointee.action.word
        case .copy, .fulfilment, .identity: ""
        }
    }

    private func step(on pointer: UnsafePointer<DocumentLine>, at: Timestamp) throws -> Trace.Step {
        let line = pointer.pointee
        var step = Trace.Step("")
        step.at = at
        step.kind = line.kind
        step.party = context.name(line.scope).description
        step.document = line.document.description
        step.line = line.line.description
        step.reference = line.reference.description
        if line.kind == .return { step.disposition = "\(line.disposition)" }
        step.sku = context[line.sku].name.description
        // An export that is read each night adds a record each night.
        step.moreEvidence = max(0, line.evidence.count - Self.mostEvidence)
        for each in line.evidence.prefix(Self.mostEvidence) {
            let found = try lookup.evidence(each, document: line.document)
            step.evidence.append(
                Trace.Source(
                    file: found.file, record: found.record, line: found.line, written: written(in: found.serials)))
        }
        return step
    }

    /// How a record writes the serial, where it writes it in another way.
    private func written(in serials: [String]) -> String {
        guard !serials.contains(serial.description) else { return "" }
        return serials.first { tables.normalised($0) == serial.description } ?? (serials.count == 1 ? serials[0] : "")
    }

    private func custody(_ lived: LifeTrail.Custody) -> Trace.Custody {
        var custody = Trace.Custody(sku: lived.sku < 0 ? "" : context[lived.sku].name.description)
        guard let backing = lived.backing?.pointee else { return custody }
        custody.isBacked = true
        if backing.kind == .despatch {
            custody.supplier = context.name(backing.scope).description
            custody.despatch = backing.document.description
        }
        let batch = lived.batch >= 0 ? lived.batch : backing.batch
        guard batch >= 0 else { return custody }
        let parts = context.name(batch).description.split(separator: "\u{1F}", omittingEmptySubsequences: false)
        custody.lot = parts.first.map(String.init) ?? ""
        custody.expiry = parts.count > 1 ? String(parts[1]) : ""
        return custody
    }

    private func holder(_ line: UnsafePointer<DocumentLine>, hasLeft: Bool) throws -> Trace.Holder {
        var holder = Trace.Holder(
            channel: context.name(line.pointee.scope).description, order: line.pointee.document.description,
            line: line.pointee.line.description, hasLeft: hasLeft)
        let buyer = try lookup.buyer(line.pointee.buyer)
        func field(_ field: BuyerField) -> String {
            buyer.indices.contains(field.rawValue) ? buyer[field.rawValue] : ""
        }
        holder.buyer.name = field(.name)
        holder.buyer.company = field(.company)
        holder.buyer.email = field(.email)
        holder.buyer.phone = field(.phone)
        return holder
    }

    /// As many records as a finding lists (`semantics.md`, section 9).
    private static let mostEvidence = 20

    /// Whether a finding is about a line.
    func isOf(_ line: UnsafePointer<DocumentLine>, _ finding: Finding) -> Bool {
        finding.party == context.name(line.pointee.scope).description
            && finding.document == line.pointee.document.description && finding.line == line.pointee.line.description
    }
}
