internal import XMLStream

/// Turns a definition into the trie and the tables of a `DialectProgram`.
struct DialectCompiler {
    /// The finished tables.
    struct Tables {
        var trie = XMLTrie()
        var nodes: [DialectProgram.Node] = []
        var attributes: [DialectProgram.Span] = []
        var targets: [Int32] = []
        var framesAtNodes: [DialectProgram.FrameAtNode] = []
        var frames: [DialectProgram.Frame] = []
        var frameSlots: [Int32] = []
        var frameTests: [Int32] = []
        var slots: [DialectProgram.Slot] = []
        var tests: [DialectProgram.Test] = []
        var handovers: [DialectProgram.Handover] = []
        var alternatives: [Int32] = []
        var literals: [DialectProgram.Span] = []
        var literalBytes: [UInt8] = []
        var notice = DialectProgram.Notice()
        var line = DialectProgram.Line()
        var units: [DialectProgram.Unit] = []
        var unitSlots: [Int32] = []
        var specialUnits: [DialectProgram.SpecialUnit] = []
        var lots: [DialectProgram.Lot] = []
        var fields: [DialectProgram.Field] = []
        var tree: DialectProgram.Tree?
        var events: DialectProgram.Events?
        var members: [DialectProgram.Member] = []
    }

    /// A frame while it is built.
    private struct Frame {
        var kind: DialectProgram.FrameKind
        var scratch: DialectProgram.Scratch
        var unit = 0
        var slots: [Int32] = []
        var tests: [Int32] = []
        var handovers: [DialectProgram.Handover] = []
        /// Elements with conditions directly inside, by their path.
        var elements: [String: Int] = [:]
    }

    /// A frame and the nodes of the trie at which it stands.
    struct Spot {
        var frame: Int
        var nodes: [Int32]
    }

    let definition: DialectDefinition
    var tables = Tables()
    private var frames: [Frame] = []
    private var textTargets: [Int32: [Int32]] = [:]
    private var attributeTargets: [Int32: [Int32]] = [:]
    /// Outermost first: a frame is made after the one around it.
    private var framesAtNodes: [Int32: [DialectProgram.FrameAtNode]] = [:]

    init(_ definition: DialectDefinition) { self.definition = definition }

    /// Compiles the definition.
    mutating func build() -> Tables {
        var roots = Spot(frame: addFrame(.root, .root), nodes: [])
        for root in definition.roots {
            let node = tables.trie.addRoot(localName: root.name, namespaces: root.namespaces)
            if !roots.nodes.contains(node) { roots.nodes.append(node) }
        }
        attach(roots.frame, to: roots.nodes)
        let kind: DialectProgram.FrameKind = definition.events == nil ? .notice : .event
        let notices = addLevel(kind, .notice, at: definition.notice.at, below: roots)
        buildNotice(notices, roots)
        if let events = definition.events {
            buildEvents(events, notices)
        } else {
            buildLines(notices)
        }
        writeFrames()
        writeNodes()
        return tables
    }
}

// MARK: - Levels

extension DialectCompiler {
    private mutating func buildNotice(_ notices: Spot, _ roots: Spot) {
        let level = definition.notice
        tables.notice.document = field(level.document, notices, roots)
        tables.notice.supplier = field(level.supplier, notices, roots)
        if let purpose = level.purpose { tables.notice.purpose = field(purpose, notices, roots) }
        tables.notice.issued = level.issued.map { time($0, notices, roots) }
        tables.notice.despatched = level.despatched.map { time($0, notices, roots) }
        tables.notice.delivered = level.delivered.map { time($0, notices, roots) }
    }

    private mutating func time(_ time: DialectTime, _ notices: Spot, _ roots: Spot) -> DialectProgram.Time {
        var compiled = DialectProgram.Time(date: field(time.date, notices, roots))
        if let clock = time.time { compiled.time = field(clock, notices, roots) }
        return compiled
    }

    private mutating func buildLines(_ notices: Spot) {
        let kind: DialectProgram.FrameKind = definition.lines.tree == nil ? .line : .loop
        let lines = addLevel(kind, .line, at: definition.lines.at, below: notices)
        buildLine(lines)
        if let tree = definition.lines.tree { buildTree(tree, lines) }
        // Before the units, so that at one element a lot ends behind its units.
        for (index, level) in definition.lots.enumerated() {
            let lots = addLevel(.lot, .line, at: level.at, below: lines, unit: index)
            tables.lots.append(.init(lot: field(level.lot, lots), expiry: field(level.expiry, lots)))
        }
        // What stands at one element closes last to first; serials keep the order of the definition.
        let spots = definition.units.indices.reversed().map {
            addLevel(.unit, .line, at: definition.units[$0].at, below: lines, unit: $0)
        }
        for (level, spot) in zip(definition.units, spots.reversed()) { buildUnit(level, spot) }
    }

