internal import StockLedger
internal import StockMatching
internal import StockModel

/// Traces a serial on a ledger: looks into it without holding it, so that a run can be at work meanwhile, and loads only
/// what the serial touches.
package struct SerialTracer {
    private let path: String

    package init(ledger path: String) { self.path = path }

    /// - Parameter written: A serial as scanned or typed: in any notation, any of the unit's identifiers.
    package func trace(_ written: String) throws(RunFailure) -> Trace {
        do {
            let ledger = try Ledger(at: path, isReadOnly: true)
            return try ledger.look { try Self.trace(written, $0) }
        } catch {
            throw LedgerRun.failure(error, path)
        }
    }

    /// The most near serials that are told.
    private static let mostNear = 5

    private static func trace(_ written: String, _ transaction: LedgerTransaction) throws -> Trace {
        let lookup = try transaction.serials()
        // A ledger that nothing was folded on has no rules of its own yet, and no serials either.
        let rules = try LedgerFolding.lastRules(transaction) ?? Rules(businessDay: 0)
        let readings = SerialReadings.of(written, rules: rules)
        var trace = Trace(written: written, serial: readings.first ?? "")
        for reading in readings {
            let unit = try replacement(for: reading, lookup)
            guard try lookup.isListed(unit) else { continue }
            trace.serial = unit
            if unit != reading { trace.asked = reading }
            try complete(&trace, transaction, lookup, rules)
            return trace
        }
        for reading in readings where trace.claimants.isEmpty {
            let claimants = try lookup.claimants(of: reading)
            if claimants.count > 1 { trace.claimants = claimants }
            trace.identifiers = try identifiers(of: reading, lookup)
        }
        for reading in readings where trace.near.isEmpty {
            trace.near = try near(reading, transaction, lookup, rules)
        }
        return trace
    }

    // MARK: Identifiers (`semantics.md`, section 3 rule 6)

    /// What stands for an identifier everywhere.
    private static func replacement(for identifier: String, _ lookup: SerialLookup) throws -> String {
        let claimants = try lookup.claimants(of: identifier)
        guard claimants.count == 1, try !lookup.isOwnSerial(identifier) else { return identifier }
        return claimants[0]
    }

    /// The other identifiers for which a serial stands.
    private static func identifiers(of serial: String, _ lookup: SerialLookup) throws -> [String] {
        try lookup.identifiers(of: serial).filter { try replacement(for: $0, lookup) == serial }
    }

    // MARK: A known serial

    private static func complete(
        _ trace: inout Trace, _ transaction: LedgerTransaction, _ lookup: SerialLookup, _ rules: Rules
    ) throws {
        trace.identifiers = try identifiers(of: trace.serial, lookup)
        let claimants = try lookup.claimants(of: trace.serial)
        if claimants.count > 1 { trace.claimants = claimants }
        let life = try SerialLife(trace.serial, transaction, lookup, rules)
        trace.units = try life.units()
        trace.still = try life.still()
        // With those that another unit claims too, so that they stand for neither.
        let names = [trace.serial] + (try lookup.identifiers(of: trace.serial))
        var findings = try lookup.findings(origin: life.origin.serial(life.serial), serials: names)
        // What a line's own findings say of this serial, or of one of the lines that it is on.
        for line in life.lines {
            for each in try lookup.findings(origin: life.origin.of(line), serials: names)
            where !findings.contains(where: { $0.id == each.id }) {
                let finding = each.finding
                guard finding.serial == trace.serial || (finding.serial.isEmpty && life.isOf(line, finding)) else {
                    continue
                }
                findings.append(each)
            }
        }
        for name in names {
            findings += try lookup.findings(
                origin: life.origin.identifier(name), serials: names)
        }
        findings.sort { a, b in
            if a.finding.kind.severity != b.finding.kind.severity {
                return a.finding.kind.severity < b.finding.kind.severity
            }
            return a.finding.at != b.finding.at ? a.finding.at < b.finding.at : a.id < b.id
        }
        trace.findings = findings.map(TracedFinding.init)
        for unit in trace.units.indices {
            for step in trace.units[unit].steps.indices { trace.units[unit].steps[step].take(trace.findings) }
        }
        for step in trace.still.indices { trace.still[step].take(trace.findings) }
    }

    // MARK: An unknown serial

    private static func near(
        _ serial: String, _ transaction: LedgerTransaction, _ lookup: SerialLookup, _ rules: Rules
    ) throws -> [Trace.Near] {
        var found: [Trace.Near] = []
        for (rule, texts) in [
            ("look-alike", { NearSerials.lookAlikes(of: serial) }), ("edit", { NearSerials.singleEdits(of: serial) }),
        ] {
            for text in texts() {
                guard found.count < mostNear else { return found }
                var unit = text
                if try !lookup.isListed(text) {
                    guard try lookup.isIdentifier(text) else { continue }
                    unit = try replacement(for: text, lookup)
                    guard try unit != text && lookup.isListed(unit) else { continue }
                }
                guard !found.contains(where: { $0.serial == unit }) else { continue }
                let life = try SerialLife(unit, transaction, lookup, rules).units().first
                found.append(
                    Trace.Near(serial: unit, rule: rule, sku: life?.sku ?? "", place: life?.place ?? .absent))
            }
            // Whoever misread a letter made no other mistake as a rule.
            if !found.isEmpty { return found }
        }
        return found
    }
}

extension TracedFinding {
    init(_ listed: ListedFinding) {
        let finding = listed.finding
        self.init(
            id: listed.id, kind: finding.kind, status: listed.status, party: finding.party, document: finding.document,
            line: finding.line, at: finding.at, detail: finding.detail, suggestion: finding.suggestion,
            evidence: listed.evidence)
    }
}

extension Trace.Step {
    /// Takes note of the findings about its line.
    fileprivate mutating func take(_ all: [TracedFinding]) {
        guard !document.isEmpty else { return }
        findings = all.filter { $0.party == party && $0.document == document && $0.line == line }.map(\.kind)
    }
}
