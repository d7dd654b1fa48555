import StockMatching
import StockModel
import StockNotices

/// What a run that has folded everything in memory has for notices.
final class FoldedGoods: NoticeGoods, @unchecked Sendable {
    // Sendable: lines, buyers and tables are only read; what workers write is theirs.
    private let lines: [UnsafePointer<DocumentLine>]
    private let findings: FindingList
    private let stock: [StockRow]
    private let buyers: BuyerBook
    private let maker: GoodsMaker
    private let context: FoldContext
    private let workers: Workers
    private let arena = Arena()
    /// By place in `lines`; made when it is first asked for.
    private lazy var links: [BuyerLink] = makeLinks()

    init(_ folded: Folding.Outcome, buyers: BuyerBook, context: FoldContext, workers: Workers) {
        var orders: [UnsafePointer<DocumentLine>] = []
        for output in folded.consolidations {
            output.lines.forEachPointer { if $0.pointee.kind == .order { orders.append(UnsafePointer($0)) } }
        }
        lines = orders
        findings = folded.findings
        stock = folded.stock
        self.buyers = buyers
        self.context = context
        self.workers = workers
        maker = GoodsMaker(context: context)
    }

    func forEachLineWithoutSerials(_ body: (OrderLine) -> Void) {
        for line in lines where Int(line.pointee.shippedPart) > line.pointee.serials.count {
            body(maker.orderLine(line, buyer: .empty))
        }
    }

    var parts: Parts { workers.parts }

    func rests() -> [SKURest] { stock.compactMap { SKURest($0, arena: arena) } }

    func meant(by units: [UnitHistory]) -> [Text] {
        struct Key: Hashable {
            let serial: Text
            let line: UnsafePointer<DocumentLine>?
        }
        var meant: [Key: Text] = [:]
        for index in findings.indices {
            let row = findings.row(at: index)
            guard row.kind == .unknownSerial, !row.meant.isEmpty else { continue }
            meant[Key(serial: row.serial, line: row.line)] = row.meant
        }
        return units.map { unit in
            for sale in unit.custodies.reversed().flatMap(\.sales) {
                let line = UnsafePointer<DocumentLine>(bitPattern: sale.reference)
                if let serial = meant[Key(serial: unit.serial, line: line)] { return serial }
            }
            return .empty
        }
    }

    // MARK: Buyers

    func lines(linkedWith asked: AskedLines, _ cards: [Registration]) -> [OrderLine] {
        guard asked.count > 0 else { return [] }
        var wanted: Set<Int> = []
        var search = LinkSearch()
        for (place, line) in lines.enumerated() where asked.number(of: maker.key(line)) != nil {
            wanted.insert(place)
            search.add(links[place])
        }
        var linker = BuyerLinker()
        for card in cards { search.add(linker.link(card.person)) }
        wanted.formUnion(links.withUnsafeBufferPointer { search.linked(among: $0) })
        return wanted.sorted().map { maker.orderLine(lines[$0], buyer: buyers[lines[$0].pointee.buyer]) }
    }

    private func makeLinks() -> [BuyerLink] {
        let parts = (0..<workers.count).map { _ in WorkerState([BuyerLink]()) }
        let step = (lines.count + workers.count - 1) / max(1, workers.count)
        workers.run { [self] worker in
            var linker = BuyerLinker()
            let range = min(lines.count, worker * step)..<min(lines.count, (worker + 1) * step)
            parts[worker].value = lines[range].map { linker.link(Buyer(joined: buyers[$0.pointee.buyer])) }
        }
        return parts.flatMap(\.value)
    }
}
