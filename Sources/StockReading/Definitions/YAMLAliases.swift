package import Yams

/// Guards against a few lines of YAML that stand for billions of values, because aliases repeat what has aliases in it: to
/// read them would take years.
package enum YAMLAliases {
    /// What is wrong with such a text.
    package static let problem = "aliases make this text stand for far more than is written in it"

    /// What to do about it.
    package static let remedy = "write out what the aliases repeat"

    /// As many values as any sensible text has.
    private static let sensible = 10_000

    /// Whether the aliases of a text make more values of it than it has bytes, which no text has that is written out; a small
    /// one may. Looks at no more values than that.
    package static func explode(_ root: Node, of text: String) -> Bool {
        let most = max(sensible, text.utf8.count)
        var count = 0
        var waiting = [root]
        while let node = waiting.popLast() {
            count += 1
            if count > most { return true }
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
