package import StockModel

/// The terms, made ready to find the one that fits goods best (`notices.md`, section 4).
package struct WarrantyTerms: Sendable {
    /// The columns that a row fills, by their weight where two rows fill as many.
    private struct Columns: OptionSet, Hashable {
        let rawValue: UInt8
        static let sku = Columns(rawValue: 8)
        static let brand = Columns(rawValue: 4)
        static let category = Columns(rawValue: 2)
        static let country = Columns(rawValue: 1)
    }

    private struct Key: Hashable {
        var columns: Columns
        var sku = ""
        var brand = ""
        var category = ""
        var country = ""
    }

    private var rows: [Key: WarrantyTerm] = [:]
    /// Those that some row has, the most specific first.
    private var inOrder: [Columns] = []

    /// - Parameter terms: In any order. Of rows with the same columns the longest counts.
    package init(_ terms: [WarrantyTerm]) {
        for term in terms {
            let columns = Self.columns(of: term)
            let key = Self.key(columns, term.sku, term.brand, term.category, term.country)
            if let other = rows[key], !Self.isLonger(term, other) { continue }
            rows[key] = term
        }
        inOrder = Set(rows.keys.map(\.columns)).sorted { a, b in
            let counts = (a.rawValue.nonzeroBitCount, b.rawValue.nonzeroBitCount)
            return counts.0 != counts.1 ? counts.0 > counts.1 : a.rawValue > b.rawValue
        }
    }

    /// The term for goods: the row that fits with the most filled columns, else the catalogue's months; nil where there is
    /// neither.
    package func term(sku: Text, facts: CatalogueFacts.Facts?, country: Text) -> WarrantyTerm? {
        let (sku, country) = (sku.description, country.description)
        for columns in inOrder {
            let key = Self.key(columns, sku, facts?.brand ?? "", facts?.category ?? "", country)
            if let term = rows[key] { return term }
        }
        return facts?.warrantyMonths.map { WarrantyTerm(months: $0) }
    }

    private static func columns(of term: WarrantyTerm) -> Columns {
        var columns: Columns = []
        if !term.sku.isEmpty { columns.insert(.sku) }
        if !term.brand.isEmpty { columns.insert(.brand) }
        if !term.category.isEmpty { columns.insert(.category) }
        if !term.country.isEmpty { columns.insert(.country) }
        return columns
    }

    /// SKUs are compared exactly, words without regard to letter case.
    private static func key(
        _ columns: Columns, _ sku: String, _ brand: String, _ category: String, _ country: String
    ) -> Key {
        Key(
            columns: columns, sku: columns.contains(.sku) ? sku : "",
            brand: columns.contains(.brand) ? brand.lowercased() : "",
            category: columns.contains(.category) ? category.lowercased() : "",
            country: columns.contains(.country) ? country.lowercased() : "")
    }

    private static func isLonger(_ a: WarrantyTerm, _ b: WarrantyTerm) -> Bool {
        if a.months != b.months { return a.months > b.months }
        let legal = (a.rules.legalMonths ?? 0, b.rules.legalMonths ?? 0)
        return legal.0 != legal.1 ? legal.0 > legal.1 : a.line < b.line
    }
}
