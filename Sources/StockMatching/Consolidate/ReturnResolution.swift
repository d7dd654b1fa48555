import StockModel

/// Returns without serials that name an order take the serials of that order's lines (`semantics.md`, section 5).
package enum ReturnResolution {
    /// The partition in which the lines of a return's order lie.
    package static func partition(of line: DocumentLine, among count: Int) -> Int {
        RecordStore.partition(routingHash: line.reference.routingHash, among: count)
    }

    /// Gives the returns their serials, where the order's lines of their SKU (and scope, if they have one) that are not
    /// cancelled have exactly as many as their quantity; then completes them.
    ///
    /// - Parameters:
    ///   - returns: The waiting returns whose orders lie in this partition.
    ///   - lines: All lines of this partition.
    ///   - consolidator: The worker's own, which takes the movements and figures of the returns.
    package static func resolve(
        _ returns: [UnsafeMutablePointer<DocumentLine>], lines: (_ body: (UnsafePointer<DocumentLine>) -> Void) -> Void,
        consolidator: Consolidator
    ) {
        guard !returns.isEmpty else { return }
        let wanted = Set(returns.map(\.pointee.reference))
        var byOrder: [Text: [UnsafePointer<DocumentLine>]] = [:]
        lines { line in
            guard line.pointee.kind == .order, line.pointee.status != .cancelled, line.pointee.serials.count > 0,
                wanted.contains(line.pointee.document)
            else { return }
            byOrder[line.pointee.document, default: []].append(line)
        }
        for line in returns {
            let candidates = (byOrder[line.pointee.reference] ?? []).filter {
                $0.pointee.sku == line.pointee.sku
                    && (line.pointee.scope == Names.none || $0.pointee.scope == line.pointee.scope)
            }
            var serials: [Text: ListedSerial] = [:]
            for candidate in candidates {
                for entry in candidate.pointee.serials { serials[entry.text] = ListedSerial(text: entry.text) }
            }
            if serials.count == Int(line.pointee.quantity), !serials.isEmpty {
                let sorted = serials.values.sorted { $0.text < $1.text }
                line.pointee.serials = sorted.withUnsafeBufferPointer { consolidator.output.arena.store(list: $0) }
            }
            consolidator.completeReturn(line)
        }
    }
}
