package import Yams

/// Guards against a few lines of YAML that stand for billions of values, because aliases repeat what has aliases in it: to
/// read them would take years.
package enum YAMLAliases {
    /// What is wrong with such a text.
    package static let problem = "aliases make this text stand for far more than is written in it"

    /// What to do about it.
    package static let remedy = "write out what the aliases repeat"

    /// What is wrong with a text of too many.
    package static let tooMany = "more than \(most) aliases, such as `*name`, stand in it"

    /// Twenty can repeat a value some thousand times at most.
    private static let most = 20

    /// Whether a text has too many aliases, by its characters alone: where one is a key, the parser itself compares all
    /// that it stands for, so this is to be asked before the text is parsed.
    package static func areTooMany(in text: String) -> Bool {
        var count = 0
        var before: UInt8 = 0x20
        var isStar = false
        for byte in text.utf8 {
            let isName = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2D
            if isStar, isName { count += 1 }
            isStar = byte == 0x2A && (before <= 0x20 || "[{,:-?".utf8.contains(before))
            before = byte
        }
        return count > most
    }

    /// As many values as any sensible text has.
    private static let sensible = 10_000

    /// Whether the aliases of a text make more values of it than it has bytes, which no text has that is written out; a small
    /// one may. Looks at no more values than that.
    package static func explode(_ root: Node, of text: String) -> Bool {
        let limit = max(sensible, text.utf8.count)
        var count = 0
        var waiting = [root]
        while let node = waiting.popLast() {
            count += 1
            if count > limit { return true }
            switch node {
            case .mapping(let mapping):
                for (key, value) in mapping {
                    waiting.append(key)
                    waiting.append(value)
                }
            case .sequence(let sequence): waiting.append(contentsOf: sequence)
            default: continue
            }
        }
        return false
    }
}
