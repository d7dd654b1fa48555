extension DialectDefinition {
    private static let keys = [
        "dialect", "title", "recognise", "notice", "lines", "units", "lots", "events", "dates", "decimal", "pieces",
        "placeholders",
    ]

    /// Reads a definition.
    ///
    /// - Parameters:
    ///   - yaml: its text.
    ///   - file: what to call it in messages.
    /// - Returns: the definition if there is no mistake in it, and all mistakes.
    package static func read(yaml: String, file: String) -> (definition: DialectDefinition?, [DefinitionProblem]) {
        let problems = DefinitionProblems(file: file)
        let definition = DefinitionNode(yaml: yaml, problems: problems).flatMap { read($0, file: file) }
        return (problems.all.isEmpty ? definition : nil, problems.all)
    }

    /// Reads a node, and notes its mistakes.
    static func read(_ node: DefinitionNode, file: String) -> DialectDefinition? {
        guard let fields = node.fields("a dialect", known: keys) else { return nil }
        let name = fields.required("dialect", "the dialect's name, such as acme-despatch")?.filledText() ?? ""
        var definition = DialectDefinition(name: name, title: name, file: file)
        if let title = fields["title"]?.filledText() { definition.title = title }
        if let roots = fields.required("recognise", "the outermost element that tells the dialect") {
            definition.roots = roots.items.compactMap(DialectRoot.read)
        }
        if let notice = fields.required("notice", "where number, dates and supplier stand") {
            definition.notice.read(notice)
        }
        if let events = fields["events"] {
            definition.readEvents(events, fields)
        } else if let lines = fields.required("lines", "where the lines stand, and what of them") {
            definition.lines.read(lines)
            definition.units = fields["units"]?.items.flatMap(UnitLevel.read) ?? []
            definition.lots = fields["lots"]?.items.compactMap(LotLevel.read) ?? []
        }
        definition.readValues(fields)
        return definition
    }

    private mutating func readEvents(_ node: DefinitionNode, _ fields: DefinitionFields) {
        for key in ["lines", "units", "lots"] {
            fields[key]?.wrong("A document has lines or events; leave `\(key)` out where there are `events`.")
        }
        if notice.despatched.isEmpty {
            node.wrong("Write in `notice`, as `despatched`, where an event's time stands.")
        }
        guard let events = EventLevel.read(node) else { return }
        self.events = events
        events.addLines(to: &self)
    }

    private mutating func readValues(_ fields: DefinitionFields) {
        if let node = fields["dates"] {
            dates = node.texts("a form of dates or a list of forms")
            for item in node.items {
                guard let form = item.filledText("a form of dates") else { continue }
                do { _ = try TimestampParser(forms: [form]) } catch { item.wrong(error.description) }
            }
        }
        if fields["decimal"]?.word(of: ["point", "comma"]) == "comma" { decimalSeparator = .comma }
        if let node = fields["pieces"] { pieces = node.texts("a unit of measure or a list of them") }
        if let node = fields["placeholders"] { placeholders = node.texts("a text or a list of texts") }
    }
}

extension DialectRoot {
    fileprivate static func read(_ node: DefinitionNode) -> DialectRoot? {
        guard let fields = node.fields("a root", known: ["root", "namespace", "has"]),
            let name = fields.required("root", "the local name of the outermost element")?.path(isPlain: true)
        else { return nil }
        var root = DialectRoot(name: name.text)
        if name.steps.count != 1 || name.attribute != nil {
            fields["root"]?.wrong("Write the local name of one element; what must lie below it goes under `has`.")
        }
        if let namespace = fields.required("namespace", "its namespace, `none` for no namespace, or `any`") {
            let texts = namespace.texts("a namespace or a list of them")
            root.namespaces = texts.contains("any") ? [] : texts.map { $0 == "none" ? "" : $0 }
        }
        root.has = fields["has"]?.items.compactMap { $0.path(isPlain: true) } ?? []
        return root
    }
}

