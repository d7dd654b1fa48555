internal import StockReading

/// A pattern for paths: `*` and `?` stand for any characters, and for one, within a name; `**` as a whole name stands for
/// any number of folders. A name that begins with a dot is met only by a pattern that does.
struct PathPattern {
    /// The folder in front of the first name with a wildcard; `.` or `/` where there is none.
    let folder: String
    /// The names from the first one with a wildcard on.
    let names: [String]

    static func hasWildcards(_ text: some StringProtocol) -> Bool { text.utf8.contains { $0 == 0x2A || $0 == 0x3F } }

    /// Nil where `pattern` has no wildcards.
    init?(_ pattern: String) {
        guard Self.hasWildcards(pattern) else { return nil }
        let parts = Paths.components(pattern)
        let first = parts.firstIndex { Self.hasWildcards($0) } ?? 0
        let front = parts[..<first].joined(separator: "/")
        folder = pattern.hasPrefix("/") ? "/" + front : (front.isEmpty ? "." : front)
        var names: [String] = []
        for part in parts[first...] where !(part == "**" && names.last == "**") { names.append(part) }
        self.names = names
    }

    /// Whether one name of the pattern meets one name of a path.
    static func matches(_ pattern: String, _ name: String) -> Bool {
        if name.utf8.first == 0x2E, pattern.utf8.first != 0x2E { return false }
        return Glob.matches(pattern, name)
    }
}
