internal import StockModel

// Lines that are loops of a tree: put away at their close, and taken at the end of the notice, when it is known what the
// loops around and inside them say.
extension DialectRun {
    /// Puts the open loop away.
    func closeLoop() {
        guard let loops, let tree = program.tree, let level = levels.lines.tree else { return }
        var loop = LoopCollector.Loop(lineNumber: lineNumber, isItem: isFlagged)
        var kept = [Range<Int>](repeating: 0..<0, count: LineField.allCases.count)
        do throws(LineFault) {
            if let specialUnits {
                try settle(specialUnits)
                loop.identities = specialUnits.identities
            }
            if let unitFault { throw unitFault }
            loop.id = try value(tree.id, level.id.label).text
            loop.parent = try value(tree.parent, level.parent.label, blank: .noIdentifier).text
            loop.level = try value(tree.level, level.level.label).text
            if level.itemLevels.contains(loop.level) { loop.isItem = true }
            for (index, field) in LineField.allCases.enumerated()
            where loop.isItem || level.inherited.contains(field) {
                let value = try value(
                    field.place(in: program.line), field.label(in: levels.lines), blank: field.blank)
                kept[index] = loops.text.append(value)
            }
            if loop.isItem, loop.level.isEmpty, !level.components.isEmpty {
                throw LineFault(level.level.label, .none, LineFault.noLevel)
            }
        } catch {
            loop.fault = error
            loop.excerpt = excerpt()
        }
        loops.values += kept
        if !serials.isEmpty {
            let first = loops.serials.count
            for serial in serials.buffer {
                let start = loops.text.append(text(of: serial)).lowerBound
                loops.serials.append(
                    FoundSerial(
                        start: start, count: serial.count, batch: serial.batch, isPlain: serial.isPlain))
            }
            loop.serials = [first..<loops.serials.count]
        }
        loops.loops.append(loop)
    }

    /// Takes the lines of the notice that ends.
    func takeLines(of collector: LoopCollector) {
        guard let level = levels.lines.tree else { return }
        let components = Set(level.components)
        let forest = LoopForest(
            collector.loops.map {
                .init(
                    id: $0.id, parent: $0.parent, level: $0.level, isItem: $0.isItem,
                    isComponent: components.contains($0.level))
            })
        inherit(level.inherited, collector, forest)
        dealSerials(collector, forest)
        for index in collector.loops.indices { takeLine(index, collector, forest.roles[index]) }
    }

    /// Gives every loop what the nearest one above says. Parents stand before their children.
    private func inherit(_ fields: [LineField], _ collector: LoopCollector, _ forest: LoopForest) {
        let inherited = LineField.allCases.enumerated().filter { fields.contains($0.element) }.map(\.offset)
        for (loop, parent) in forest.parents.enumerated() where parent >= 0 {
            let (own, above) = (collector.values(of: loop), collector.values(of: parent))
            for field in inherited where collector.values[own.lowerBound + field].isEmpty {
                collector.values[own.lowerBound + field] = collector.values[above.lowerBound + field]
            }
        }
    }

    private func takeLine(_ index: Int, _ collector: LoopCollector, _ role: LoopForest.Role) {
        let loop = collector.loops[index]
        var fault = loop.fault
        switch role {
        case .component: return
        case .branch: if fault == nil { return }
        case .item: break
        case .lost:
            guard loop.isItem || !loop.serials.isEmpty else { return }
            let label = levels.lines.tree?.parent.label ?? ""
            let problem = loop.parent.isEmpty ? LineFault.noParent : LineFault.lostLoop
            fault = fault ?? LineFault(field: label, value: loop.parent, problem: problem)
        }
        if let fault {
            lineCount += 1
            faultyLines.append(
                FaultyLine(number: lineCount, lineNumber: loop.lineNumber, fault: fault, excerpt: loop.excerpt))
        } else {
            reopen(loop, collector, collector.values(of: index))
            closeLine()
        }
    }

    /// Opens a loop again as the line that it is.
    private func reopen(_ loop: LoopCollector.Loop, _ collector: LoopCollector, _ kept: Range<Int>) {
        openLine(loop.lineNumber)
        for (field, range) in zip(LineField.allCases, collector.values[kept]) {
            set(field.place(in: program.line), collector.text.bytes(range))
        }
        for index in loop.serials.joined() {
            var serial = collector.serials[index]
            serial.start = values.line.append(collector.text(of: serial)).lowerBound
            serials.append(serial)
        }
        specialUnits?.identities = loop.identities
    }

    /// Makes a value that of a field.
    func set(_ field: DialectProgram.Field, _ value: Bytes) {
        let slots = field.alternatives.indices.map { program.alternatives.base[$0] }.filter { $0 >= 0 }
        for slot in slots { values.clear(slot: slot) }
        if let first = slots.first, value.count > 0 { values.offer(value, toSlot: first) }
    }
}

// MARK: - Serials of packs

extension DialectRun {
    /// Gives the serials of loops that are no lines to the line they belong to: the one around them, else the only one
    /// below them. One that a line lists already is the same unit seen again.
    private func dealSerials(_ collector: LoopCollector, _ forest: LoopForest) {
        let branches = collector.loops.indices.filter {
            forest.roles[$0] == .branch && collector.loops[$0].fault == nil && !collector.loops[$0].serials.isEmpty
        }
        guard !branches.isEmpty else { return }
        let lines = collector.loops.indices.filter { forest.roles[$0] == .item }
        var listed: [Int: Set<String>] = [:]
        var everywhere: Set<String> = []
        for line in lines {
            let own = Set(texts(of: line, collector))
            listed[line] = own
            everywhere.formUnion(own)
        }
        for branch in branches {
            let owner = forest.owner(of: branch)
            if owner >= 0 {
                deal(branch, to: owner, collector, &listed[owner, default: []])
            } else if let stray = texts(of: branch, collector).first(where: { !everywhere.contains($0) }) {
                collector.loops[branch].fault = LineFault(
                    field: levels.units.first?.serial.label ?? "", value: stray,
                    problem: owner == -1 ? LineFault.serialsWithoutLine : LineFault.serialsOfSeveralLines)
            }
        }
    }

    private func deal(_ branch: Int, to owner: Int, _ collector: LoopCollector, _ listed: inout Set<String>) {
        let fresh = collector.loops[branch].serials.joined().filter {
            !listed.contains(collector.text(of: collector.serials[$0]).text)
        }
        listed.formUnion(texts(of: branch, collector))
        collector.loops[owner].serials += fresh.map { $0..<$0 + 1 }
        collector.loops[owner].identities += collector.loops[branch].identities
    }

    /// The serials of a loop that are no placeholders.
    private func texts(of loop: Int, _ collector: LoopCollector) -> [String] {
        collector.loops[loop].serials.joined().lazy.map { collector.text(of: collector.serials[$0]) }
            .filter { !self.rules.placeholders.isNoIdentifier($0) }.map(\.text)
    }
}