extension NoticeLevel {
    fileprivate mutating func read(_ node: DefinitionNode) {
        let keys = ["at", "document", "supplier", "issued", "despatched", "delivered", "purpose"]
        guard let fields = node.fields("the notice", known: keys) else { return }
        at = fields["at"]?.levels(mayBeParent: true) ?? [DialectPath(text: ".")]
        if let node = fields.required("document", "where the notice's number stands") { document.read(node) }
        if let node = fields.required("supplier", "where the supplier's name stands") { supplier.read(node) }
        issued = fields["issued"]?.times() ?? []
        despatched = fields["despatched"]?.times() ?? []
        delivered = fields["delivered"]?.times() ?? []
        if issued.isEmpty && despatched.isEmpty && delivered.isEmpty {
            node.wrong("Write at least one of `issued`, `despatched` and `delivered`: a notice needs a date.")
        }
        if let node = fields["purpose"] { readPurpose(node) }
    }

    private mutating func readPurpose(_ node: DefinitionNode) {
        guard let fields = node.fields("the purpose", known: ["from", "replace", "cancel"]) else { return }
        guard let from = fields.required("from", "where the code stands") else { return }
        var field = DialectField(repeated: .refuse)
        field.read(from)
        purpose = field
        replaceWords = fields["replace"]?.texts() ?? []
        cancelWords = fields["cancel"]?.texts() ?? []
    }
}

extension LineLevel {
    fileprivate mutating func read(_ node: DefinitionNode) {
        let keys = [
            "at", "number", "quantity", "unit_of_measure", "buyer_part", "supplier_part", "gtin", "lot", "expiry",
            "tree",
        ]
        guard let fields = node.fields("the lines", known: keys) else { return }
        at = fields.required("at", "the element that is a line")?.levels(mayBeParent: false) ?? []
        number.read(fields["number"], isInNotice: false)
        quantity.read(fields["quantity"], isInNotice: false)
        unitOfMeasure.read(fields["unit_of_measure"], isInNotice: false)
        buyerPart.read(fields["buyer_part"], isInNotice: false)
        supplierPart.read(fields["supplier_part"], isInNotice: false)
        gtin.read(fields["gtin"], isInNotice: false)
        lot.read(fields["lot"], isInNotice: false)
        expiry.read(fields["expiry"], isInNotice: false)
        tree = fields["tree"].flatMap(LoopTree.read)
        if fields["buyer_part"] == nil && fields["supplier_part"] == nil && fields["gtin"] == nil {
            node.wrong("Write at least one of `buyer_part`, `supplier_part` and `gtin`: a line must name its goods.")
        }
    }
}

extension UnitLevel {
    private static let keys = ["at", "serial", "split", "lot", "expiry", "range", "also", "per_unit"]

    /// One kind of unit, or where its place has numbers in braces as many as these.
    fileprivate static func read(_ node: DefinitionNode) -> [UnitLevel] {
        guard let fields = node.fields("a kind of unit", known: keys) else { return [] }
        let at = fields.required("at", "the element that is a unit, `.` for the line itself")
        let count = at?.items.map(\.numberedCount).max() ?? 1
        return (0..<count).map { read(fields, number: count > 1 ? ($0, count) : nil) }
    }

    private static func read(_ fields: DefinitionFields, number: DefinitionNode.Number?) -> UnitLevel {
        var unit = UnitLevel()
        unit.at = fields["at"]?.levels(mayBeParent: true, number: number) ?? []
        if let node = fields["range"] {
            unit.range = SerialRangeLevel.read(node, number: number)
            for key in ["serial", "split", "also", "per_unit"] {
                fields[key]?.wrong("A unit is a range or a serial; write another unit for the other.")
            }
        } else {
            unit.serial.read(
                fields.required("serial", "where the serial stands"), isInNotice: false, number: number)
            unit.serial.refuseConstants(fields["serial"])
        }
        if let split = fields["split"]?.filledText("the characters between several serials") {
            if !split.utf8.allSatisfy({ $0 < 0x80 }) { fields["split"]?.wrong("Only ASCII characters can separate.") }
            unit.serial.separators = split
        }
        unit.also =
            fields["also"]?.items.map { node in
                var field = DialectField(repeated: .refuse)
                field.read(node, isInNotice: false, number: number)
                field.refuseConstants(node)
                return field
            } ?? []
        if let node = fields["per_unit"] { unit.perUnit = PerUnit.read(node) }
        unit.lot.read(fields["lot"], isInNotice: false, number: number)
        unit.expiry.read(fields["expiry"], isInNotice: false, number: number)
        return unit
    }
}

