package import StockModel

/// Folds the records of documents to document lines (`semantics.md`, section 5): join, notices, `serials: none`, orphaned
/// copies, fulfilments, shipped parts, the other copies; returns without serials follow in `ReturnResolution`.
///
/// One for each worker; what it makes depends on the records of a document alone, in whatever order they come.
package final class Consolidator: @unchecked Sendable {
    // Sendable: one for each worker, used by it alone.
    let context: FoldContext
    private var cutOffs: CutOffs
    package let output: ConsolidationOutput
    private let join: Join
    private var contributions: LineContributions
    private let lineFindings: LineFindings
    private var joined: [JoinedLine] = []
    private var partition = ScratchList<UnsafeMutablePointer<Record>>()
    private var document = ScratchList<UnsafeMutablePointer<Record>>()
    private let groups = Groups()
    private var byKind: [[UnsafeMutablePointer<Record>]] = Array(repeating: [], count: RecordKind.allCases.count)

    package init(context: FoldContext, output: ConsolidationOutput) {
        self.context = context
        cutOffs = StockTakes(count: context.skus.count).cutOffs(in: output.arena)
        self.output = output
        join = Join(context: context, arena: output.arena, buyers: output.buyers)
        contributions = LineContributions(context: context, cutOffs: cutOffs)
        lineFindings = LineFindings(context: context)
    }

    deinit {
        partition.free()
        document.free()
    }

    /// Folds all documents of one partition.
    ///
    /// - Parameter lists: The partition's records as all workers read them; whole documents, whichever list they lie in.
    package func fold(partition lists: [RowList<Record>]) {
        partition.removeAll()
        for list in lists { list.forEachPointer { partition.append($0) } }
        let records = partition.buffer
        groups.forEach(
            count: records.count, prefetch: { records[$0].pointee.prefetch() },
            hash: { UInt64(records[$0].pointee.routingHash) },
            same: { records[$0].pointee.isSameDocument(as: records[$1].pointee) }
        ) { members in
            document.removeAll()
            for index in members { document.append(records[Int(index)]) }
            fold(document: document.buffer)
        }
    }

    /// Folds the records of one document: all of one despatch advice, return or adjustment, or all orders, copies and
    /// fulfilments of one order number.
    package func fold(document records: UnsafeBufferPointer<UnsafeMutablePointer<Record>>) {
        for record in records { output.count(record.pointee) }
        if records.count == 1, records[0].pointee.kind == .order {
            // By far the most documents are one line of one order.
            foldSingle(records[0])
            return
        }
        for index in byKind.indices { byKind[index].removeAll(keepingCapacity: true) }
        for record in records { byKind[Int(record.pointee.kind.rawValue)].append(record) }
        foldPlain(.despatch, records: dropSuperseded(byKind[Int(RecordKind.despatch.rawValue)]))
        foldPlain(.return, records: byKind[Int(RecordKind.return.rawValue)])
        foldPlain(.adjustment, records: byKind[Int(RecordKind.adjustment.rawValue)])
        foldOrders()
    }

    /// Takes the cut-offs, which the openings of all workers decide, before anything is folded.
    package func begin(cutOffs: CutOffs) {
        self.cutOffs = cutOffs
        contributions = LineContributions(context: context, cutOffs: cutOffs)
    }

    /// Resolves the goods of an opening and normalises its serials, so that it can be routed by its SKU.
    package func prepare(opening: UnsafeMutablePointer<Record>) -> KeyedRecord { join.prepare(opening) }

    /// Folds the openings of one SKU; those of other days than its latest stock-take are superseded and dropped.
    package func fold(openings records: [KeyedRecord]) {
        for keyed in records { output.count(keyed.record.pointee) }
        joined.removeAll(keepingCapacity: true)
        join.openings(of: records, cutOffs: cutOffs, into: &joined)
        emitJoined()
    }

    private func foldPlain(_ kind: RecordKind, records: [UnsafeMutablePointer<Record>]) {
        guard !records.isEmpty else { return }
        joined.removeAll(keepingCapacity: true)
        join.lines(of: records, into: &joined)
        emitJoined()
    }

    private func emitJoined() {
        for each in joined {
            for serial in each.outdone { output.mentions.append(Mention(serial: serial, of: each.line)) }
            let line = emit(dropUnits(each.line))
            lineFindings.addJoin(each, line: line, to: output)
        }
    }

    /// `serials: none`: no units; the quantity counts.
    private func dropUnits(_ line: DocumentLine) -> DocumentLine {
        guard line.serials.count > 0, context[line.sku].hasNoUnits else { return line }
        for serial in line.serials { output.mentions.append(Mention(serial: serial.text, of: line)) }
        var changed = line
        changed.serials = UnsafeBufferPointer(start: nil, count: 0)
        return changed
    }

    // MARK: Despatch notices

    /// Drops what a later replace or cancel supersedes, and says where a number was used for two notices.
    private func dropSuperseded(_ records: [UnsafeMutablePointer<Record>]) -> [UnsafeMutablePointer<Record>] {
        guard !records.isEmpty else { return [] }
        findReuse(records)
        var latest: (issued: Timestamp, purpose: NoticePurpose)?
        for record in records where record.pointee.purpose != .original {
            let notice = (record.pointee.updatedAt, record.pointee.purpose)
            if latest.map({ Notices.precedes($0, notice) }) ?? true { latest = notice }
        }
        guard let latest else { return records }
        return records.filter { record in
            record.pointee.purpose != .cancel
                && !Notices.precedes((record.pointee.updatedAt, record.pointee.purpose), latest)
        }
    }

    private func findReuse(_ records: [UnsafeMutablePointer<Record>]) {
        let originals = records.filter { $0.pointee.purpose == .original }
        let issued = originals.map { $0.pointee.updatedAt.or($0.pointee.at) }
        guard let first = issued.min(), let last = issued.max(), last.day - first.day > Notices.daysUntilReuse,
            let record = originals.first(where: { $0.pointee.updatedAt.or($0.pointee.at) == last })
        else { return }
        var finding = FindingRow(.documentReused)
        finding.party = record.pointee.scope
        finding.document = record.pointee.document
        finding.at = last
        // A line that is nobody's: it carries the evidence.
        var carrier = DocumentLine(record: record.pointee, sku: 0, line: .empty, arena: output.arena)
        let evidence = originals.map { Evidence(file: $0.pointee.file, number: $0.pointee.number) }
        carrier.setEvidence(evidence.sorted { ($0.file, $0.number) < ($1.file, $1.number) }, arena: output.arena)
        finding.line = withUnsafePointer(to: carrier) { pointer in
            output.arena.store(list: UnsafeBufferPointer(start: pointer, count: 1)).baseAddress
        }
        output.findings.append(finding)
    }

    // MARK: Orders, copies, fulfilments

    private func foldOrders() {
        let orders = byKind[Int(RecordKind.order.rawValue)]
        let copies = byKind[Int(RecordKind.copy.rawValue)]
        let fulfilments = byKind[Int(RecordKind.fulfilment.rawValue)]
        joined.removeAll(keepingCapacity: true)
        if !orders.isEmpty { join.lines(of: orders, into: &joined) }
        guard !copies.isEmpty || !fulfilments.isEmpty else {
            for each in joined { finish(each) }
            return
        }
        foldDocument(joined, copies: copies, fulfilments: fulfilments)
    }

    /// An order line that no fulfilment and no copy speaks of.
    private func finish(_ each: JoinedLine) {
        let emitted = finish(each.line)
        lineFindings.addJoin(each, line: emitted, to: output)
    }

    private func finish(_ joined: DocumentLine) -> UnsafeMutablePointer<DocumentLine> {
        var line = dropUnits(joined)
        line.shippedPart = Self.shippedPart(of: line, absorbed: 0)
        line.leftAt = line.shippedAt.or(line.at)
        let emitted = emit(line)
        lineFindings.addOrder(emitted, to: output)
        return emitted
    }

    /// An order of one line that one record tells.
    private func foldSingle(_ record: UnsafeMutablePointer<Record>) {
        let keyed = join.keyed(record)
        let line = DocumentLine(record: record.pointee, sku: keyed.sku, line: keyed.line, arena: output.arena)
        let emitted = finish(line)
        for serial in keyed.repeats {
            output.findings.append(FindingRow(.duplicateInLine, emitted, serial: serial, quantity: 1))
        }
    }

    private func foldDocument(
        _ orders: [JoinedLine], copies: [UnsafeMutablePointer<Record>], fulfilments: [UnsafeMutablePointer<Record>]
    ) {
        var joinedCopies: [JoinedLine] = []
        if !copies.isEmpty { join.lines(of: copies, into: &joinedCopies) }
        for index in joinedCopies.indices {
            joinedCopies[index].line = dropUnits(joinedCopies[index].line)
            lineFindings.addCopy(joinedCopies[index], to: output)
        }
        var lines = orders.map { dropUnits($0.line) }
        let copyFold = Copies(context: context, copies: joinedCopies, orders: &lines)

        var keyed: [KeyedRecord] = []
        for record in fulfilments {
            let prepared = join.prepare(record)
            keyed.append(prepared)
            // What a void takes away is on no line either.
            guard context[prepared.sku].hasNoUnits || record.pointee.isVoid else { continue }
            for serial in record.pointee.serials {
                output.mentions.append(
                    Mention(
                        serial: serial.text, kind: .fulfilment, scope: record.pointee.scope,
                        document: record.pointee.documentKey))
            }
        }
        var placing = FulfilmentPlacing(
            context: context, arena: output.arena, lines: lines.map { WorkingLine($0) },
            documentOfFulfilments: fulfilments.first?.pointee.documentKey)
        placing.place(FulfilmentJoin(context: context).join(keyed))

        for index in placing.lines.indices {
            let absorbed = placing.lines[index].absorbedQuantity(context)
            placing.lines[index].line.shippedPart = Self.shippedPart(of: placing.lines[index].line, absorbed: absorbed)
        }
        let mismatches = copyFold.place(on: &placing.lines, buyers: output.buyers)
        for mismatch in mismatches { lineFindings.add(mismatch, to: output) }

        struct LineKey: Hashable {
            var scope: Int32
            var line: Text
        }
        var sources: [LineKey: Int] = [:]
        let told = orders + copyFold.adopted
        for (index, each) in told.enumerated() {
            sources[LineKey(scope: each.line.scope, line: each.line.line)] = index
        }
        for working in placing.lines {
            let emitted = emit(working)
            if let source = sources[LineKey(scope: working.line.scope, line: working.line.line)] {
                lineFindings.addJoin(told[source], line: emitted, to: output)
            }
            lineFindings.addOrder(emitted, to: output)
        }
        for working in placing.unmatched {
            var made = working
            made.line.shippedPart = made.line.quantity
            let emitted = emit(made)
            lineFindings.addUnmatched(emitted, to: output)
            lineFindings.addOrder(emitted, to: output)
        }
    }

    /// All of a shipped line, none of a cancelled one, of an open one what is known to have left.
    private static func shippedPart(of line: DocumentLine, absorbed: Int) -> Int32 {
        switch line.status {
        case .shipped: line.quantity
        case .cancelled: 0
        case .open: min(line.quantity, max(line.shippedPart, Int32(clamping: absorbed), 0))
        }
    }

    // MARK: Emission

    /// Keeps a line that is no order's, with its movements and figures.
    private func emit(_ line: DocumentLine) -> UnsafeMutablePointer<DocumentLine> {
        let kept = output.lines.appended(line)
        if line.kind == .return, line.serials.count == 0, !line.reference.isEmpty {
            output.waitingReturns.append(kept)
            return kept
        }
        complete(kept) { _ in nil }
        return kept
    }

    private func emit(_ working: WorkingLine) -> UnsafeMutablePointer<DocumentLine> {
        var line = working.line
        line.serials = working.serials.withUnsafeBufferPointer { output.arena.store(list: $0) }
        line.leftAt = line.shippedAt.or(working.latestFulfilment.or(line.at))
        if !working.scans.isEmpty {
            let all = working.scans.union(line.evidence)
            line.setEvidence(all.sorted { ($0.file, $0.number) < ($1.file, $1.number) }, arena: output.arena)
        }
        let kept = output.lines.appended(line)
        complete(kept) { working.sentAt[$0] }
        return kept
    }

    /// Adds the figures and open demands of a line that was consolidated in an earlier run.
    package func contribute(_ line: UnsafePointer<DocumentLine>) { contributions.add(line, to: output) }

    /// Completes a return that waited for the lines of its order.
    func completeReturn(_ line: UnsafeMutablePointer<DocumentLine>) { complete(line) { _ in nil } }

    /// Adds the movements and figures of a line whose serials are final, and its findings as a despatch line.
    private func complete(_ line: UnsafeMutablePointer<DocumentLine>, sentAt: (Text) -> Timestamp?) {
        contributions.add(line, to: output)
        if line.pointee.kind == .despatch { lineFindings.addDespatch(line, to: output) }
        guard line.pointee.status != .cancelled || line.pointee.kind != .order else { return }
        guard !context.isInbound(line.pointee), let serials = line.pointee.serials.baseAddress else { return }
        let count = line.pointee.serials.count
        let isOrder = line.pointee.kind == .order
        let isWhollyShipped = line.pointee.isWhollyShipped
        for index in 0..<count {
            var at = line.pointee.at
            var hasLeft = false
            if isOrder {
                let sent = sentAt(serials[index].text)
                hasLeft = isWhollyShipped || sent != nil
                at = line.pointee.shippedAt.or((sent ?? .absent).or(at))
            }
            output.keep(
                Movement(serials[index], on: UnsafePointer(line), at: at, hasLeft: hasLeft),
                batch: serials[index].batch)
        }
    }
}

/// How despatch notices of one number follow one another.
enum Notices {
    /// A number that comes back after more days than these names another notice (section 2).
    static let daysUntilReuse = 180

    /// Earlier issue first; where it is equal, original before replace, replace before cancel.
    static func precedes(_ a: (Timestamp, NoticePurpose), _ b: (Timestamp, NoticePurpose)) -> Bool {
        a.0 != b.0 ? a.0 < b.0 : a.1.rawValue < b.1.rawValue
    }
}
