package import StockModel

/// Words findings: what is wrong, and what to do about it, in sentences that a shop assistant understands. The sentences
/// of each kind stand beside its rule, in the `+Wording` files.
package struct FindingWording {
    let context: FoldContext

    package init(context: FoldContext) { self.context = context }

    /// What is wrong, and what to do.
    struct Sentences {
        var detail: String
        var suggestion: String
    }

    /// The finding as it is written out.
    package func finding(_ row: FindingRow) -> Finding {
        var finding = Finding(row.kind)
        finding.sku = row.sku < 0 ? "" : context[row.sku].name.description
        finding.serial = row.serial.description
        finding.quantity = row.quantity < 0 ? nil : row.quantity
        finding.party = context.name(row.party).description
        finding.document = row.document.description
        finding.line = row.lineNumber.description
        finding.at = row.at
        var evidence = row.line?.pointee.evidence ?? []
        for each in row.other?.pointee.evidence ?? [] where !evidence.contains(each) { evidence.append(each) }
        if row.kind == .aliasConflict {
            evidence = context.tables.aliases.conflicts.first { $0.identifier == row.serial }?.evidence ?? []
        }
        finding.evidence = evidence
        let sentences = words(row)
        finding.detail = sentences.detail
        finding.suggestion = sentences.suggestion
        return finding
    }

    private func words(_ row: FindingRow) -> Sentences {
        switch row.kind {
        case .oversell: oversell(row)
        case .shippedBeyondSupply: shippedBeyondSupply(row)
        case .duplicateSale: duplicateSale(row)
        case .quarantinedSale: quarantinedSale(row)
        case .writtenOffSale: writtenOffSale(row)
        case .skuMismatch: skuMismatch(row)
        case .unknownSerial: unknownSerial(row)
        case .duplicateReceipt: duplicateReceipt(row)
        case .receiptWhileSold: receiptWhileSold(row)
        case .serialCollision: serialCollision(row)
        case .unmatchedFulfilment: unmatchedFulfilment(row)
        case .documentReused: documentReused(row)
        case .unexpectedReturn: unexpectedReturn(row)
        case .returnOrderMismatch: returnOrderMismatch(row)
        case .unexpectedAdjustment: unexpectedAdjustment(row)
        case .missingSerial: missingSerial(row)
        case .excessSerial: excessSerial(row)
        case .asnQuantityMismatch: asnQuantityMismatch(row)
        case .duplicateInLine: duplicateInLine(row)
        case .lineConflict: lineConflict(row)
        case .cancelledAfterShipping: cancelledAfterShipping(row)
        case .copyMismatch: copyMismatch(row)
        case .aliasConflict: aliasConflict(row)
        case .invalidSerial: invalidSerial(row)
        case .staleOpen: staleOpen(row)
        case .unknownSKU: unknownSKU(row)
        case .soldBeforeReceived: soldBeforeReceived(row)
        case .serialShared: serialShared(row)
        case .watchlisted: watchlisted(row)
        case .recalledSale: recalledSale(row)
        case .recalledInStock: recalledInStock(row)
        }
    }

    // MARK: Names of things

    /// "1 unit", "3 units".
    func units(_ count: Int) -> String { count == 1 ? "1 unit" : "\(count) units" }

    func sku(_ row: FindingRow) -> String { row.sku < 0 ? "" : context[row.sku].name.description }

    /// "order 1001 on shopify (line 2)", "despatch advice A7 of Zenit (line 1)" …
    func name(_ line: UnsafePointer<DocumentLine>?) -> String {
        guard let line = line?.pointee else { return "an earlier record" }
        let scope = context.name(line.scope).description
        let number = line.line.isEmpty ? "" : " (line \(line.line))"
        switch line.kind {
        case .order: return "order \(line.document)" + (scope.isEmpty ? "" : " on \(scope)") + number
        case .despatch: return "despatch advice \(line.document)" + (scope.isEmpty ? "" : " of \(scope)") + number
        case .return: return "return \(line.document)" + (scope.isEmpty ? "" : " on \(scope)") + number
        case .adjustment: return "adjustment \(line.document)" + number
        case .opening: return "the stock-take of \(line.at)"
        case .copy: return "order \(line.document) in \(scope)" + number
        case .fulfilment, .identity: return "record \(line.document)" + number
        }
    }

    /// The same, to begin a sentence with.
    func startName(_ line: UnsafePointer<DocumentLine>?) -> String {
        let name = name(line)
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}
