import StockLedger
import StockMatching
import StockModel

/// What becomes of lines and units that are folded again.
extension TouchedFolding {
    /// Makes the lines of all touched documents and openings anew.
    func consolidate(with consolidator: Consolidator, _ cutOffs: CutOffs) -> ConsolidationOutput {
        consolidator.begin(cutOffs: cutOffs)
        let keyed = Dictionary(grouping: openings.map { consolidator.prepare(opening: $0) }, by: \.sku)
        for each in keyed.values { consolidator.fold(openings: each) }
        for document in members { document.withUnsafeBufferPointer { consolidator.fold(document: $0) } }
        let output = consolidator.output
        var waiting: [UnsafeMutablePointer<DocumentLine>] = []
        for index in 0..<output.waitingReturns.count { waiting.append(output.waitingReturns[index]) }
        ReturnResolution.resolve(
            waiting, lines: { body in output.lines.forEachPointer { body(UnsafePointer($0)) } },
            consolidator: consolidator)
        return output
    }

    /// The movements of all serials on lines that go or come, as they were and as they are.
    struct Movements {
        let old = RowList<Movement>()
        let new = RowList<Movement>()
        var serials: Set<Text> = []
    }

    ///
    /// Gives lines what they say of single serials, which they are kept without.
    func loadMovements(_ output: ConsolidationOutput) throws -> Movements {
        var movements = Movements()
        movements.serials = touch.serials
        for line in old.values { for serial in line.pointee.serials { movements.serials.insert(serial.text) } }
        output.lines.forEachPointer { line in
            for serial in line.pointee.serials { movements.serials.insert(serial.text) }
        }
        var met: [Int: UnsafeMutablePointer<DocumentLine>] = [:]
        var batches: [UnsafeMutablePointer<DocumentLine>: [Text: Int32]] = [:]
        for serial in movements.serials.sorted() {
            var found: [StoredMovement] = []
            try lines.forEachMovement(serial: serial) { if $0.moves { found.append($0) } }
            for each in found {
                if let line = old[each.line] {
                    if each.serial.batch >= 0 { batches[line, default: [:]][serial] = each.serial.batch }
                    movements.old.append(Movement(each.serial, on: line, at: each.at, hasLeft: each.hasLeft))
                    continue
                }
                let line = try met[each.line] ?? kept.appended(lines.line(id: each.line, arena: arena).line)
                met[each.line] = line
                if each.serial.batch >= 0 { batches[line, default: [:]][serial] = each.serial.batch }
                let movement = Movement(each.serial, on: line, at: each.at, hasLeft: each.hasLeft)
                movements.old.append(movement)
                movements.new.append(movement)
            }
        }
        for (line, own) in batches {
            let serials = line.pointee.serials.map { ListedSerial(text: $0.text, batch: own[$0.text] ?? $0.batch) }
            line.pointee.serials = serials.withUnsafeBufferPointer { arena.store(list: $0) }
        }
        for list in output.movements.lists { list.forEachPointer { movements.new.append($0.pointee) } }
        return movements
    }

    func replaceLines(by output: ConsolidationOutput) throws {
        for (id, line) in old.sorted(by: { $0.key < $1.key }) {
            try lines.remove(StoredLine(id: id, line: line.pointee))
        }
        var ids: [UnsafePointer<DocumentLine>: Int] = [:]
        var rows: [StoredMovement] = []
        for index in 0..<output.lines.count {
            let line = UnsafePointer(output.lines.pointer(at: index))
            let id = try lines.append(line, waits: context.waiting(line.pointee), buyers: books.buyers)
            ids[line] = id
            guard context.isStill(line.pointee) else { continue }
            for serial in line.pointee.serials { rows.append(StoredMovement(still: serial, on: line, line: id)) }
        }
        try lines.flush()
        for list in output.movements.lists {
            list.forEachPointer { movement in
                if let id = ids[movement.pointee.line] { rows.append(StoredMovement(movement.pointee, line: id)) }
            }
        }
        rows.sort { ($0.serial.text, $0.line) < ($1.serial.text, $1.line) }
        try lines.appendMovements(rows.count) { append in for row in rows { try append(row) } }
    }

    func replaceMentions(by output: ConsolidationOutput) throws {
        if try !mentions.isEmpty() {
            for document in documents {
                try mentions.remove(kind: document.kind, scope: document.scope, document: document.number)
            }
        }
        for index in 0..<output.mentions.count where output.mentions[index].kind != .opening {
            try mentions.append(output.mentions[index])
        }
    }

    func replaceUnits(of before: MatchOutput, by now: MatchOutput, _ context: FoldContext) throws {
        for index in 0..<before.units.count {
            let unit = before.units[index]
            try books.units.remove(sku: context[unit.sku].name, serial: unit.serial)
        }
        var makers: [Int32: UnitRows] = [:]
        for index in 0..<now.units.count {
            let unit = now.units[index]
            let row = makers[unit.sku, default: UnitRows(context: context, sku: unit.sku, arena: arena)].row(unit)
            try books.units.append(row)
        }
        try books.units.flush()
    }
}
