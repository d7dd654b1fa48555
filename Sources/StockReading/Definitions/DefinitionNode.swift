internal import Yams

/// One node of a definition's YAML, with all that is needed to say exactly where a mistake is.
///
/// Readers ask for what they expect; what does not fit is noted as a problem at the node's line and column, and they go
/// on, so that all mistakes of a file are found at once.
struct DefinitionNode {
    private let node: Node
    private let problems: DefinitionProblems

    private init(_ node: Node, _ problems: DefinitionProblems) {
        self.node = node
        self.problems = problems
    }

    /// The root of a YAML text; nil, with a problem noted, if it is empty or no YAML.
    init?(yaml: String, problems: DefinitionProblems) {
        self.problems = problems
        guard !YAMLAliases.areTooMany(in: yaml) else {
            problems.note("This is not read: \(YAMLAliases.tooMany). Do: \(YAMLAliases.remedy).")
            return nil
        }
        do {
            // All scalars are read as text, so nothing has to be tried on them to tell numbers and dates.
            guard let root = try compose(yaml: yaml, .basic, .default, .utf8) else {
                problems.note("The file is empty.")
                return nil
            }
            guard !YAMLAliases.explode(root, of: yaml) else {
                problems.note("This cannot be read: \(YAMLAliases.problem). Do: \(YAMLAliases.remedy).")
                return nil
            }
            node = root
        } catch let error as YamlError {
            problems.note(error)
            return nil
        } catch {
            problems.note("Not YAML: \(error)")
            return nil
        }
    }

    /// Notes a mistake at this node.
    func wrong(_ message: String) {
        problems.note(message, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }

    /// The text of a scalar; nil, with a problem noted, for a list or mapping. `null` is text here.
    func text(_ what: String = "a word or text") -> String? {
        if let scalar = node.scalar { return scalar.string }
        wrong("Write \(what) here, not a \(shape).")
        return nil
    }

    /// The text of a scalar that is not empty.
    func filledText(_ what: String = "a word or text") -> String? {
        guard let text = text(what) else { return nil }
        if text.isEmpty { wrong("Write \(what) here; this is empty.") }
        return text.isEmpty ? nil : text
    }

    /// `on`, `yes`, `true` and their opposites.
    func flag() -> Bool? {
        switch text("yes or no")?.lowercased() {
        case "yes", "on", "true": return true
        case "no", "off", "false": return false
        case nil: return nil
        default:
            wrong("Write yes or no here.")
            return nil
        }
    }

    /// One of a set of words.
    func word(of words: [String]) -> String? {
        guard let text = text("one of \(words.joined(separator: ", "))") else { return nil }
        if words.contains(text) { return text }
        wrong(
            "\"\(text)\" is none of \(words.joined(separator: ", ")).\(NearestWord.hint(text, among: words))")
        return nil
    }

    var isText: Bool { node.scalar != nil }
    var isList: Bool { node.sequence != nil }
    var isMapping: Bool { node.mapping != nil }

    /// Whether it is a mapping with this key.
    func has(_ key: String) -> Bool { node.mapping?.contains { $0.key.scalar?.string == key } ?? false }

    /// The nodes of a list; a single node counts as a list of itself.
    var items: [DefinitionNode] { node.sequence.map { $0.map { DefinitionNode($0, problems) } } ?? [self] }

    /// The texts of a list, or one text alone.
    func texts(_ what: String = "a text or a list of texts") -> [String] { items.compactMap { $0.filledText(what) } }

    /// Keys and values of a mapping in their order; nil, with a problem noted, for anything else.
    func pairs(_ what: String) -> [(key: DefinitionNode, name: String, value: DefinitionNode)]? {
        guard let mapping = node.mapping else {
            wrong("Write \(what) here, as `key: value`, not a \(shape).")
            return nil
        }
        return mapping.compactMap { key, value in
            let keyNode = DefinitionNode(key, problems)
            guard let name = keyNode.text("a key") else { return nil }
            return (keyNode, name, DefinitionNode(value, problems))
        }
    }

    /// A mapping of which only certain keys are known; others are noted with the nearest right one.
    func fields(_ what: String, known: [String]) -> DefinitionFields? {
        guard let pairs = pairs(what) else { return nil }
        var values: [String: DefinitionNode] = [:]
        for (key, name, value) in pairs {
            if known.contains(name) {
                values[name] = value
            } else {
                let hint = NearestWord.hint(name, among: known)
                let instead = hint.isEmpty ? " Known: \(known.joined(separator: ", "))." : hint
                key.wrong("There is no `\(name)` here.\(instead)")
            }
        }
        return DefinitionFields(node: self, values: values)
    }

    private var shape: String { node.sequence != nil ? "list" : (node.mapping != nil ? "mapping" : "text") }
}

/// The known keys of a mapping.
struct DefinitionFields {
    let node: DefinitionNode
    private let values: [String: DefinitionNode]

    init(node: DefinitionNode, values: [String: DefinitionNode]) {
        self.node = node
        self.values = values
    }

    subscript(_ key: String) -> DefinitionNode? { values[key] }

    /// The value of a key that must be there.
    func required(_ key: String, _ what: String) -> DefinitionNode? {
        if let value = values[key] { return value }
        node.wrong("`\(key)` is missing: \(what).")
        return nil
    }
}

/// Collects the mistakes of one definition.
final class DefinitionProblems {
    let file: String
    private(set) var all: [DefinitionProblem] = []

    init(file: String) { self.file = file }

    func note(_ message: String, line: Int = 0, column: Int = 0) {
        let problem = DefinitionProblem(file: file, line: line, column: column, message: message)
        if !all.contains(problem) { all.append(problem) }
    }

    fileprivate func note(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            note("Not YAML: \(problem).", line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            note(
                "Written twice: \(duplicates.sorted().joined(separator: ", ")).", line: context.mark.line,
                column: context.mark.column)
        default:
            note("Not YAML: \(error)")
        }
    }
}
