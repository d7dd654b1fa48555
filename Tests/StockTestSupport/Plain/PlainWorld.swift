/// All that a run reads: a catalogue, the rules, and documents.
package struct PlainWorld: Equatable, Sendable {
    package var catalogue: [PlainCatalogueEntry] = []
    package var rules: PlainRules
    package var documents: [PlainDocument] = []

    package init(rules: PlainRules) {
        self.rules = rules
    }
}

/// Records of one document that one input gave together, in their order.
///
/// Occurrences (`SKU#2`, a despatch's repeated line `n#2`, equal fulfilments without serials) are counted inside one of
/// these; two of them for one document are two exports or deliveries of it, and never share a file.
package struct PlainDocument: Equatable, Sendable {
    package var records: [PlainRecord]

    package init(_ records: [PlainRecord]) {
        self.records = records
    }
}
