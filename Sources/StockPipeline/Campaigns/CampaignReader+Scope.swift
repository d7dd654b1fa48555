internal import StockModel
internal import StockNotices
internal import Yams

extension CampaignReader {
    private static let words = [
        "all", "any", "not", "serials", "serials_file", "range", "skus", "gtins", "lots", "suppliers", "asns",
        "received", "sold",
    ]

    /// Reads a scope: one of
    ///
    ///     all: [scopes]                          # each of them
    ///     any: [scopes]                          # one of them
    ///     not: scope
    ///     serials: [SN000042, SN000077]
    ///     serials_file: affected.csv             # see `SerialsFile`
    ///     range: {from: SN000100, to: SN000199}  # one beginning, as many digits
    ///     skus, gtins, lots, suppliers, asns: [texts]
    ///     received, sold: {from: 2026-05-01, to: 2026-05-31}   # one of the two may be left out
    mutating func scope(_ node: Node) -> Scope? {
        let entries = configuration.entries(of: node, called: "a scope", known: Self.words)
        guard let entry = entries.values.first else {
            // What is unknown has been noted.
            if node.mapping?.isEmpty ?? false {
                configuration.note("the scope is empty", at: node.mark, remedy: "write `skus: [CH-65W]`, or the like")
            }
            return nil
        }
        guard entries.count == 1 else {
            let keys = entries.keys.sorted().map { "`\($0):`" }.joined(separator: " and ")
            configuration.note(
                "\(keys) stand side by side", at: node.mark,
                remedy: "put them in a list under `all:` if each must hold, under `any:` if one is enough")
            return nil
        }
        switch entry.key {
        case "all": return parts(entry).map { .all($0) }
        case "any":
            let parts = parts(entry)
            checkOverlaps(entry)
            return parts.map { .any($0) }
        case "not": return scope(entry.node).map { .not($0) }
        default: return condition(entry).map { .condition($0) }
        }
    }

    private mutating func parts(_ entry: ConfigurationReader.Entry) -> [Scope]? {
        let items = configuration.items(entry, example: "\(entry.key): [{skus: [CH-65W]}]")
        if items.isEmpty, entry.node.sequence != nil {
            configuration.note("`\(entry.key):` is empty", at: entry.node.mark, remedy: "put at least one scope in it")
        }
        let parts = items.map { scope($0) }
        return items.isEmpty || parts.contains(nil) ? nil : parts.compactMap { $0 }
    }

    private mutating func condition(_ entry: ConfigurationReader.Entry) -> Condition? {
        switch entry.key {
        case "serials": return configuration.texts(entry).map { .serials($0) }
        case "serials_file": return serialsFile(entry).map { .serials($0) }
        case "range": return range(entry.node, notes: true).map { .range(from: $0.from, to: $0.to) }
        case "skus":
            for item in entry.node.sequence ?? [] {
                if let sku = item.scalar?.string {
                    skus.append((sku, item.mark?.line ?? 0, item.mark?.column ?? 0))
                }
            }
            return configuration.texts(entry).map { .skus($0) }
        case "gtins": return configuration.texts(entry).map { .gtins($0) }
        case "lots": return configuration.texts(entry).map { .lots($0) }
        case "suppliers": return configuration.texts(entry).map { .suppliers($0) }
        case "asns": return configuration.texts(entry).map { .asns($0) }
        case "received": return days(entry).map { .received($0) }
        default: return days(entry).map { .sold($0) }
        }
    }

    private mutating func serialsFile(_ entry: ConfigurationReader.Entry) -> [String]? {
        guard let name = configuration.text(entry) else { return nil }
        let path = Paths.join(folder, name)
        do throws(WholeText.Failure) {
            return try SerialsFile.read(path)
        } catch {
            configuration.note("`serials_file:` \(path): \(error.problem)", at: entry.node.mark, remedy: error.remedy)
            return nil
        }
    }

    // MARK: Ranges

    private mutating func range(_ node: Node, notes: Bool) -> (from: String, to: String, span: SerialSpan)? {
        guard notes else {
            guard let from = node.mapping?["from"]?.scalar?.string, let to = node.mapping?["to"]?.scalar?.string,
                let span = try? span(from: from, to: to)
            else { return nil }
            return (from, to, span)
        }
        let ends = configuration.entries(of: node, called: "`range:`", known: ["from", "to"])
        guard node.mapping != nil else { return nil }
        for key in ["from", "to"] where ends[key] == nil {
            configuration.note("`\(key):` is missing", at: node.mark, remedy: "write `{from: SN100, to: SN199}`")
        }
        guard let from = configuration.text(ends["from"]), let to = configuration.text(ends["to"]) else { return nil }
        do throws(SerialSpan.Problem) {
            return (from, to, try span(from: from, to: to))
        } catch {
            configuration.note(error.sentence(from: from, to: to), at: node.mark, remedy: error.remedy)
            return nil
        }
    }

    private func span(from: String, to: String) throws(SerialSpan.Problem) -> SerialSpan {
        guard let first = serialForms(from).first, let last = serialForms(to).first else { throw .noDigits }
        return try SerialSpan(from: arena.store(first), to: arena.store(last))
    }

    /// Ranges that stand side by side under `any:` and share serials: one of them is probably mistyped.
    private mutating func checkOverlaps(_ entry: ConfigurationReader.Entry) {
        var seen: [(from: String, to: String, span: SerialSpan)] = []
        for item in entry.node.sequence ?? [] {
            guard let node = item.mapping?["range"], let range = range(node, notes: false) else { continue }
            if let other = seen.first(where: { $0.span.overlaps(range.span) }) {
                configuration.note(
                    "the range `\(range.from)` to `\(range.to)` overlaps the range `\(other.from)` to `\(other.to)`",
                    at: node.mark, remedy: "correct one of them, or make them one")
            }
            seen.append(range)
        }
    }

    // MARK: Days

    private mutating func days(_ entry: ConfigurationReader.Entry) -> DayRange? {
        let ends = configuration.entries(of: entry.node, called: "`\(entry.key):`", known: ["from", "to"])
        guard entry.node.mapping != nil else { return nil }
        guard !ends.isEmpty else {
            configuration.note(
                "`\(entry.key):` has neither `from:` nor `to:`", at: entry.node.mark,
                remedy: "write `\(entry.key): {from: 2026-05-01, to: 2026-05-31}`")
            return nil
        }
        let from = ends["from"].map { day($0.node, called: "`from:`") }
        let to = ends["to"].map { day($0.node, called: "`to:`") }
        // An end that is there and is no day has been noted.
        if case .some(.none) = from { return nil }
        if case .some(.none) = to { return nil }
        let range = DayRange(from: from ?? nil, to: to ?? nil)
        guard range.from <= range.to else {
            configuration.note(
                "`from:` is later than `to:`", at: entry.node.mark, remedy: "swap the two days")
            return nil
        }
        return range
    }
}
