import StockMatching
import StockModel
import StockNotices

/// How what people write in campaigns, cards and lists becomes what goods are known by.
struct NoticeNames {
    let facts: CatalogueFacts
    private let tables: FoldTables
    /// By an identifier as normalised: the serials of the units that have it, itself left out.
    private let owners: (String) -> [String]

    /// - Parameter owners: The serials of the units that an identifier (normalised) is another one of; several where units
    ///   contest it, so that each of them may be meant.
    init(tables: FoldTables, owners: @escaping (String) -> [String]) {
        self.tables = tables
        self.owners = owners
        facts = CatalogueFacts(entries: tables.skus.entries) { GTIN($0)?.description }
    }

    /// Names by the identities of `tables`.
    init(tables: FoldTables) {
        let contested = Dictionary(
            tables.aliases.conflicts.map { ($0.identifier.description, $0.serials.map(\.description)) },
            uniquingKeysWith: { first, _ in first })
        self.init(tables: tables) { identifier in
            if let serials = contested[identifier] { return serials }
            let kept = Arena()
            let serial = tables.aliases.replacement(for: kept.store(identifier)).description
            return serial == identifier ? [] : [serial]
        }
    }

    /// What units are matched by for a serial as written (`semantics.md`, section 3): as normalised, as SKUs whose serials
    /// are IMEIs or MEIDs normalise it, and the serials of units of which it is another identifier. None where it is no
    /// serial.
    func serialForms(_ written: String) -> [String] {
        var forms: [String] = []
        for form in SerialForms.of(written, tables: tables) {
            for each in [form] + owners(form) where !forms.contains(each) { forms.append(each) }
        }
        return forms
    }

    /// The SKU that a written one means: the catalogue's entry, else as written.
    func sku(_ written: String) -> String { tables.skus.sku(named: written) }

    /// What a scope's words become.
    var scope: ScopeNames {
        ScopeNames(facts: facts, serialForms: serialForms) { GTIN($0)?.description }
    }
}
