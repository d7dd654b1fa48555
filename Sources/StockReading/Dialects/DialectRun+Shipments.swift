internal import StockModel

// At the end of a document of events: what its shipping events shipped becomes notices.
extension DialectRun {
    /// One line of a shipment: the units of an article, or goods without serial.
    private struct ShippedLine {
        var article: EPCTable.Entry
        var units: [Int32] = []
        var amount: Containment.Amount?
    }

    /// Makes notices of the document's shipping events.
    func closeDocument() {
        guard let events else { return }
        noticeCount += 1
        let finder = ShipmentFinder(events)
        if finder.isEndless { return fail(DialectFailure(problem: LineFault.endless)) }
        let shipments = finder.shipments
        let cancelled = Set(
            shipments.filter { $0.isWithdrawn && !isKnown($0, finder, events) }.map { number($0, events) })
        let live = Set(shipments.filter { !$0.isWithdrawn && !$0.isUnshipping }.map { number($0, events) })
        for shipment in shipments {
            let number = number(shipment, events)
            let purpose: NoticePurpose =
                cancelled.contains(number) ? (live.contains(number) ? .replace : .cancel) : .original
            // Of a document that is cancelled as a whole, what was withdrawn has no lines of its own.
            if shipment.isWithdrawn, purpose == .replace { continue }
            take(shipment, purpose, finder, events)
        }
        note(shipments)
    }

    private func note(_ shipments: [ShipmentFinder.Shipment]) {
        if !shipments.contains(where: { !$0.isUnshipping }) {
            outcome.notes.append("The document has no shipping event, so nothing was sent by it.")
        }
        let count = shipments.count { $0.isWithdrawn }
        guard count > 0 else { return }
        outcome.notes.append(
            "\(count) shipping \(count == 1 ? "event is" : "events are") withdrawn as a mistake and "
                + "\(count == 1 ? "counts" : "count") for nothing.")
    }

    /// Whether all that was shipped can be told.
    private func isKnown(
        _ shipment: ShipmentFinder.Shipment, _ finder: ShipmentFinder, _ events: EventCollector
    ) -> Bool {
        shipment.contents.leaves.allSatisfy(finder.isUnit)
            && shipment.contents.amounts.allSatisfy { !events.names[$0.article].gtin.isEmpty }
    }

    /// What tells the notice: supplier and document.
    private func number(_ shipment: ShipmentFinder.Shipment, _ events: EventCollector) -> String {
        guard let notice = events.events[shipment.event].notice else { return "" }
        return events.text.bytes(notice.supplier).text + "\u{1F}" + events.text.bytes(notice.document).text
    }

    private func take(
        _ shipment: ShipmentFinder.Shipment, _ purpose: NoticePurpose, _ finder: ShipmentFinder,
        _ events: EventCollector
    ) {
        let event = events.events[shipment.event]
        guard let notice = event.notice else { return }
        openNotice(event.lineNumber)
        if shipment.isUnshipping {
            for name in shipment.contents.leaves { refuse(name, event, LineFault.notShipped, events) }
        } else if purpose != .cancel {
            takeLines(shipment, event, finder, events)
        }
        let supplier = notice.supplier.isEmpty ? Bytes.none : events.text.bytes(notice.supplier)
        takeLines(
            Header(
                document: events.text.bytes(notice.document), supplier: supplier,
                scope: store.names.id(of: supplier), at: event.at, issued: notice.issued, purpose: purpose))
    }

    private func takeLines(
        _ shipment: ShipmentFinder.Shipment, _ event: EventCollector.Event, _ finder: ShipmentFinder,
        _ events: EventCollector
    ) {
        var lines: [ShippedLine] = []
        var known: [String: Int] = [:]
        for leaf in shipment.contents.leaves {
            let entry = events.names[leaf]
            guard finder.isUnit(leaf) else {
                if !shipment.isWithdrawn { refuse(leaf, event, Self.problem(of: entry.kind), events) }
                continue
            }
            let gtin = events.names.bytes(entry.gtin).text
            if known[gtin] == nil {
                known[gtin] = lines.count
                lines.append(ShippedLine(article: entry))
            }
            lines[known[gtin] ?? 0].units.append(leaf)
        }
        for amount in shipment.contents.amounts {
            let entry = events.names[amount.article]
            if entry.gtin.isEmpty {
                if !shipment.isWithdrawn { refuse(amount.article, event, Self.problem(of: entry.kind), events) }
            } else {
                lines.append(ShippedLine(article: entry, amount: amount))
            }
        }
        for line in lines { take(line, shipment, event, finder, events) }
    }

