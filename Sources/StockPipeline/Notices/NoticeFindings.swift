import StockMatching
import StockModel
import StockNotices

/// Brings together what campaigns and watch lists find out about units, each fact once, and which units they block.
struct NoticeFindings {
    private let context: FoldContext
    private let skus: [Text: Int32]
    let arena = Arena()
    private var told: [Key: [String]] = [:]
    private var blockedUnits: Set<Key> = []

    /// What makes a finding the same one (`semantics.md`, section 9); as many campaigns may say it.
    private struct Key: Hashable {
        var kind: FindingKind?
        var serial: Text
        var sku: Text
        /// The address of the line at fault; 0 where there is none.
        var line: UInt = 0
    }

    init(context: FoldContext) {
        self.context = context
        skus = Dictionary(
            context.skus.enumerated().map { ($1.name, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func add(_ recall: Recall, _ campaign: StockNotices.Campaign) {
        for finding in recall.findings {
            let kind: FindingKind = finding.kind == .recalledInStock ? .recalledInStock : .recalledSale
            let key = Key(
                kind: kind, serial: finding.serial, sku: finding.sku, line: finding.sale?.reference ?? 0)
            told[key, default: []].append("\(campaign.id), \(campaign.title)")
        }
    }

    /// Takes note of a unit on a watch list; one that is in stock may not be sold.
    mutating func add(_ alert: WatchAlert) {
        let key = Key(kind: .watchlisted, serial: alert.serial, sku: alert.sku, line: alert.line)
        told[key, default: []].append(alert.words)
        if alert.line == 0 { block(serial: alert.serial, sku: alert.sku) }
    }

    /// Takes note of the units in stock that a campaign affects.
    mutating func block(_ goods: AffectedGoods) {
        for unit in goods.blocked { block(serial: unit.serial, sku: unit.sku) }
    }

    /// Takes note of a unit in stock.
    mutating func block(serial: Text, sku: Text) { blockedUnits.insert(Key(serial: serial, sku: sku)) }

    /// Units in stock that may not be sold, by SKU.
    var blocked: [Int32: Int] {
        var counts: [Int32: Int] = [:]
        for unit in blockedUnits { if let sku = skus[unit.sku] { counts[sku, default: 0] += 1 } }
        return counts
    }

    /// The findings, in no order.
    var rows: [FindingRow] {
        told.compactMap { key, reasons in
            guard let kind = key.kind else { return nil }
            var row = FindingRow(kind)
            if let line = UnsafePointer<DocumentLine>(bitPattern: key.line) {
                row = FindingRow(kind, line, serial: key.serial, quantity: 1)
            } else {
                row.sku = skus[key.sku] ?? -1
                row.serial = key.serial
                row.quantity = 1
            }
            row.related = arena.store(Set(reasons).sorted().joined(separator: "; "))
            return row
        }
    }
}
