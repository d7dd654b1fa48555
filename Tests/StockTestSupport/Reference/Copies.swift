/// What multichannel tools repeat of the channels' orders.
struct Copies {
    /// Order lines made of orphaned copies.
    private(set) var made: [DocumentLine] = []
    private(set) var findings: [PlainFinding] = []
    private let orphans: Set<LineKey>
    /// The copies that are no order lines themselves, in key order.
    private let copies: [DocumentLine]

    /// Finds the orphans, before any copy is looked at, and makes order lines of those of one tool for each document.
    init(_ copies: [DocumentLine], orders: [DocumentLine]) {
        var channels: [String: Set<String>] = [:]
        for order in orders { channels[order.key.document, default: []].insert(order.key.scope) }
        let orphaned = copies.filter { copy in
            let known = channels[copy.key.document, default: []]
            return copy.channel.map { !known.contains($0) } ?? known.isEmpty
        }
        var tools: [String: String] = [:]
        for copy in orphaned {
            tools[copy.key.document] = [tools[copy.key.document] ?? copy.key.scope, copy.key.scope].min(by: inByteOrder)
        }
        let makers = orphaned.filter { tools[$0.key.document] == $0.key.scope }
        made = makers.map { copy in
            let scope = copy.channel ?? copy.key.scope
            return DocumentLine(
                orphan: copy,
                key: LineKey(kind: .order, scope: scope, document: copy.key.document, line: copy.key.line))
        }
        let makerKeys = Set(makers.map(\.key))
        orphans = Set(orphaned.map(\.key))
        self.copies = copies.filter { !makerKeys.contains($0.key) }.sorted { $0.key < $1.key }
    }

    /// Looks at the other copies; `orders` are the order lines of the channels.
    mutating func apply(to orders: [DocumentLine], kits: Kits) {
        let known = Dictionary(grouping: orders + made) { $0.key.document }
        let fresh = Dictionary(grouping: made) { $0.key.document }
        func linesOfSKU(_ copy: DocumentLine) -> [DocumentLine] {
            let document = (orphans.contains(copy.key) ? fresh : known)[copy.key.document, default: []]
            return document.filter { line in
                let belongs = orphans.contains(copy.key) || copy.channel == nil || line.key.scope == copy.channel
                return belongs && line.sku == copy.sku
            }.sorted { $0.key < $1.key }
        }
        var sums: [[String]: Int] = [:]
        var lines: [[String]: [DocumentLine]] = [:]
        for copy in copies where !copy.isCancelled {
            let found = linesOfSKU(copy)
            if found.isEmpty {
                findings.append(copy.finding("copy-mismatch", quantity: copy.quantity))
                continue
            }
            let live = found.filter { !$0.isCancelled }
            place(copy, on: live, kits: kits)
            guard copy.isShipped else { continue }
            let sum = [copy.key.scope, copy.channel ?? "", copy.key.document, copy.sku]
            sums[sum, default: 0] += copy.quantity
            lines[sum] = live
        }
        for sum in sums.keys.sorted(by: { inByteOrder($0, $1) }) {
            fill(lines[sum, default: []], to: sums[sum, default: 0], tool: sum[0], document: sum[2], sku: sum[3])
        }
    }

    private func place(_ copy: DocumentLine, on lines: [DocumentLine], kits: Kits) {
        guard !lines.isEmpty else { return }
        for (serial, line) in Placement(kits: kits).place(copy.serials, on: lines) where copy.isShipped {
            _ = line.send(serial, at: copy.shippedAt ?? copy.at)
        }
        for line in lines {
            for field in NoticeWorld.Person.fields where line.buyer[keyPath: field].isEmpty {
                line.buyer[keyPath: field] = copy.buyer[keyPath: field]
            }
        }
        guard copy.isShipped else { return }
        for line in lines where line.shippedAt == nil { line.shippedAt = copy.shippedAt }
    }

    /// Fills the open lines up in turn; what does not fit is a finding.
    private mutating func fill(_ lines: [DocumentLine], to sum: Int, tool: String, document: String, sku: String) {
        var missing = sum - lines.reduce(0) { $0 + $1.shippedPart }
        for line in lines where missing > 0 && line.isOpen {
            let taken = min(missing, line.quantity - line.shippedPart)
            line.shippedPart += taken
            missing -= taken
        }
        guard missing > 0 else { return }
        findings.append(
            PlainFinding(
                kind: "copy-mismatch", sku: sku, quantity: String(missing), party: tool, document: document))
    }
}
