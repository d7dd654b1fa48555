package import StockModel

/// One thing that is wrong in a catalogue.
package struct CatalogueProblem: Sendable, Equatable {
    /// The entry at fault.
    package let entry: CatalogueEntry
    /// The column at fault, as the house's own format calls it.
    package let column: String
    /// What is wrong, as a sentence without its full stop.
    package let problem: String
    /// What to do, as a sentence without its full stop.
    package let remedy: String

    package init(_ entry: CatalogueEntry, column: String, _ problem: String, remedy: String) {
        self.entry = entry
        self.column = column
        self.problem = problem
        self.remedy = remedy
    }

    /// What is wrong and what to do, in sentences.
    package var description: String { "\(problem). \(remedy)." }
}

/// A catalogue that contradicts itself; nothing can be folded with it.
package struct CatalogueError: Error, Sendable {
    /// All that is wrong, in the order of the entries; at least one.
    package let problems: [CatalogueProblem]
}

/// What a catalogue must not say (`semantics.md`, section 4): one name for two entries, a kit in a kit, an identifier that
/// cannot be used.
package struct CatalogueReview {
    private let entries: [CatalogueEntry]
    private var found: [(entry: Int, problem: CatalogueProblem)] = []

    /// All that makes a catalogue useless, in the order of the entries.
    package static func problems(in entries: [CatalogueEntry]) -> [CatalogueProblem] {
        var review = CatalogueReview(entries: entries)
        review.reviewNames()
        review.reviewKits()
        review.reviewIdentifiers()
        return review.found.enumerated().sorted { ($0.element.entry, $0.offset) < ($1.element.entry, $1.offset) }
            .map(\.element.problem)
    }

    private init(entries: [CatalogueEntry]) { self.entries = entries }

    private mutating func note(_ index: Int, _ column: String, _ problem: String, _ remedy: String) {
        found.append((index, CatalogueProblem(entries[index], column: column, problem, remedy: remedy)))
    }

    // MARK: Names

    private mutating func reviewNames() {
        var skus: [String: Int] = [:]
        for (index, entry) in entries.enumerated() { take(entry.sku, of: index, "sku", "SKU", among: &skus) }
        // An alias may be the entry's own SKU, or stand there twice.
        var names = skus
        for (index, entry) in entries.enumerated() {
            for alias in entry.aliases { take(alias, of: index, "aliases", "name", among: &names) }
        }
        var parts: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            for part in entry.supplierParts {
                take(part, of: index, "supplier_parts", "supplier part", among: &parts)
            }
        }
        var gtins: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            if let gtin = GTIN(entry.gtin) { take("\(gtin)", of: index, "gtin", "GTIN", among: &gtins) }
        }
    }

    /// Takes note of a name; one that leads to an earlier entry already is a problem of the later one. Of a SKU that stands
    /// there twice, only that is told.
    private mutating func take(
        _ name: String, of index: Int, _ column: String, _ what: String, among names: inout [String: Int]
    ) {
        guard let other = names[name] else {
            names[name] = index
            return
        }
        guard other != index, column == "sku" || entries[other].sku != entries[index].sku else { return }
        note(
            index, column,
            "The \(what) \(name) leads to two catalogue entries: \(shown(other, beside: index)) and \(shown(index))",
            "Leave it with one of them")
    }

    private func shown(_ index: Int, beside other: Int? = nil) -> String {
        let entry = entries[index]
        let isElsewhere = other.map { entries[$0].file != entry.file } ?? false
        return "\(entry.sku) (line \(entry.lineNumber)\(isElsewhere ? " of another file" : ""))"
    }

    // MARK: Kits and identifiers

    private mutating func reviewKits() {
        let kits = Set(entries.filter { !$0.components.isEmpty }.map(\.sku))
        for (index, entry) in entries.enumerated() {
            var told: Set<String> = []
            for part in entry.components where kits.contains(part.sku) && told.insert(part.sku).inserted {
                note(
                    index, "components", "The kit \(entry.sku) has the kit \(part.sku) as a component",
                    "List the components of \(part.sku) in its place: kits cannot be nested")
            }
        }
    }

    private mutating func reviewIdentifiers() {
        for (index, entry) in entries.enumerated() {
            do throws(IdentifierSchemeError) {
                _ = try IdentifierScheme(entry.identifier)
            } catch {
                let remedy = error.remedy.prefix(1).uppercased() + error.remedy.dropFirst()
                note(
                    index, "identifier",
                    "The identifier of \(entry.sku) cannot be used: character \(error.column) of `\(entry.identifier)`: "
                        + error.message, remedy)
            }
        }
    }
}
