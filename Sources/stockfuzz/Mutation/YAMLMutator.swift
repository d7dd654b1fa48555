/// Changes YAML in its structure: lines, keys, values, indentation, anchors.
enum YAMLMutator {
    static func mutate(_ text: String, _ dice: inout Dice) -> [UInt8] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<(dice.chance(5) ? 0 : 1 + dice.below(4)) { change(&lines, &dice) }
        if dice.chance(2) { explode(&lines, &dice) }
        var bytes = Array(lines.joined(separator: "\n").utf8)
        if dice.chance(25) {
            for _ in 0...dice.below(3) { ByteMutator.mutate(&bytes, with: words, &dice) }
        }
        return bytes
    }

    /// Lets a value be a ladder of aliases, each of which repeats the one below ten times.
    private static func explode(_ lines: inout [String], _ dice: inout Dice) {
        let value = dice.pick(["x", "{filled: x}", "{skus: [x]}", "{column: A, equals: b}", "a/b"])
        let key = dice.pick(["any", "all", "not", "from", ""])
        var rungs = ["ladder:", "  - &x0 \(value)"]
        for rung in 1...8 {
            let list = "[" + Array(repeating: "*x\(rung - 1)", count: 10).joined(separator: ", ") + "]"
            rungs.append("  - &x\(rung) " + (key.isEmpty ? list : "{\(key): \(list)}"))
        }
        setValue(&lines[dice.below(lines.count)], "*x8")
        lines = rungs + lines
    }

    private static let words: [[UInt8]] =
        ByteMutator.words
        + [
            "- ", ": ", "{", "}", "[", "]", "*a", "&a ", "!!binary ", "|", ">", "#", "\"", "'", "%", "@", "?", "---",
            "...",
        ].map {
            Array($0.utf8)
        }

    private static let values = [
        "", "~", "null", "yes", "no", "0", "-1", "1e400", ".nan", "0x10", "9223372036854775808", "99999999999999999999",
        "1%",
        "101%", "-5%", "2026-11-23", "2026-02-30", "[]", "{}", "[[[[]]]]", "{a: b}", "[a, b]", "*a", "&a x", "!!int x",
        "!!binary x",
        "|", "\"\\x00\"", "\"\\uD800\"", "'", "<<", "{from: a, to: b}", "/etc/passwd", "../..", "a/*/[",
        "Europe/Berlin", "Nowhere/Here",
        "column", "A[B=C]/D", "A//B", "@", "//", "A[", "A[!B]/@c", "{1..3}", "V_{1..99999999}", "(a|b", "pattern:[",
        "sku", "order", "é",
    ]

    private static func change(_ lines: inout [String], _ dice: inout Dice) {
        let index = dice.below(lines.count)
        let other = dice.below(lines.count)
        switch dice.below(12) {
        case 0: if lines.count > 1 { lines.remove(at: index) }
        case 1: lines.insert(lines[index], at: other)
        case 2: lines.swapAt(index, other)
        case 3: lines[index] = "  " + lines[index]
        case 4: lines[index] = String(lines[index].drop { $0 == " " })
        case 5: rename(&lines[index], as: lines[other])
        case 6: lines[index] += " " + dice.pick(values)
        case 7: lines[index] = lines[index].replacingFirst(": ", with: ": &a ")
        case 8: lines[index] = lines[index].replacingFirst(": ", with: ": *a ")
        default: setValue(&lines[index], dice.chance(70) ? dice.pick(values) : value(of: lines[other]))
        }
    }

    private static func value(of line: String) -> String {
        line.firstRange(of: ": ").map { String(line[$0.upperBound...]) } ?? line
    }

    private static func setValue(_ line: inout String, _ value: String) {
        guard let colon = line.firstRange(of: ": ") else { return line += value }
        line = String(line[..<colon.upperBound]) + value
    }

    /// Gives a line the key of another.
    private static func rename(_ line: inout String, as other: String) {
        guard let own = line.firstIndex(of: ":"), let theirs = other.firstIndex(of: ":") else { return }
        line = String(line.prefix { $0 == " " }) + other[..<theirs].drop { $0 == " " } + line[own...]
    }
}
