internal import StockModel

// Units that are more than one serial: ranges, and several identifiers of one unit.
extension DialectRun {
    /// Keeps what a unit says until its line ends, where its quantity is known.
    func closeSpecialUnit(_ unit: DialectProgram.Unit, _ level: Int) {
        guard let specialUnits else { return }
        do throws(LineFault) {
            if program.specialUnits.base[Int(unit.special)].from.alternatives.count > 0 {
                try closeRange(unit, level, specialUnits)
            } else {
                try closeIdentifiers(unit, level, specialUnits)
            }
        } catch {
            unitFault = error
        }
    }

    private func closeRange(
        _ unit: DialectProgram.Unit, _ level: Int, _ special: SpecialUnits
    ) throws(LineFault) {
        let ends = program.specialUnits.base[Int(unit.special)]
        let label = rangeLabels(level)
        let from = try value(ends.from, label.from, blank: .placeholder)
        let to = try value(ends.to, label.to, blank: .placeholder)
        guard from.count + to.count > 0 else { return }
        special.ranges.append(
            .init(
                from: place(of: from), to: place(of: to), batch: try batch(of: unit, level), level: Int32(level)))
    }

    private func place(of text: Bytes) -> Range<Int> {
        let start = values.line.offset(of: text)
        return start..<start + text.count
    }

    private func closeIdentifiers(
        _ unit: DialectProgram.Unit, _ level: Int, _ special: SpecialUnits
    ) throws(LineFault) {
        let written = try value(unit.serial, levels.units[level].serial.label)
        var others: [Bytes] = []
        for (index, field) in program.specialUnits.base[Int(unit.special)].also.indices.enumerated() {
            let other = try value(
                program.fields.base[field], levels.units[level].also[index].label, blank: .noIdentifier)
            if other.count > 0 { others.append(other) }
        }
        guard written.count > 0 || !others.isEmpty else { return try keepBatch(of: unit, level) }
        let batch = try batch(of: unit, level)
        let first = serials.count
        if written.count > 0 { add(serials: written, batch, program.units.base + level, level) }
        for other in others { addSerial(other, batch, level) }
        special.groups.append(
            .init(level: Int32(level), first: Int32(first), count: Int32(serials.count - first)))
    }

    /// Gives the units found since the lot's element opened what it says, where they have none of their own.
    func closeLot(_ level: Int) {
        guard let specialUnits, unitFault == nil else { return }
        let lot = program.lots.base[level]
        do throws(LineFault) {
            let batch = try batch(
                try value(lot.lot, levels.lots[level].lot.label, blank: .noIdentifier),
                try value(lot.expiry, levels.lots[level].expiry.label, blank: .noIdentifier),
                levels.lots[level].expiry.label)
            let start = specialUnits.lotStarts[level]
            for index in start.serials..<serials.count where serials[index].batch < 0 {
                serials[index].batch = batch
            }
            for index in specialUnits.ranges.indices[start.ranges...] where specialUnits.ranges[index].batch < 0 {
                specialUnits.ranges[index].batch = batch
            }
        } catch {
            unitFault = error
        }
    }

    private func rangeLabels(_ level: Int) -> (from: String, to: String) {
        let range = levels.units[level].range
        return (range?.from.label ?? "", range?.to.label ?? "")
    }

    /// Makes single serials of what the open line's units said.
    func settle(_ special: SpecialUnits) throws(LineFault) {
        if let unitFault { throw unitFault }
        if !special.groups.isEmpty { try join(special) }
        if !special.ranges.isEmpty { try expand(special) }
    }

    /// Hands on which identifiers name one unit; called once the line is taken.
    func identify(_ special: SpecialUnits) {
        for identity in special.identities {
            store.append(
                Identity(
                    serial: identity.serial, also: identity.also, file: file, number: recordCount + lineCount))
        }
    }
}

// MARK: - Several identifiers