    private static func problem(of kind: EPCName.Kind) -> String {
        switch kind {
        case .pack, .unit: LineFault.unknownContents
        case .article: LineFault.noQuantity
        case .other: LineFault.noArticle
        }
    }

    private func refuse(_ name: Int32, _ event: EventCollector.Event, _ problem: String, _ events: EventCollector) {
        lineCount += 1
        let label = program.definition.events?.members.first?.at.first?.text ?? ""
        let fault = LineFault(label, events.names.bytes(events.names[name].written), problem)
        faultyLines.append(FaultyLine(number: lineCount, lineNumber: event.lineNumber, fault: fault, excerpt: ""))
    }
}

// MARK: - Lines

extension DialectRun {
    private func take(
        _ line: ShippedLine, _ shipment: ShipmentFinder.Shipment, _ event: EventCollector.Event,
        _ finder: ShipmentFinder, _ events: EventCollector
    ) {
        openLine(event.lineNumber)
        set(program.line.gtin, events.names.bytes(line.article.gtin))
        set(program.line.lot, .none)
        set(program.line.expiry, .none)
        setNumber(line, event, events)
        if let amount = line.amount {
            set(program.line.quantity, shipment.isWithdrawn ? .none : events.text.bytes(amount.quantity))
            set(program.line.unitOfMeasure, events.text.bytes(amount.unitOfMeasure))
            let batch = finder.batches[amount.article]
            set(program.line.lot, lot(of: line.article, batch, events))
            set(program.line.expiry, expiry(batch, events))
        } else {
            set(program.line.unitOfMeasure, .none)
            setQuantity(line.units.count)
            setCommonBatch(line.units, finder, events)
            if !shipment.isWithdrawn { for unit in line.units { take(unit, finder, events) } }
        }
        if shipment.isWithdrawn {
            set(program.line.unitOfMeasure, .none)
            setQuantity(0)
        }
        closeLine()
    }

    private func take(_ unit: Int32, _ finder: ShipmentFinder, _ events: EventCollector) {
        let (entry, batch) = (events.names[unit], finder.batches[unit])
        let fields = program.units.base[0]
        set(fields.serial, events.names.bytes(entry.serial))
        set(fields.lot, lot(of: entry, batch, events))
        set(fields.expiry, expiry(batch, events))
        closeUnit(0)
    }

    /// A line has the lot and expiry that all its units have.
    private func setCommonBatch(_ units: [Int32], _ finder: ShipmentFinder, _ events: EventCollector) {
        guard let first = units.first else { return }
        func isCommon(_ value: (EPCTable.Entry, ShipmentFinder.Batch?) -> Bytes) -> Bytes {
            let common = value(events.names[first], finder.batches[first])
            let isSame = units.allSatisfy { value(events.names[$0], finder.batches[$0]).equals(common) }
            return isSame ? common : .none
        }
        set(program.line.lot, isCommon { lot(of: $0, $1, events) })
        set(program.line.expiry, isCommon { expiry($1, events) })
    }

    private func lot(of entry: EPCTable.Entry, _ batch: ShipmentFinder.Batch?, _ events: EventCollector) -> Bytes {
        if !entry.lot.isEmpty { return events.names.bytes(entry.lot) }
        return batch.map { events.text.bytes($0.lot) } ?? .none
    }

    private func expiry(_ batch: ShipmentFinder.Batch?, _ events: EventCollector) -> Bytes {
        batch.map { events.text.bytes($0.expiry) } ?? .none
    }

    private func setQuantity(_ quantity: Int) {
        naming.removeAll()
        for byte in String(quantity).utf8 { naming.append(byte) }
        set(program.line.quantity, naming.bytes(0..<naming.count))
    }

    /// Events have no line numbers: a line is named by what its event says, the GTIN, and of goods without serial the lot,
    /// so that it is the same line wherever the event is met again.
    private func setNumber(_ line: ShippedLine, _ event: EventCollector.Event, _ events: EventCollector) {
        let hash = String(event.identity >> 32, radix: 16)
        naming.removeAll()
        for byte in (String(repeating: "0", count: 8 - hash.count) + hash).utf8 { naming.append(byte) }
        naming.append(0x2F)
        naming.append(events.names.bytes(line.article.gtin))
        if line.amount != nil {
            naming.append(0x2F)
            naming.append(events.names.bytes(line.article.lot))
        }
        set(program.line.number, naming.bytes(0..<naming.count))
    }
}
