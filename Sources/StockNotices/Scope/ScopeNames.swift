/// How a scope's words become what goods are known by. `StockMatching` knows; whoever compiles a scope passes it in.
package struct ScopeNames {
    /// What units are matched by for a serial as written (`semantics.md`, section 3); several where the SKU would decide,
    /// none where it is no serial.
    package var serialForms: (String) -> [String]
    /// The 14 digits of a GTIN; nil where it is none.
    package var gtin: (String) -> String?
    package var facts: CatalogueFacts

    package init(
        facts: CatalogueFacts, serialForms: @escaping (String) -> [String], gtin: @escaping (String) -> String?
    ) {
        self.facts = facts
        self.serialForms = serialForms
        self.gtin = gtin
    }
}
