internal import StockModel

// What happens at the close of a unit and of a line.
extension DialectRun {
    var levels: DialectDefinition { program.definition }

    /// Adds the unit's serials, if it has any, to those of the line. A unit without serial gives the line at most its lot.
    func closeUnit(_ level: Int) {
        guard unitFault == nil else { return }
        let place = program.units.base + level
        let unit = place.pointee
        if unit.special >= 0 { return closeSpecialUnit(unit, level) }
        do throws(LineFault) {
            let written = try value(unit.serial, serialLabel(level))
            guard written.count > 0 else { return try keepBatch(of: unit, level) }
            add(serials: written, try batch(of: unit, level), place, level)
        } catch {
            unitFault = error
        }
    }

    /// The id of the name of a unit's lot and expiry; −1 where it has neither.
    @inline(__always)
    func batch(of unit: DialectProgram.Unit, _ level: Int) throws(LineFault) -> Int32 {
        isEmpty(unit.lot) && isEmpty(unit.expiry) ? -1 : try writtenBatch(of: unit, level)
    }

    /// Keeps the lot and expiry of a unit without serial for the line.
    func keepBatch(of unit: DialectProgram.Unit, _ level: Int) throws(LineFault) {
        let batch = try batch(of: unit, level)
        if batch >= 0 { looseBatch.add(batch) }
    }

    @inline(never)
    private func writtenBatch(of unit: DialectProgram.Unit, _ level: Int) throws(LineFault) -> Int32 {
        // What is no placeholder on one unit is none on the next.
        if let lot = firstValue(unit.lot), isEmpty(unit.expiry), let known = lastBatch.id(lot: lot, expiry: .none) {
            return known
        }
        return try batch(
            try value(unit.lot, levels.units[level].lot.label, blank: .noIdentifier),
            try value(unit.expiry, levels.units[level].expiry.label, blank: .noIdentifier),
            levels.units[level].expiry.label)
    }

    /// What messages call a unit's serial. Out of line, so that the definition is copied only where something is wrong.
    @inline(never)
    private func serialLabel(_ level: Int) -> String { levels.units[level].serial.label }

    /// Adds the serial that was written, or the several that the unit's separators make of it.
    @inline(__always)
    func add(serials written: Bytes, _ batch: Int32, _ unit: UnsafePointer<DialectProgram.Unit>, _ level: Int) {
        let isPlain = ListedSerial.isPlain(Text(base: written.baseAddress, count: written.count))
        if unit.pointee.splitter == nil || isPlain && unit.pointee.keepsPlain {
            addSerial(written, batch, level, isPlain)
        } else {
            split(written, batch, level)
        }
    }

    @inline(never)
    private func split(_ written: Bytes, _ batch: Int32, _ level: Int) {
        program.units.base[level].splitter?.forEach(in: written) { addSerial($0, batch, level) }
    }

    func addSerial(_ serial: Bytes, _ batch: Int32, _ level: Int) {
        addSerial(serial, batch, level, ListedSerial.isPlain(Text(base: serial.baseAddress, count: serial.count)))
    }

    @inline(__always)
    private func addSerial(_ serial: Bytes, _ batch: Int32, _ level: Int, _ isPlain: Bool) {
        // Letters and digits alone are no exponent, which has a sign.
        if !isPlain { refuseRounded(serial, level) }
        serials.append(
            FoundSerial(
                start: values.line.offset(of: serial), count: Int32(serial.count), batch: batch, isPlain: isPlain))
    }

    @inline(never)
    private func refuseRounded(_ serial: Bytes, _ level: Int) {
        guard unitFault == nil, SpreadsheetDamage.isRounded(serial) else { return }
        unitFault = LineFault(serialLabel(level), serial, SpreadsheetDamage.problem)
    }

    /// The id of the name of a lot and expiry; −1 where there is neither.
    func batch(_ lot: Bytes, _ expiry: Bytes, _ label: @autoclosure () -> String) throws(LineFault) -> Int32 {
        if lot.count == 0 && expiry.count == 0 { return -1 }
        if let known = lastBatch.id(lot: lot, expiry: expiry) { return known }
        let day = rules.times.parseDay(expiry)
        guard day == .absent || day.problem.isEmpty else { throw LineFault(label(), expiry, day.problem) }
        naming.removeAll()
        naming.append(lot)
        naming.append(0x1F)
        day.timestamp.appendDay(to: naming)
        let id = store.names.id(of: naming.bytes(0..<naming.count))
        lastBatch.set(id, lot: lot, expiry: expiry)
        return id
    }

    /// Keeps the line until its notice ends, or the reason why it cannot be taken.
    func closeLine() {
        lineCount += 1
        do throws(LineFault) {
            if let specialUnits { try settle(specialUnits) }
            lines.append(try takeLine())
            if let specialUnits { identify(specialUnits) }
        } catch {
            faultyLines.append(
                FaultyLine(number: lineCount, lineNumber: lineNumber, fault: error, excerpt: excerpt()))
        }
    }