extension DialectRun {
    private func join(_ special: SpecialUnits) throws(LineFault) {
        var isOther = [Bool](repeating: false, count: serials.count)
        for level in levels.units.indices {
            let groups = special.groups.filter { $0.level == Int32(level) }
            let found = groups.map { Int($0.first)..<Int($0.first + $0.count) }
            for unit in try units(of: found, levels.units[level]) { join(unit, special, &isOther) }
        }
        let all = Array(serials.buffer)
        serials.removeAll()
        for (serial, isOther) in zip(all, isOther) where !isOther { serials.append(serial) }
    }

    /// The identifiers of each unit, as indices of serials.
    private func units(of found: [Range<Int>], _ level: UnitLevel) throws(LineFault) -> [[Int]] {
        guard case .count(let count) = level.perUnit, level.also.isEmpty else { return found.map { Array($0) } }
        let all = found.flatMap { Array($0) }
        guard all.count % count == 0 else {
            throw LineFault(
                field: level.serial.label, value: "", problem: PerUnit.unevenProblem(all.count, count))
        }
        return stride(from: 0, to: all.count, by: count).map { Array(all[$0..<$0 + count]) }
    }

    /// One unit: its first identifier that is no placeholder is the serial, every other names it too.
    private func join(_ unit: [Int], _ special: SpecialUnits, _ isOther: inout [Bool]) {
        let named = unit.filter { !rules.placeholders.isNoIdentifier(text(of: serials[$0])) }
        guard let serial = named.first ?? unit.first else { return }
        for index in unit where index != serial { isOther[index] = true }
        let name = text(of: serials[serial])
        for index in named where index != serial && !text(of: serials[index]).equals(name) {
            special.identities.append((name.text, text(of: serials[index]).text))
        }
    }
}

// MARK: - Ranges

extension DialectRun {
    /// Expands the line's ranges, if with the single serials they come to just its quantity.
    private func expand(_ special: SpecialUnits) throws(LineFault) {
        let quantity = try rangeQuantity(special)
        var total = 0
        for range in special.ranges {
            total += try Self.checked(range, values.line, rangeLabels(Int(range.level)).from, quantity).count
        }
        let single = serialCount()
        guard total + Int(single) == Int(quantity) else {
            throw fault(
                special.ranges[0], SerialRange.countProblem(ranges: total, single: single, quantity: quantity))
        }
        special.expanded += total
        guard special.expanded <= SerialRange.mostInFile else {
            throw fault(special.ranges[0], SerialRange.tooManyInFile)
        }
        for range in special.ranges {
            let serials = try Self.checked(range, values.line, "", quantity)
            serials.forEach { serial in
                addSerial(values.line.bytes(values.line.append(serial)), range.batch, Int(range.level))
            }
        }
    }

    private func rangeQuantity(_ special: SpecialUnits) throws(LineFault) -> Int32 {
        let unit = try value(program.line.unitOfMeasure, levels.lines.unitOfMeasure.label)
        let written = try value(program.line.quantity, levels.lines.quantity.label)
        guard rules.units.isPiece(unit), let quantity = rules.quantities.parse(written).number else {
            throw fault(special.ranges[0], SerialRange.noQuantity)
        }
        return quantity
    }

    private static func checked(
        _ range: SpecialUnits.FoundRange, _ texts: ByteScratch, _ label: String, _ quantity: Int32
    ) throws(LineFault) -> SerialRange {
        let (from, to) = (texts.bytes(range.from), texts.bytes(range.to))
        do throws(SerialRange.Mistake) {
            return try SerialRange(from: from, to: to, most: Int(quantity))
        } catch {
            throw LineFault(
                field: label, value: shown(from, to), problem: SerialRange.problem(error, quantity: quantity))
        }
    }

    private func fault(_ range: SpecialUnits.FoundRange, _ problem: String) -> LineFault {
        LineFault(
            field: rangeLabels(Int(range.level)).from,
            value: Self.shown(values.line.bytes(range.from), values.line.bytes(range.to)), problem: problem)
    }

    private static func shown(_ from: Bytes, _ to: Bytes) -> String {
        "\(RowProblem.shortened(from)) to \(RowProblem.shortened(to))"
    }
}
