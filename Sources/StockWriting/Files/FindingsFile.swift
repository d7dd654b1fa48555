package import StockModel

/// `findings.csv`: one row a finding, worst first.
package enum FindingsFile {
    package static let name = "findings.csv"
    package static let columns = [
        "severity", "kind", "sku", "serial", "quantity", "party", "document", "line", "at", "status", "detail",
        "suggestion", "evidence", "id",
    ]
    /// How many records a row names; the rest is a number.
    package static let longestEvidence = 20

    /// Writes findings that come in their order (`precedes`), each made only when it is written; `sources` are the files that
    /// their evidence refers to by index.
    package static func write(
        sorted findings: some Sequence<Finding>, sources: [Source], to publication: Publication
    ) throws(WritingFailure) {
        try write(
            listed: findings.lazy.map { finding in
                let evidence = text(of: finding.evidence) {
                    sources.indices.contains(Int($0)) ? sources[Int($0)].file : ""
                }
                return ListedFinding(id: finding.id, finding: finding, status: .new, evidence: evidence)
            }, to: publication)
    }

    /// Writes findings that come in their order (`precedes`), as a ledger lists them.
    package static func write(
        listed findings: some Sequence<ListedFinding>, to publication: Publication
    ) throws(WritingFailure) {
        var writer = CSVWriter(try publication.newFile(name), columns: columns)
        for finding in findings {
            append(finding, to: &writer.rows)
            try writer.endRow()
        }
        try writer.finish()
    }

    private static func append(_ listed: ListedFinding, to rows: inout CSVRows) {
        let finding = listed.finding
        rows.field(finding.kind.severity.word)
        rows.field(finding.kind.rawValue)
        rows.field(finding.sku)
        rows.field(finding.serial)
        rows.field(finding.quantity)
        rows.field(finding.party)
        rows.field(finding.document)
        rows.field(finding.line)
        rows.field(finding.at)
        rows.field(listed.status.rawValue)
        rows.field(finding.detail)
        rows.field(finding.suggestion)
        rows.field(listed.evidence)
        rows.field(listed.id)
    }

    /// Severity, kind, SKU, serial, party, document, line; then the rest, so that equal ones have an order too.
    package static func precedes(_ a: Finding, _ b: Finding) -> Bool {
        if a.kind.severity != b.kind.severity { return a.kind.severity < b.kind.severity }
        if a.kind != b.kind { return ByteOrder.precedes(a.kind.rawValue, b.kind.rawValue) }
        // Most differ in the first: the others are not asked for then.
        var order = ByteOrder.compare(a.sku, b.sku)
        if order == 0 { order = ByteOrder.compare(a.serial, b.serial) }
        if order == 0 { order = ByteOrder.compare(a.party, b.party) }
        if order == 0 { order = ByteOrder.compare(a.document, b.document) }
        if order == 0 { order = ByteOrder.compare(a.line, b.line) }
        if order != 0 { return order < 0 }
        if a.quantity != b.quantity { return (a.quantity ?? Int.min) < (b.quantity ?? Int.min) }
        if a.at != b.at { return a.at < b.at }
        return ByteOrder.compare((a.detail, b.detail), (a.suggestion, b.suggestion)) < 0
    }

    /// `file#record;file#record…`, sorted by file and record, each once, at most `longestEvidence`, then `+n`.
    ///
    /// - Parameter file: The name of a file by its index.
    package static func text(of evidence: [Evidence], file: (Int32) -> String) -> String {
        func name(_ item: Evidence) -> String { file(item.file) }
        let items = Set(evidence).sorted { a, b in
            let order = a.file == b.file ? 0 : ByteOrder.compare(name(a), name(b))
            return order == 0 ? a.number < b.number : order < 0
        }
        var parts = items.prefix(longestEvidence).map { "\(name($0))#\($0.number)" }
        if items.count > longestEvidence { parts.append("+\(items.count - longestEvidence)") }
        return parts.joined(separator: ";")
    }
}

extension Finding {
    /// What makes it the same finding from night to night: the first 16 hexadecimal digits of the SHA-256 of kind,
    /// serial, SKU, party, document and line, joined by U+001F.
    package var id: String {
        let identity = [kind.rawValue, serial, sku, party, document, line].joined(separator: "\u{1F}")
        return String(Digest.hexadecimal(of: identity).prefix(16))
    }
}