    mutating func buildLine(_ lines: Spot) {
        let level = definition.lines
        tables.line.number = field(level.number, lines)
        tables.line.quantity = field(level.quantity, lines)
        tables.line.unitOfMeasure = field(level.unitOfMeasure, lines)
        tables.line.buyerPart = field(level.buyerPart, lines)
        tables.line.supplierPart = field(level.supplierPart, lines)
        tables.line.gtin = field(level.gtin, lines)
        tables.line.lot = field(level.lot, lines)
        tables.line.expiry = field(level.expiry, lines)
    }

    mutating func buildUnit(_ level: UnitLevel, _ units: Spot) {
        let separators = level.serial.separators
        var unit = DialectProgram.Unit(
            serial: field(level.serial, units), lot: field(level.lot, units), expiry: field(level.expiry, units),
            splitter: separators.isEmpty ? nil : SerialCell(separators: separators))
        unit.keepsPlain = unit.splitter?.keepsPlain ?? true
        if level.range != nil || !level.also.isEmpty || level.perUnit != .one {
            var special = DialectProgram.SpecialUnit()
            if let range = level.range {
                special.from = field(range.from, units)
                special.to = field(range.to, units)
            }
            let also = level.also.map { field($0, units) }
            special.also = Self.append(also, to: &tables.fields)
            unit.special = Int32(tables.specialUnits.count)
            tables.specialUnits.append(special)
        }
        // A constant for lot or expiry is one of every unit.
        let constants = [unit.lot, unit.expiry].flatMap(\.alternatives.indices).filter { tables.alternatives[$0] < 0 }
        if unit.special < 0, constants.isEmpty, unit.serial.alternatives.count > 0 {
            unit.serialSlot = max(tables.alternatives[Int(unit.serial.alternatives.first)], -1)
            let others = frames[units.frame].slots.filter { $0 != unit.serialSlot }
            unit.otherSlots = Self.append(others, to: &tables.unitSlots)
        }
        tables.units.append(unit)
    }

    mutating func addFrame(
        _ kind: DialectProgram.FrameKind, _ scratch: DialectProgram.Scratch, unit: Int = 0
    ) -> Int {
        frames.append(Frame(kind: kind, scratch: scratch, unit: unit))
        return frames.count - 1
    }

    /// One frame for all elements of a level, wherever they stand; each place has its own conditions.
    mutating func addLevel(
        _ kind: DialectProgram.FrameKind, _ scratch: DialectProgram.Scratch, at paths: [DialectPath],
        below parent: Spot,
        unit: Int = 0
    ) -> Spot {
        var level = Spot(frame: addFrame(kind, scratch, unit: unit), nodes: [])
        for path in paths {
            let nodes = parent.nodes.map { descend($0, path.steps) }
            attach(level.frame, to: nodes, conditions: path.steps.last?.conditions ?? [])
            level.nodes += nodes
        }
        return level
    }

    private mutating func descend(_ node: Int32, _ steps: [DialectPath.Step]) -> Int32 {
        steps.reduce(node) { tables.trie.child(of: $0, named: $1.name) }
    }

    /// Makes the elements at `nodes` the frame, where the conditions hold.
    private mutating func attach(_ frame: Int, to nodes: [Int32], conditions: [DialectCondition] = []) {
        let first = Int32(tables.tests.count)
        for condition in conditions {
            let test = Int32(tables.tests.count)
            let literals = condition.values.map { addLiteral($0) }
            tables.tests.append(
                DialectProgram.Test(
                    literals: .init(first: literals.first ?? 0, count: Int32(literals.count)),
                    isNegated: condition.isNegated))
            frames[frame].tests.append(test)
            capture(-1 - test, attribute: condition.path.attribute, at: nodes.map { descend($0, condition.path.steps) })
        }
        let tests = DialectProgram.Span(first: first, count: Int32(conditions.count))
        for node in nodes {
            framesAtNodes[node, default: []].append(.init(frame: Int32(frame), tests: tests))
            if frames[frame].kind.hasOpening { tables.trie.reportOpen(node) } else { tables.trie.reportClose(node) }
        }
    }
}

// MARK: - Fields

