/// The rules of reconciliation, written as plainly as they can be: slow, in memory, all at once.
///
/// The production code is compared with it on random worlds. It shares no code with it on purpose.
package struct ReferenceMatcher {
    let world: PlainWorld
    let normaliser: SerialNormaliser
    let kits: Kits

    package init(_ world: PlainWorld) {
        self.world = world
        normaliser = SerialNormaliser(rules: world.rules)
        kits = Kits(resolver: SKUResolver(catalogue: world.catalogue))
    }

    /// What the rules make of the world, before it is written down.
    struct Folded {
        var identities: Identities
        var lines: Consolidation
        /// One for each unit that anything moves, by serial.
        var lives: [(serial: String, life: UnitLife)]
        var balancing: Balancing
    }

    func fold() -> Folded {
        let records = world.documents.flatMap(\.records)
        let identities = Identities(records: records.filter { $0.kind == .identity }, normaliser: normaliser)
        let keyer = RecordKeyer(normaliser: normaliser, resolver: kits.resolver, identities: identities)
        let lines = Consolidation(keyer.keyed(world.documents), kits: kits)

        let movements = Movement.all(lines, businessDate: world.rules.businessDate)
        let groups = UnitGroups(kits: kits, rules: world.rules, cutOffs: lines.cutOffs)
        let lives = groups.units(movements).map { (serial: $0.serial, life: UnitLife($0, groups: groups)) }
        return Folded(
            identities: identities, lines: lines, lives: lives,
            balancing: Balancing(lines, lives: lives.map(\.life), kits: kits, rules: world.rules))
    }

    /// What must come out of the world.
    package func outcome() -> PlainOutcome {
        let folded = fold()
        let (lines, lives, balancing) = (folded.lines, folded.lives, folded.balancing)
        let skus = Set(lines.lines.map(\.sku)).union(kits.resolver.catalogue.map(\.sku))
            .union(kits.resolver.catalogue.flatMap { $0.components.map(\.sku) })
        let table = StockTable(balances: balancing.balances, kits: kits, skus: skus)

        var outcome = PlainOutcome()
        outcome.stockBySKU = table.rows
        outcome.units = lives.compactMap { Self.unit($0.serial, $0.life) }.sorted()
        var findings = lines.findings + lives.flatMap(\.life.findings) + balancing.findings + table.findings
        findings += LineFindings(lines, kits: kits, rules: world.rules).findings
        findings += folded.identities.conflicts.map { PlainFinding(kind: "alias-conflict", serial: $0) }
        findings += lives.compactMap { invalid($0.serial, $0.life) }
        outcome.findings = findings.sorted()
        var quality = Quality(lines, lives: lives.map(\.life), kits: kits, rules: world.rules)
        for (serial, life) in lives where invalid(serial, life) != nil {
            if let origin = life.origin { quality.addInvalid(serial, origin.line) }
        }
        outcome.quality = quality.rows
        outcome.cameBack = balancing.balances.filter { $0.value.cameBack != 0 && !kits.isKit($0.key) }
            .map { "\($0.key),\($0.value.cameBack)" }.sorted(by: inByteOrder)
        return outcome
    }

    /// A unit that the house has.
    private static func unit(_ serial: String, _ life: UnitLife) -> PlainUnit? {
        guard let sku = life.sku else { return nil }
        switch life.place {
        case .inStock, .quarantined, .away, .inRepair:
            return PlainUnit(sku: sku, serial: serial, place: life.place.rawValue)
        case .sold:
            return life.isReserved ? PlainUnit(sku: sku, serial: serial, place: "reserved") : nil
        case .absent, .writtenOff:
            return nil
        }
    }

    /// A unit whose serial breaks the rule of its SKU.
    private func invalid(_ serial: String, _ life: UnitLife) -> PlainFinding? {
        guard let origin = life.origin else { return nil }
        let identifier = kits.resolver.entry(origin.sku)?.identifier ?? "any"
        if IdentifierRule.holds(serial, identifier: identifier) { return nil }
        return origin.line.finding("invalid-serial", serial: serial, sku: origin.sku)
    }
}
