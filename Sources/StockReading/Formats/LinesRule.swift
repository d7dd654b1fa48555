/// How one row of a file is several lines of a document.
///
/// The parts of a line are columns for all rules of the format: `line.sku` is the part `sku`. Names of parts are compared
/// as names of columns are.
package enum LinesRule: Sendable {
    /// Numbered columns with a line each, whose parts stand packed in the cell: `line_item_{n}` with
    /// `name:Drill|sku:DR-18V|quantity:1`. A part has its name before its first `:`, and its place in the cell, from 1
    /// on, for another.
    case packed(columns: String, separator: UInt8)
    /// Numbered columns with a part each: `Product Item {n} *`, where `*` is the part's name.
    case numbered(columns: String)
    /// A cell with a list of objects in JSON: `[{"dsku": "D1", "qty": 2}]`.
    case json(column: String)

    /// What the names of parts begin with.
    static let prefix = "line."
    /// Where a column's name has its number.
    static let number = "{n}"

    /// Reads the rule, or notes what is wrong with it.
    static func read(_ node: DefinitionNode) -> LinesRule? {
        guard let fields = node.fields("how a row is several lines", known: ["columns", "parts", "json"]) else {
            return nil
        }
        if let json = fields["json"] {
            for key in ["columns", "parts"] { fields[key]?.wrong("With `json` there is no `\(key)`.") }
            return json.filledText("the column with the list").map { .json(column: $0) }
        }
        guard let columns = fields.required("columns", "the numbered columns, such as line_item_{n}"),
            let text = columns.filledText("numbered columns, such as line_item_{n}")
        else { return nil }
        guard text.split(separator: number, omittingEmptySubsequences: false).count == 2 else {
            columns.wrong("Write {n} once, where the number of the line stands: line_item_{n}.")
            return nil
        }
        guard let parts = fields["parts"] else {
            guard text.hasSuffix("*") else {
                columns.wrong("Write * at its end, where the name of a part stands, or `parts` for packed cells.")
                return nil
            }
            return .numbered(columns: text)
        }
        guard let separator = parts.filledText("the character between parts"), separator.utf8.count == 1 else {
            parts.wrong("Write one ASCII character here.")
            return nil
        }
        return .packed(columns: text, separator: separator.utf8.first ?? 0)
    }
}

/// The columns of one file that a `LinesRule` with `{n}` names.
struct NumberedColumns {
    /// Column, number of the line, and behind `*` the name of the part; in order of the numbers.
    private(set) var all: [(column: Int, number: Int, part: String)] = []

    /// - Parameters:
    ///   - template: a column's name with `{n}` and perhaps `*`.
    ///   - names: the header's names as written.
    init(_ template: String, names: [String]) {
        let halves = template.split(separator: LinesRule.number, omittingEmptySubsequences: false).map(String.init)
        let isOpen = template.hasSuffix("*")
        let prefix = FoldedName.fold(halves[0])
        let suffix = FoldedName.fold(isOpen ? String(halves[1].dropLast()) : halves[1])
        for (column, name) in names.enumerated() {
            let folded = FoldedName.fold(name)
            guard folded.hasPrefix(prefix) else { continue }
            let digits = folded.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { continue }
            let rest = folded.dropFirst(prefix.count + digits.count)
            guard isOpen ? rest.hasPrefix(suffix) && rest.count > suffix.count : rest == suffix else { continue }
            all.append((column, number, isOpen ? String(rest.dropFirst(suffix.count)) : ""))
        }
        all.sort { ($0.number, $0.column) < ($1.number, $1.column) }
    }

    /// The numbers in use.
    var numbers: [Int] {
        var numbers: [Int] = []
        for each in all where numbers.last != each.number { numbers.append(each.number) }
        return numbers
    }
}
