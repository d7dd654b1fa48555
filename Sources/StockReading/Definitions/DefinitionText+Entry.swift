internal import Yams

extension DefinitionText {
    /// The definition's own text: of a file with several formats its entry alone, exactly as it stands there, with the
    /// comment right above it. Where the entry does not stand by itself, because it takes a part of another one, it is
    /// the whole file.
    package var ownText: String {
        guard kind == .format, let items = (try? compose(yaml: yaml))?.sequence, items.count > 1 else { return yaml }
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let starts = items.compactMap { $0.mark.map { Self.start(ofEntryAt: $0.line - 1, in: lines) } }
        guard starts.count == items.count else { return yaml }
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] : lines.count
            guard start < end else { continue }
            let entry = lines[start..<end].joined(separator: "\n") + (end < lines.count ? "\n" : "")
            let (formats, problems) = FormatDefinition.read(yaml: entry, file: file)
            if problems.isEmpty, formats.map(\.name) == [name] { return entry }
        }
        return yaml
    }

    /// The first line of an entry, its comment included. 0-based, as `line`, on which the entry itself begins.
    private static func start(ofEntryAt line: Int, in lines: [Substring]) -> Int {
        var start = line
        while start > 0, lines[start - 1].first == "#" { start -= 1 }
        return start
    }
}
