/// Compares two outcomes the way that promise 1 of the rules is meant.
package struct OutcomeComparison {
    /// The differences, one a line; empty where the outcomes agree.
    package private(set) var differences: [String] = []

    /// Compares `got` with `wanted`, leaving findings of some kinds out, and of some kinds comparing neither party,
    /// document nor line: the rules do not say which line an `invalid-serial` names.
    package init(
        wanted: PlainOutcome, got: PlainOutcome, without kinds: Set<String> = [],
        withoutLines lineless: Set<String> = []
    ) {
        compare("stock_by_sku", wanted.stockBySKU, got.stockBySKU)
        compare("stock_units", wanted.units.map(\.description), got.units.map(\.description))
        func lines(_ outcome: PlainOutcome) -> [String] {
            outcome.findings.filter { !kinds.contains($0.kind) }.map { finding in
                guard lineless.contains(finding.kind) else { return finding.description }
                return finding.columns[..<4].joined(separator: ",")
            }.sorted(by: inByteOrder)
        }
        compare("findings", lines(wanted), lines(got))
    }

    private mutating func compare(_ file: String, _ wanted: [String], _ got: [String]) {
        var counts: [String: Int] = [:]
        for line in wanted { counts[line, default: 0] += 1 }
        for line in got { counts[line, default: 0] -= 1 }
        for line in counts.keys.sorted(by: inByteOrder) {
            let count = counts[line, default: 0]
            if count > 0 { differences.append("\(file): missing \(line)") }
            if count < 0 { differences.append("\(file): extra   \(line)") }
        }
        let sameLines = counts.values.allSatisfy { $0 == 0 }
        if sameLines && wanted != got { differences.append("\(file): same lines in another order") }
    }
}
