internal import StockModel

/// Lays a scope out as nodes, children side by side.
struct ScopeCompiler {
    let names: ScopeNames
    let arena: Arena
    private(set) var nodes: [CompiledScope.Node] = []

    init(names: ScopeNames, arena: Arena) {
        self.names = names
        self.arena = arena
    }

    /// The index of the node that `scope` becomes.
    mutating func compile(_ scope: Scope) throws(SerialSpan.Problem) -> Int {
        let compiled = try node(of: scope)
        nodes.append(compiled)
        return nodes.count - 1
    }

    private mutating func node(of scope: Scope) throws(SerialSpan.Problem) -> CompiledScope.Node {
        switch scope {
        case .all(let parts):
            let children = try children(of: parts)
            return .all(first: children.first, count: children.count)
        case .any(let parts):
            let children = try children(of: Self.merged(parts), spans: spans(among: parts))
            return .any(first: children.first, count: children.count)
        case .not(let part): return .not(try compile(part))
        case .condition(let condition): return try node(of: condition)
        }
    }

    private mutating func children(
        of parts: [Scope], spans: [SerialSpan] = []
    ) throws(SerialSpan.Problem) -> (first: Int, count: Int) {
        var children: [CompiledScope.Node] = []
        for part in parts { children.append(try node(of: part)) }
        if !spans.isEmpty { children.append(.spans(SpanTable(spans, in: arena))) }
        let first = nodes.count
        nodes += children
        return (first, children.count)
    }

    /// The parts of an `any` without its ranges, its lists of serials made one: a thousand of them are one look-up.
    private static func merged(_ parts: [Scope]) -> [Scope] {
        var serials: [String] = []
        var others: [Scope] = []
        for part in parts {
            switch part {
            case .condition(.serials(let listed)): serials += listed
            case .condition(.range): break
            default: others.append(part)
            }
        }
        let hasSerials = parts.contains { if case .condition(.serials) = $0 { true } else { false } }
        return (hasSerials ? [.condition(.serials(serials))] : []) + others
    }

    private func spans(among parts: [Scope]) throws(SerialSpan.Problem) -> [SerialSpan] {
        var spans: [SerialSpan] = []
        for case .condition(.range(let from, let to)) in parts { spans.append(try span(from: from, to: to)) }
        return spans
    }

    private func span(from: String, to: String) throws(SerialSpan.Problem) -> SerialSpan {
        // An end that is no serial has no digits that count.
        guard let first = names.serialForms(from).first, let last = names.serialForms(to).first else {
            throw .noDigits
        }
        return try SerialSpan(from: arena.store(first), to: arena.store(last))
    }

    private func node(of condition: Condition) throws(SerialSpan.Problem) -> CompiledScope.Node {
        switch condition {
        case .serials(let serials): return .serials(table(serials.flatMap(names.serialForms)))
        case .range(let from, let to): return .spans(SpanTable([try span(from: from, to: to)], in: arena))
        case .skus(let skus): return .skus(table(skus))
        case .gtins(let written):
            let gtins = table(written.map { names.gtin($0) ?? $0 })
            let skus = names.facts.skus.filter { sku in names.facts[sku].map { gtins.contains($0.gtin) } ?? false }
            return .gtins(gtins, skus: TextTable(skus.map { arena.store($0.bytes) }, in: arena))
        case .lots(let lots): return .lots(table(lots))
        case .suppliers(let suppliers): return .suppliers(table(suppliers))
        case .asns(let asns): return .asns(table(asns))
        case .received(let days): return .received(days)
        case .sold(let days): return .sold(days)
        }
    }

    private func table(_ texts: [String]) -> TextTable { TextTable(texts.map { arena.store($0) }, in: arena) }
}