extension DialectCompiler {
    mutating func field(_ field: DialectField, _ level: Spot, _ roots: Spot? = nil) -> DialectProgram.Field {
        let alternatives = field.alternatives.map { alternative -> Int32 in
            switch alternative {
            case .constant(let text): return -1 - addLiteral(text)
            case .path(let path):
                let spot = path.isFromRoot ? roots ?? level : level
                let slot = addSlot(to: spot.frame, field.repeated)
                capture(path, from: 0, into: slot, field.repeated, spot)
                return slot
            }
        }
        let first = Int32(tables.alternatives.count)
        tables.alternatives += alternatives
        return .init(alternatives: .init(first: first, count: Int32(alternatives.count)))
    }

    private mutating func addSlot(to frame: Int, _ repeated: DialectField.Repeated) -> Int32 {
        let rule: DialectProgram.Repeated =
            switch repeated {
            case .first: .first
            case .refuse: .refuse
            case .ignore: .ignore
            }
        tables.slots.append(.init(repeated: rule, scratch: frames[frame].scratch))
        frames[frame].slots.append(Int32(tables.slots.count - 1))
        return Int32(tables.slots.count - 1)
    }

    /// Brings the values at a path into a slot, through a frame for every element with conditions on the way.
    private mutating func capture(
        _ path: DialectPath, from first: Int, into slot: Int32, _ repeated: DialectField.Repeated, _ spot: Spot
    ) {
        var nodes = spot.nodes
        for index in first..<path.steps.count {
            nodes = nodes.map { descend($0, [path.steps[index]]) }
            guard !path.steps[index].conditions.isEmpty else { continue }
            let element = element(path, index, in: spot.frame, nodes: nodes)
            let inner = addSlot(to: element, repeated)
            frames[element].handovers.append(.init(from: inner, to: slot))
            return capture(path, from: index + 1, into: inner, repeated, Spot(frame: element, nodes: nodes))
        }
        capture(slot, attribute: path.attribute, at: nodes)
    }

    /// The frame of an element with conditions; one for all fields that look there.
    private mutating func element(_ path: DialectPath, _ index: Int, in outer: Int, nodes: [Int32]) -> Int {
        let key = path.prefix(through: index)
        if let known = frames[outer].elements[key] { return known }
        let frame = addFrame(.element, frames[outer].scratch)
        frames[outer].elements[key] = frame
        attach(frame, to: nodes, conditions: path.steps[index].conditions)
        return frame
    }

    private mutating func capture(_ target: Int32, attribute: String?, at nodes: [Int32]) {
        for node in nodes {
            if let attribute {
                attributeTargets[tables.trie.captureAttribute(node, attribute), default: []].append(target)
            } else {
                tables.trie.captureText(node)
                textTargets[node, default: []].append(target)
            }
        }
    }

    private mutating func addLiteral(_ text: String) -> Int32 {
        let first = Int32(tables.literalBytes.count)
        tables.literalBytes += text.utf8
        tables.literals.append(.init(first: first, count: Int32(text.utf8.count)))
        return Int32(tables.literals.count - 1)
    }
}

// MARK: - Tables

extension DialectCompiler {
    private mutating func writeFrames() {
        for frame in frames {
            tables.frames.append(
                DialectProgram.Frame(
                    kind: frame.kind, unit: Int32(frame.unit), slots: Self.append(frame.slots, to: &tables.frameSlots),
                    tests: Self.append(frame.tests, to: &tables.frameTests),
                    handovers: Self.append(frame.handovers, to: &tables.handovers)))
        }
    }

    private mutating func writeNodes() {
        for node in 0..<tables.trie.nodeCount {
            let frames = framesAtNodes[node] ?? []
            tables.nodes.append(
                DialectProgram.Node(
                    text: Self.append(textTargets[node] ?? [], to: &tables.targets),
                    frames: Self.append(frames, to: &tables.framesAtNodes), unit: plainUnit(frames)))
        }
        let count = (attributeTargets.keys.max() ?? -1) + 1
        tables.attributes = (0..<count).map { Self.append(attributeTargets[$0] ?? [], to: &tables.targets) }
    }

    /// The kind of unit that is all that an element is; −1 if none is.
    private func plainUnit(_ places: [DialectProgram.FrameAtNode]) -> Int32 {
        guard places.count == 1, places[0].tests.count == 0 else { return -1 }
        let frame = frames[Int(places[0].frame)]
        return frame.kind == .unit && frame.tests.isEmpty ? Int32(frame.unit) : -1
    }

    private static func append<Element>(_ elements: [Element], to table: inout [Element]) -> DialectProgram.Span {
        table += elements
        return .init(first: Int32(table.count - elements.count), count: Int32(elements.count))
    }
}
