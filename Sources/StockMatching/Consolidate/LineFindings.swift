import StockModel

/// What is wrong with a document line by itself (`semantics.md`, sections 5 and 9).
struct LineFindings {
    let context: FoldContext

    /// What the join of a line's records showed.
    func addJoin(_ joined: JoinedLine, line: UnsafePointer<DocumentLine>, to output: ConsolidationOutput) {
        let quantity = Int(line.pointee.quantity)
        if joined.hasConflict { output.findings.append(FindingRow(.lineConflict, line, quantity: quantity)) }
        switch line.pointee.kind {
        case .order:
            if joined.wasCancelledAfterShipping {
                output.findings.append(FindingRow(.cancelledAfterShipping, line, quantity: quantity))
            }
        case .despatch, .return, .adjustment: break
        case .opening, .copy, .fulfilment, .identity: return
        }
        for serial in joined.repeats {
            output.findings.append(FindingRow(.duplicateInLine, line, serial: serial, quantity: 1))
        }
    }

    /// What the join of a copy's records showed.
    func addCopy(_ joined: JoinedLine, to output: ConsolidationOutput) {
        guard joined.hasConflict, let line = kept(joined.line, output.arena) else { return }
        output.findings.append(FindingRow(.lineConflict, line, quantity: Int(joined.line.quantity)))
    }

    /// A line that is kept for a finding alone.
    private func kept(_ line: DocumentLine, _ arena: Arena) -> UnsafePointer<DocumentLine>? {
        withUnsafePointer(to: line) { arena.store(list: UnsafeBufferPointer(start: $0, count: 1)).baseAddress }
    }

    /// What a final order line shows.
    func addOrder(_ line: UnsafePointer<DocumentLine>, to output: ConsolidationOutput) {
        guard line.pointee.status != .cancelled else { return }
        let serials = line.pointee.serials.count
        let missing = needed(line.pointee) - serials
        if missing > 0, line.pointee.stock == .house {
            output.findings.append(FindingRow(.missingSerial, line, quantity: missing))
        }
        let beyond = serials - context.room(of: line.pointee)
        if beyond > 0 { output.findings.append(FindingRow(.excessSerial, line, quantity: beyond)) }
        if context.isStale(line.pointee) {
            let unshipped = Int(line.pointee.quantity - line.pointee.shippedPart)
            output.findings.append(FindingRow(.staleOpen, line, quantity: unshipped))
        }
    }

    /// How many serials the shipped part of a line needs: of a kit, those of its components that must have some.
    private func needed(_ line: DocumentLine) -> Int {
        let info = context[line.sku]
        let shipped = Int(line.shippedPart)
        if info.isKit {
            return info.components.reduce(0) { sum, part in
                sum + (context[part.sku].policy == .required ? part.count * shipped : 0)
            }
        }
        return info.policy == .required ? shipped : 0
    }

    /// What a despatch line shows: a quantity that is not its count of serials.
    func addDespatch(_ line: UnsafePointer<DocumentLine>, to output: ConsolidationOutput) {
        let difference = context.mismatch(of: line.pointee)
        if difference > 0 { output.findings.append(FindingRow(.asnQuantityMismatch, line, quantity: difference)) }
    }

    /// A line made of fulfilments that no order line absorbed.
    func addUnmatched(_ line: UnsafePointer<DocumentLine>, to output: ConsolidationOutput) {
        output.findings.append(FindingRow(.unmatchedFulfilment, line, quantity: Int(line.pointee.quantity)))
    }

    /// A copy that no order line knows, or copies that say more has shipped than was ordered.
    func add(_ mismatch: Copies.Mismatch, to output: ConsolidationOutput) {
        switch mismatch {
        case .copy(let copy):
            guard let line = kept(copy, output.arena) else { return }
            output.findings.append(FindingRow(.copyMismatch, line, quantity: Int(copy.quantity)))
        case .sum(let tool, let sku, let beyond, let copies):
            guard let first = copies.first else { return }
            var carrier = first
            let evidence = Set(copies.flatMap(\.evidence)).sorted { ($0.file, $0.number) < ($1.file, $1.number) }
            carrier.setEvidence(evidence, arena: output.arena)
            guard let line = kept(carrier, output.arena) else { return }
            var finding = FindingRow(.copyMismatch, line, quantity: beyond)
            finding.sku = sku
            finding.party = tool
            finding.lineNumber = .empty
            output.findings.append(finding)
        }
    }
}