    private func takeLine() throws(LineFault) -> KeptLine {
        if let unitFault { throw unitFault }
        let line = program.line
        let number = try value(line.number, levels.lines.number.label)
        let buyerPart = try part(line.buyerPart) { $0.buyerPart.label }
        let supplierPart = try part(line.supplierPart) { $0.supplierPart.label }
        let gtin = try part(line.gtin) { $0.gtin.label }
        guard buyerPart.count + supplierPart.count + gtin.count > 0 else {
            throw LineFault(itemLabel, .none, LineFault.noGoods)
        }
        let quantity = try quantity()
        var batch = try batch(
            try value(line.lot, levels.lines.lot.label, blank: .noIdentifier),
            try value(line.expiry, levels.lines.expiry.label, blank: .noIdentifier), levels.lines.expiry.label)
        if batch < 0, case .one(let loose) = looseBatch { batch = loose }
        let text = values.notice.append(number)
        let itemStart = values.notice.count
        keepPart(buyerPart)
        keepPart(supplierPart)
        keepPart(gtin)
        return KeptLine(
            number: lineCount, lineNumber: Int32(clamping: lineNumber), quantity: quantity, batch: batch,
            textStart: text.lowerBound, textCount: Int32(text.count), itemCount: Int32(values.notice.count - itemStart),
            itemStart: itemStart, serials: storeSerials())
    }

    private func keepPart(_ part: Bytes) {
        values.notice.append(part)
        values.notice.append(0x1F)
    }

    private var itemLabel: String {
        let level = levels.lines
        return [level.buyerPart.label, level.supplierPart.label, level.gtin.label].first { !$0.isEmpty } ?? ""
    }

    private func part(_ field: DialectProgram.Field, _ label: (LineLevel) -> String) throws(LineFault) -> Bytes {
        let part = try value(field, label(levels.lines), blank: .noIdentifier)
        if SpreadsheetDamage.isRounded(part) { throw LineFault(label(levels.lines), part, SpreadsheetDamage.problem) }
        return part
    }

    /// How many units the line delivers.
    ///
    /// The quantity element says it, if its unit counts pieces. If it does not (a pallet, a kilogram) and the line lists
    /// serials, the units are counted: every serial that is no placeholder is one. The same holds where the quantity is
    /// missing. Without serials neither can be taken.
    private func quantity() throws(LineFault) -> Int32 {
        let unit = try value(program.line.unitOfMeasure, levels.lines.unitOfMeasure.label)
        guard rules.units.isPiece(unit) else {
            let count = serialCount()
            if count > 0 { return count }
            throw LineFault(levels.lines.unitOfMeasure.label, unit, Units.problem)
        }
        let written = try value(program.line.quantity, levels.lines.quantity.label)
        let quantity = rules.quantities.parse(written)
        if let number = quantity.number { return number }
        let count = quantity == .absent ? serialCount() : 0
        if count > 0 { return count }
        let problem = quantity == .absent ? LineFault.noQuantity : quantity.problem
        throw LineFault(levels.lines.quantity.label, written, problem)
    }

    func serialCount() -> Int32 {
        var count: Int32 = 0
        for serial in serials.buffer where !rules.placeholders.isNoIdentifier(text(of: serial)) { count += 1 }
        return count
    }

    func text(of serial: FoundSerial) -> Bytes {
        values.line.bytes(serial.start..<serial.start + Int(serial.count))
    }

    /// Copies the line's serials into the store's arena: the texts behind one another, and the list of them.
    private func storeSerials() -> UnsafeBufferPointer<ListedSerial> {
        guard let first = serials.first else { return UnsafeBufferPointer(start: nil, count: 0) }
        var (total, start, end) = (0, first.start, 0)
        for serial in serials.buffer {
            total += Int(serial.count)
            start = min(start, serial.start)
            end = max(end, serial.start + Int(serial.count))
        }
        let list = store.recordArena.allocate(serials.count * MemoryLayout<ListedSerial>.stride)
            .bindMemory(to: ListedSerial.self, capacity: serials.count)
        let texts = store.recordArena.allocate(text: total).bindMemory(to: UInt8.self, capacity: total)
        // Where nothing lies between the serials, which is usual, they are copied in one piece.
        if end - start <= total {
            let written = values.line.bytes(start..<end)
            if let source = written.baseAddress { texts.update(from: source, count: written.count) }
            for (index, serial) in serials.buffer.enumerated() {
                set(list + index, serial, texts + (serial.start - start))
            }
        } else {
            var next = texts
            for (index, serial) in serials.buffer.enumerated() {
                let bytes = text(of: serial)
                if let source = bytes.baseAddress { next.update(from: source, count: bytes.count) }
                set(list + index, serial, next)
                next += bytes.count
            }
        }
        return UnsafeBufferPointer(start: list, count: serials.count)
    }

    @inline(__always)
    private func set(
        _ place: UnsafeMutablePointer<ListedSerial>, _ serial: FoundSerial, _ text: UnsafeMutablePointer<UInt8>
    ) {
        place.initialize(
            to: ListedSerial(
                text: Text(base: UnsafePointer(text), count: Int(serial.count)), isPlain: serial.isPlain,
                batch: serial.batch))
    }

    /// The identifying values of the open line, for the person who must find it.
    func excerpt() -> String {
        let line = program.line
        var parts: [String] = []
        func add(_ name: String, _ field: DialectProgram.Field) {
            switch resolve(field) {
            case .value(let bytes), .conflict(let bytes): parts.append("\(name) \(RowProblem.shortened(bytes))")
            case .absent, .tooLong: break
            }
        }
        add("line", line.number)
        add("buyer's part", line.buyerPart)
        add("supplier's part", line.supplierPart)
        add("GTIN", line.gtin)
        add("quantity", line.quantity)
        add("unit", line.unitOfMeasure)
        if !serials.isEmpty {
            let shown = serials.buffer.prefix(Self.shownSerials).map { RowProblem.shortened(text(of: $0)) }
            let rest = serials.count - shown.count
            parts.append("serials \(shown.joined(separator: "; "))" + (rest > 0 ? "; +\(rest)" : ""))
        }
        return parts.joined(separator: ", ")
    }

    private static let shownSerials = 20
}
