internal import StockMatching
internal import StockModel
internal import StockReading

/// Checks the catalogue: rows that cannot be read, entries that contradict each other, and what no run complains of but
/// cannot be meant.
struct CatalogueCheck {
    let entries: [CatalogueEntry]
    /// The rejects of catalogue files.
    let rejects: [Reject]
    /// What to call a file, by its index.
    let name: (Int32) -> String

    var mistakes: [CheckMistake] {
        rows + problems.map { CheckMistake($0, file: name($0.entry.file)) }
    }

    private var rows: [CheckMistake] {
        rejects.map { reject in
            CheckMistake(
                file: name(reject.file), line: reject.line, field: reject.field,
                (reject.value.isEmpty ? "" : "`\(reject.value)`: ") + reject.problem, remedy: "")
        }
    }

    private var problems: [CatalogueProblem] {
        CatalogueReview.problems(in: entries) + components + numbers
    }

    // MARK: What no run complains of

    /// Components that are no entries. Those whose own row cannot be read are told there.
    private var components: [CatalogueProblem] {
        let skus = Set(entries.map(\.sku))
        let index = CatalogueIndex(entries: entries)
        return entries.flatMap { entry in
            entry.components.map(\.sku).filter { part in
                !skus.contains(part) && !rejects.contains { $0.raw.contains(part) }
            }
            .map { part in
                let meant = index.resolve(ItemIdentifiers(sku: part))
                let right = meant != part ? meant : NearestWord.of(part, among: skus.sorted())
                return CatalogueProblem(
                    entry, column: "components", "The component \(part) of \(entry.sku) is no SKU of the catalogue",
                    remedy: right.map { "Write \($0)" } ?? "Add an entry for it, or correct it")
            }
        }
    }

    /// Numbers that are no GTINs: nothing is ever found by them.
    private var numbers: [CatalogueProblem] {
        var first: [String: CatalogueEntry] = [:]
        return entries.filter { !$0.gtin.isEmpty && GTIN($0.gtin) == nil }.map { entry in
            let other = first[entry.gtin]
            if other == nil { first[entry.gtin] = entry }
            let also = other.map { ", and \($0.sku) (line \($0.lineNumber)) has it too" } ?? ""
            return CatalogueProblem(
                entry, column: "gtin",
                "\(entry.gtin) is no GTIN: it must have 8, 12, 13 or 14 digits, of which the last is the right check digit"
                    + also, remedy: "Copy it from the label, or leave it empty")
        }
    }
}
