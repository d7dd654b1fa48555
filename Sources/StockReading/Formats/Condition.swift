/// What a rule of a format asks of a row's cells.
///
/// Texts are compared as `Words` are: without regard to case, white space, `_` and `-`. A column that the file does not
/// have counts as empty.
package indirect enum Condition: Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    /// Every one of the columns is filled.
    case filled([String])
    /// Every one of the columns is empty.
    case empty([String])
    /// The first filled of the columns passes a test.
    case test([String], Test)

    package enum Test: Sendable {
        case equals([String])
        case begins([String])
        case contains([String])
        case matches(TextPattern)
        /// A whole number above, or below, a number or what another column holds.
        case above(Limit)
        case below(Limit)
    }

    package enum Limit: Sendable, Equatable {
        case number(Int32)
        case column(String)
    }

    /// All columns that it looks at.
    var columns: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.columns)
        case .not(let part): part.columns
        case .filled(let columns), .empty(let columns): columns
        case .test(let columns, .above(.column(let other))), .test(let columns, .below(.column(let other))):
            columns + [other]
        case .test(let columns, _): columns
        }
    }
}

extension Condition {
    private static let keys = [
        "all", "any", "not", "filled", "empty", "column", "equals", "begins", "contains", "matches", "above", "below",
    ]
    private static let tests = ["equals", "begins", "contains", "matches", "above", "below"]

    /// Reads a condition; a list counts as `all`.
    static func read(_ node: DefinitionNode) -> Condition? {
        if node.isList { return .all(node.items.compactMap(read)) }
        guard let fields = node.fields("a condition", known: keys) else { return nil }
        if let column = fields["column"] { return readTest(column, fields) }
        let heads = ["all", "any", "not", "filled", "empty"].filter { fields[$0] != nil }
        guard heads.count == 1, let head = heads.first, let value = fields[head],
            tests.allSatisfy({ fields[$0] == nil })
        else {
            node.wrong(
                "Write one condition here: all, any, not, filled, empty, or column with one of "
                    + "\(tests.joined(separator: ", ")).")
            return nil
        }
        switch head {
        case "all": return .all(value.items.compactMap(read))
        case "any": return .any(value.items.compactMap(read))
        case "not": return read(value).map { .not($0) }
        case "filled": return .filled(value.texts("a column or a list of columns"))
        default: return .empty(value.texts("a column or a list of columns"))
        }
    }

    private static func readTest(_ column: DefinitionNode, _ fields: DefinitionFields) -> Condition? {
        let columns = column.texts("a column or a list of columns")
        let given = tests.filter { fields[$0] != nil }
        guard given.count == 1, let name = given.first, let value = fields[name] else {
            column.wrong("Write one test beside the column: \(tests.joined(separator: ", ")).")
            return nil
        }
        switch name {
        case "equals": return .test(columns, .equals(value.texts()))
        case "begins": return .test(columns, .begins(value.texts()))
        case "contains": return .test(columns, .contains(value.texts()))
        case "matches": return TextPattern.read(value).map { .test(columns, .matches($0)) }
        case "above": return readLimit(value).map { .test(columns, .above($0)) }
        default: return readLimit(value).map { .test(columns, .below($0)) }
        }
    }

    private static func readLimit(_ node: DefinitionNode) -> Limit? {
        if node.isMapping {
            return node.fields("a number or {column: …}", known: ["column"])?
                .required("column", "the column to compare with")?.filledText().map { .column($0) }
        }
        guard let text = node.text("a number") else { return nil }
        guard let number = Int32(text), number >= 0 else {
            node.wrong("Write a whole number or {column: …} here.")
            return nil
        }
        return .number(number)
    }
}

extension TextPattern {
    /// Reads a pattern, or notes why it is none.
    static func read(_ node: DefinitionNode) -> TextPattern? {
        guard let text = node.filledText("a pattern") else { return nil }
        do {
            return try TextPattern(text)
        } catch {
            node.wrong(error.message)
            return nil
        }
    }
}
