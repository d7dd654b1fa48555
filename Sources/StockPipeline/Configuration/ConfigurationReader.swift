internal import StockReading
internal import Yams

/// Reads the values of a YAML file one by one, and notes what is wrong instead of stopping at it.
struct ConfigurationReader {
    /// One `key: value` of a mapping.
    struct Entry {
        let key: String
        let node: Node
    }

    private(set) var mistakes: [PipelineMistake] = []
    /// Where the file names what lies elsewhere.
    private(set) var places: [PipelinePlace: (line: Int, column: Int)] = [:]

    /// Notes a mistake at a place of the file.
    mutating func note(_ problem: String, at mark: Mark?, remedy: String) {
        mistakes.append(
            PipelineMistake(line: mark?.line ?? 0, column: mark?.column ?? 0, problem: problem, remedy: remedy))
    }

    /// Takes note of where something is named, for those who find later that it is not there.
    mutating func note(_ place: PipelinePlace, at node: Node?) {
        if let mark = node?.mark { places[place] = (mark.line, mark.column) }
    }

    /// The entries of a mapping by key. Keys that are not `known` are mistakes.
    mutating func entries(of node: Node, called name: String, known: [String]) -> [String: Entry] {
        guard let mapping = node.mapping else {
            note("\(name) must have keys and values", at: node.mark, remedy: "write `\(known[0]): …` under it")
            return [:]
        }
        var entries: [String: Entry] = [:]
        for (key, value) in mapping {
            guard let word = key.scalar?.string else {
                note("a key must be a word", at: key.mark, remedy: "use one of: \(known.joined(separator: ", "))")
                continue
            }
            if known.contains(word) {
                entries[word] = Entry(key: word, node: value)
            } else {
                noteUnknown(word, at: key.mark, in: name, known: known)
            }
        }
        return entries
    }

    private mutating func noteUnknown(_ word: String, at mark: Mark?, in name: String, known: [String]) {
        let remedy =
            NearestWord.of(word, among: known).map { "write `\($0)`" }
            ?? "remove it, or use one of: \(known.joined(separator: ", "))"
        note("`\(word)` is not a key of \(name)", at: mark, remedy: remedy)
    }

    /// A text that is not empty, without NUL and line ends.
    mutating func text(_ entry: Entry?) -> String? {
        guard let entry else { return nil }
        return text(entry.node, called: "`\(entry.key):`", form: "`\(entry.key): …`")
    }

    /// The same for a path, of whose place it takes note.
    mutating func path(_ entry: Entry?, _ place: PipelinePlace) -> String? {
        note(place, at: entry?.node)
        return text(entry)
    }

    /// The text of a node that must have one.
    mutating func text(_ node: Node, called name: String, form: String) -> String? {
        guard let text = node.scalar?.string else {
            note("\(name) must be one text", at: node.mark, remedy: "write \(form)")
            return nil
        }
        guard !text.isEmpty else {
            note("\(name) has no value", at: node.mark, remedy: "give it one, or remove it")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            note("\(name) holds a control character or a line end", at: node.mark, remedy: "remove it")
            return nil
        }
        return text
    }

    /// A list of texts with at least one in it.
    ///
    /// - Parameter place: what to note the place of each as, by its index among those returned.
    mutating func texts(_ entry: Entry?, place: ((Int) -> PipelinePlace)? = nil) -> [String]? {
        guard let entry else { return nil }
        guard let items = entry.node.sequence else {
            let shown = entry.node.scalar?.string ?? "…"
            note(
                "`\(entry.key):` must be a list", at: entry.node.mark,
                remedy: "write `\(entry.key): [\(shown.isEmpty ? "…" : shown)]`")
            return nil
        }
        guard !items.isEmpty else {
            note("`\(entry.key):` is empty", at: entry.node.mark, remedy: "name at least one, or remove the key")
            return nil
        }
        var texts: [String] = []
        for item in items {
            guard let text = text(item, called: "an item of `\(entry.key):`", form: "a text") else { continue }
            if let place { note(place(texts.count), at: item) }
            texts.append(text)
        }
        return texts
    }

    /// One text, or a list of texts with at least one in it.
    mutating func textOrTexts(_ entry: Entry?) -> [String]? {
        entry?.node.scalar == nil ? texts(entry) : text(entry).map { [$0] }
    }