extension LotLevel {
    fileprivate static func read(_ node: DefinitionNode) -> LotLevel? {
        guard let fields = node.fields("a lot", known: ["at", "lot", "expiry"]) else { return nil }
        var level = LotLevel()
        level.at = fields.required("at", "the element around the units of a lot")?.levels(mayBeParent: true) ?? []
        level.lot.read(fields["lot"], isInNotice: false)
        level.expiry.read(fields["expiry"], isInNotice: false)
        return level
    }
}

extension SerialRangeLevel {
    fileprivate static func read(_ node: DefinitionNode, number: DefinitionNode.Number?) -> SerialRangeLevel? {
        guard let fields = node.fields("the range", known: ["from", "to"]) else { return nil }
        var range = SerialRangeLevel()
        range.from.read(
            fields.required("from", "where the first serial stands"), isInNotice: false, number: number)
        range.to.read(fields.required("to", "where the last serial stands"), isInNotice: false, number: number)
        range.from.refuseConstants(fields["from"])
        range.to.refuseConstants(fields["to"])
        return range
    }
}

extension PerUnit {
    /// How many identifiers a unit has.
    static func read(_ node: DefinitionNode) -> PerUnit {
        guard let text = node.filledText("a number or `all`") else { return .one }
        if let perUnit = PerUnit(text) { return perUnit }
        node.wrong("Write how many identifiers a unit has, 1 to \(most), or `all` for those that stand together.")
        return .one
    }
}

extension DialectField {
    /// Reads a path, a list of alternatives, or one of these under `from` with `repeated` beside it.
    ///
    /// - Parameter number: which of the numbers in braces counts; each makes an alternative where it is nil.
    mutating func read(_ node: DefinitionNode?, isInNotice: Bool = true, number: DefinitionNode.Number? = nil) {
        guard let node else { return }
        guard node.isMapping else { return readAlternatives(node, isInNotice, number) }
        guard let fields = node.fields("a field", known: ["from", "repeated", "text"]) else { return }
        if let word = fields["repeated"]?.word(of: Repeated.allCases.map(\.rawValue)),
            let repeated = Repeated(rawValue: word)
        {
            self.repeated = repeated
        }
        if let text = fields["text"] {
            if fields["from"] != nil { node.wrong("Write `from` or `text`, not both.") }
            if let constant = text.filledText("a constant text") { alternatives.append(.constant(constant)) }
        } else if let from = fields.required("from", "where the value stands") {
            readAlternatives(from, isInNotice, number)
        }
    }

    /// A constant is no serial.
    fileprivate func refuseConstants(_ node: DefinitionNode?) {
        guard alternatives.contains(where: { if case .constant = $0 { true } else { false } }) else { return }
        node?.wrong("A constant is no serial; write where the serials stand.")
    }

    private mutating func readAlternatives(_ node: DefinitionNode, _ isInNotice: Bool, _ number: DefinitionNode.Number?)
    {
        for item in node.items {
            if item.isMapping {
                let fields = item.fields("an alternative", known: ["text"])
                if let text = fields?.required("text", "a constant text")?.filledText() {
                    alternatives.append(.constant(text))
                }
            } else {
                for index in item.numbers(number) {
                    guard let path = item.path(isPlain: false, number: index) else { continue }
                    if path.isFromRoot && !isInNotice {
                        item.wrong(
                            "Only the notice's values can be looked for from the root; write a path below the line.")
                    }
                    alternatives.append(.path(path))
                }
            }
        }
    }
}
