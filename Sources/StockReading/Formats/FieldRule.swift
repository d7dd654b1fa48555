/// Where the value of one field comes from, as a format says it.
package struct FieldRule: Sendable {
    package indirect enum Origin: Sendable {
        /// Always this text.
        case constant(String)
        /// The first of these columns that is filled in the row.
        case columns([String])
        /// What these columns hold, one behind the other with blanks between; nothing where the file lacks one of them.
        case joined([String])
        /// Serials behind captions in the free text of these columns; see `CaptionedSerials`.
        case text([String], firstRow: Bool)
        /// The first case whose condition holds; a case without condition always holds.
        case cases([Case])
    }

    package struct Case: Sendable {
        package var condition: Condition?
        package var rule: FieldRule
    }

    package var origin: Origin
    /// What to take out of the value; where it does not match, the value is empty.
    package var extraction: TextPattern?
    /// Words of the file and what they mean; other words are rejected.
    package var words: [(word: String, meaning: String)] = []
    /// The value where there is none.
    package var fallback: String?

    package init(_ origin: Origin) { self.origin = origin }

    /// All columns that it looks at.
    var columns: [String] {
        switch origin {
        case .constant: []
        case .columns(let columns), .joined(let columns), .text(let columns, _): columns
        case .cases(let cases): cases.flatMap { ($0.condition?.columns ?? []) + $0.rule.columns }
        }
    }

    /// The columns of which one must be in the file for the rule to give a value; empty where it always can.
    var sources: [String] {
        if fallback != nil { return [] }
        switch origin {
        case .columns(let columns), .joined(let columns): return columns
        case .constant, .text, .cases: return []
        }
    }

    /// All texts that it can give without looking at a cell.
    var constants: [String] {
        var all = words.map(\.meaning) + [fallback].compactMap { $0 }
        switch origin {
        case .constant(let text): all.append(text)
        case .columns, .joined, .text: break
        case .cases(let cases): all += cases.flatMap(\.rule.constants)
        }
        return all
    }
}

extension FieldRule {
    private static let keys = ["column", "join", "text", "first_row", "is", "cases", "extract", "words", "else"]
    private static let heads = ["column", "join", "text", "is", "cases"]

    /// Reads a rule: a column, a list of columns, or a mapping.
    ///
    /// `meanings` are the words that the field knows; a constant must be one of them. Empty means any text.
    /// Only `serials` can be `text`.
    static func read(_ node: DefinitionNode, meanings: [String], isSerials: Bool = false) -> FieldRule? {
        if !node.isMapping {
            let columns = node.texts("a column, a list of columns, or {is: …}, {cases: …}")
            return columns.isEmpty ? nil : FieldRule(.columns(columns))
        }
        guard let fields = node.fields("a rule", known: keys) else { return nil }
        if let text = fields["text"] { return isSerials ? readText(text, fields) : notSerials(text) }
        return read(fields, meanings: meanings)
    }

    private static func readText(_ text: DefinitionNode, _ fields: DefinitionFields) -> FieldRule? {
        for key in keys where key != "text" && key != "first_row" {
            fields[key]?.wrong("With `text` there is no `\(key)`.")
        }
        let columns = text.texts("a column or a list of columns")
        return FieldRule(.text(columns, firstRow: fields["first_row"]?.flag() ?? false))
    }

    private static func notSerials(_ text: DefinitionNode) -> FieldRule? {
        text.wrong("Only `serials` are looked for in text.")
        return nil
    }

    private static func read(_ fields: DefinitionFields, meanings: [String]) -> FieldRule? {
        let given = heads.filter { fields[$0] != nil }
        guard given.count == 1, given != ["text"] else {
            fields.node.wrong("Write one of `column`, `join`, `is` and `cases` here.")
            return nil
        }
        fields["first_row"]?.wrong("This belongs to `text`.")
        var rule: FieldRule
        if let column = fields["column"] {
            rule = FieldRule(.columns(column.texts("a column or a list of columns")))
        } else if let join = fields["join"] {
            rule = FieldRule(.joined(join.texts("a list of columns")))
        } else if let constant = fields["is"] {
            guard let text = meaning(constant, meanings) else { return nil }
            rule = FieldRule(.constant(text))
        } else {
            rule = FieldRule(.cases(fields["cases"]?.items.compactMap { readCase($0, meanings: meanings) } ?? []))
        }
        rule.extraction = fields["extract"].flatMap(TextPattern.read)
        rule.fallback = fields["else"].flatMap { meaning($0, meanings) }
        if let words = fields["words"] { rule.words = readWords(words, meanings) }
        return rule
    }

    private static func readCase(_ node: DefinitionNode, meanings: [String]) -> Case? {
        guard let fields = node.fields("a case", known: keys + ["when"]) else { return nil }
        guard let rule = read(fields, meanings: meanings) else { return nil }
        guard let when = fields["when"] else { return Case(condition: nil, rule: rule) }
        return Condition.read(when).map { Case(condition: $0, rule: rule) }
    }

    private static func readWords(_ node: DefinitionNode, _ meanings: [String]) -> [(String, String)] {
        var words: [(String, String)] = []
        for (key, name, value) in node.pairs("what words mean, as `meaning: [word, word]`") ?? [] {
            guard meaning(key, meanings) != nil else { continue }
            words += value.texts().map { ($0, name) }
        }
        return words
    }

    private static func meaning(_ node: DefinitionNode, _ meanings: [String]) -> String? {
        meanings.isEmpty ? node.filledText() : node.word(of: meanings)
    }
}
