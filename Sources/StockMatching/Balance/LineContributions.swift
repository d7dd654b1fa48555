import StockModel

/// What one document line adds to the figures of its SKU, or of its components (`semantics.md`, section 8).
///
/// Units add on their own when their custody ends; here are only quantities without serials, what shipped, what is
/// committed and what is inbound.
struct LineContributions {
    let context: FoldContext
    let cutOffs: CutOffs

    /// Adds the figures of `line`, and its open demands.
    func add(
        _ line: UnsafePointer<DocumentLine>, to output: ConsolidationOutput
    ) {
        let sku = line.pointee.sku
        output.totals.isNamed[Int(sku)] = true
        switch line.pointee.kind {
        case .opening:
            forEachPart(of: line) { part, each in
                guard !cutOffs.isHistory(line.pointee.at, sku: part) else { return }
                output.totals.add(each * loose(line), to: .opening, of: part)
            }
        case .despatch:
            if context.isInbound(line.pointee) {
                forEachPart(of: line) { part, each in
                    output.totals.add(each * Int(line.pointee.quantity), to: .inbound, of: part)
                }
            } else {
                var units = 0
                forEachPart(of: line) { part, each in
                    units += each * loose(line)
                    guard !cutOffs.isHistory(line.pointee.at, sku: part) else { return }
                    output.totals.add(each * loose(line), to: .received, of: part)
                }
                output.quality.add(despatch: line, loose: units, mismatch: context.mismatch(of: line.pointee))
            }
        case .return:
            guard line.pointee.stock == .house else { return }
            forEachPart(of: line) { part, each in
                guard !cutOffs.isHistory(line.pointee.at, sku: part) else { return }
                output.totals.add(each * loose(line), to: .cameBack, of: part)
                guard line.pointee.disposition == .resaleable else { return }
                output.totals.add(each * loose(line), to: .returned, of: part)
            }
        case .adjustment:
            let sign = line.pointee.action.sign
            forEachPart(of: line) { part, each in
                guard !cutOffs.isHistory(line.pointee.at, sku: part) else { return }
                output.totals.add(sign * each * loose(line), to: .adjusted, of: part)
            }
        case .order: addOrder(line, to: output)
        case .copy, .fulfilment, .identity: break
        }
    }

    private func addOrder(
        _ line: UnsafePointer<DocumentLine>, to output: ConsolidationOutput
    ) {
        guard line.pointee.status != .cancelled else { return }
        output.prices.add(Int(line.pointee.quantity), at: line.pointee.price, of: line.pointee.sku)
        guard line.pointee.stock == .house else { return }
        let shipped = Int(line.pointee.shippedPart)
        let isOpen = line.pointee.status == .open
        let unshipped = isOpen ? Int(line.pointee.quantity) - shipped : 0
        let isDropped = context.dropsStaleOpen && context.isStale(line.pointee)
        forEachComponent(of: line.pointee.sku) { part, each in
            if shipped > 0, !cutOffs.isHistory(line.pointee.leftAt, sku: part) {
                output.totals.add(each * shipped, to: .shipped, of: part)
            }
            guard unshipped > 0, !isDropped else { return }
            output.totals.add(each * unshipped, to: .committed, of: part)
            output.demands.append(OpenDemand(line: line, sku: part, quantity: each * unshipped))
        }
    }

    /// Quantity without serials: all of it without serials; with serials what exceeds them where they are not required.
    private func loose(_ line: UnsafePointer<DocumentLine>) -> Int {
        let quantity = Int(line.pointee.quantity)
        let serials = line.pointee.serials.count
        if serials == 0 { return quantity }
        if context[line.pointee.sku].isKit { return 0 }
        return context[line.pointee.sku].policy == .required ? 0 : max(0, quantity - serials)
    }

    /// The SKUs on which a line that is no order counts, with how many each: its own, or for a kit without serials its
    /// components. A kit's line with serials counts by its units alone.
    private func forEachPart(of line: UnsafePointer<DocumentLine>, _ body: (Int32, Int) -> Void) {
        let info = context[line.pointee.sku]
        if info.isKit, line.pointee.serials.count > 0 { return }
        forEachComponent(of: line.pointee.sku, body)
    }

    private func forEachComponent(of sku: Int32, _ body: (Int32, Int) -> Void) {
        let info = context[sku]
        if info.isKit {
            for part in info.components { body(part.sku, part.count) }
        } else {
            body(sku, 1)
        }
    }
}

extension FoldContext {
    /// A despatch line dated after the business date: not received yet.
    func isInbound(_ line: DocumentLine) -> Bool { line.kind == .despatch && line.at.day > businessDay }

    /// By how much the quantity of a despatch line is not its count of serials (`asn-quantity-mismatch`).
    func mismatch(of line: DocumentLine) -> Int {
        let serials = line.serials.count
        guard serials > 0 || self[line.sku].policy == .required else { return 0 }
        return abs(Int(line.quantity) - serials)
    }

    /// Whether the line's serials move nothing: it is cancelled, or still to come.
    package func isStill(_ line: DocumentLine) -> Bool {
        isInbound(line) || (line.kind == .order && line.status == .cancelled)
    }

    /// What a line waits for, by which a later day finds it again.
    package func waiting(_ line: DocumentLine) -> DocumentLine.Waiting? {
        if isInbound(line) { return .arrival }
        return line.kind == .order && line.status == .open && line.shippedPart < line.quantity ? .shipping : nil
    }

    /// An open order line with an unshipped part that was ordered too long ago (`stale-open`).
    func isStale(_ line: DocumentLine) -> Bool {
        line.kind == .order && line.status == .open && line.shippedPart < line.quantity
            && businessDay - line.at.day > staleOpenDays
    }
}