    /// The nodes of a list.
    mutating func items(_ entry: Entry?, example: String) -> [Node] {
        guard let entry else { return [] }
        guard let items = entry.node.sequence else {
            note("`\(entry.key):` must be a list", at: entry.node.mark, remedy: "write `\(example)`")
            return []
        }
        return Array(items)
    }

    /// Names that the user chooses, and a text for each, in their order.
    mutating func pairs(_ entry: Entry?, example: String) -> [(name: String, mark: Mark?, text: String)] {
        guard let entry else { return [] }
        guard let mapping = entry.node.mapping else {
            note("`\(entry.key):` must have names and values", at: entry.node.mark, remedy: "write `\(example)`")
            return []
        }
        return mapping.compactMap { key, value in
            guard let name = text(key, called: "a name under `\(entry.key):`", form: "a text"),
                let text = text(value, called: "`\(name):`", form: "`\(name): …`")
            else { return nil }
            return (name, key.mark, text)
        }
    }

    /// One of a few words.
    mutating func choice<Value>(_ entry: Entry?, _ choices: [(word: String, value: Value)]) -> Value? {
        guard let entry else { return nil }
        let written = entry.node.scalar?.string
        if let written, let choice = choices.first(where: { $0.word == written }) { return choice.value }
        let words = choices.map(\.word)
        let nearest = written.flatMap { NearestWord.of($0, among: words) }
        note(
            "`\(entry.key):` must be \(Self.list(words))\(Self.found(written))", at: entry.node.mark,
            remedy: "write `\(entry.key): \(nearest ?? words[0])`")
        return nil
    }

    /// `true` or `false`, also written `yes` or `no`.
    mutating func flag(_ entry: Entry?) -> Bool? {
        guard let entry else { return nil }
        switch entry.node.scalar?.string {
        case "true", "yes": return true
        case "false", "no": return false
        default: return choice(entry, [("false", false), ("true", true)])
        }
    }

    /// A whole number in a range.
    mutating func number(_ entry: Entry?, in range: ClosedRange<Int>, usual: Int) -> Int? {
        guard let entry else { return nil }
        let written = entry.node.scalar?.string
        if let written, written.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(written),
            range.contains(number)
        {
            return number
        }
        note(
            "`\(entry.key):` must be a whole number from \(range.lowerBound) to \(range.upperBound)\(Self.found(written))",
            at: entry.node.mark, remedy: "write a number such as `\(entry.key): \(usual)`")
        return nil
    }

    /// An amount of money such as `100` or `9.50`, in hundredths.
    mutating func amount(_ entry: Entry?, usual: String) -> Int? {
        guard let entry else { return nil }
        let written = entry.node.scalar?.string
        if let written, let amount = Self.amount(written) { return amount }
        note(
            "`\(entry.key):` must be an amount from 0 to 1000000 with at most two decimals\(Self.found(written))",
            at: entry.node.mark, remedy: "write an amount such as `\(entry.key): \(usual)`")
        return nil
    }

    private static func amount(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits = { (part: Substring) in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard parts.allSatisfy(isDigits), let whole = Int(parts[0]), whole <= 1_000_000 else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard parts[1].utf8.count <= 2, let rest = Int(parts[1]) else { return nil }
        return whole * 100 + (parts[1].utf8.count == 1 ? rest * 10 : rest)
    }

    /// A share such as `1%` or `0.5%`, as a fraction of 1.
    mutating func share(_ entry: Entry?, usual: String) -> Double? {
        guard let entry else { return nil }
        let written = entry.node.scalar?.string
        if let written, let share = Self.share(written) { return share }
        note(
            "`\(entry.key):` must be a share from 0% to 100%\(Self.found(written))", at: entry.node.mark,
            remedy: "write a share such as `\(entry.key): \(usual)`")
        return nil
    }

    private static func share(_ text: String) -> Double? {
        guard text.hasSuffix("%") else { return nil }
        let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 6 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
            ),
            let whole = parts.first.flatMap({ Int($0) })
        else { return nil }
        var percent = Double(whole)
        if parts.count == 2, let fraction = Double("0.\(parts[1])") { percent += fraction }
        return percent <= 100 ? percent / 100 : nil
    }

    private static func found(_ written: String?) -> String {
        guard let written, !written.isEmpty else { return "" }
        return ", not `\(written.prefix(40))`"
    }

    /// `a`, `b` or `c`.
    private static func list(_ words: [String]) -> String {
        let quoted = words.map { "`\($0)`" }
        return quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
    }
}
