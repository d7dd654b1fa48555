extension LoopTree {
    static func read(_ node: DefinitionNode) -> LoopTree? {
        let keys = ["id", "parent", "level", "item", "items", "components", "inherit"]
        guard let fields = node.fields("the tree", known: keys) else { return nil }
        var tree = LoopTree()
        tree.id.read(fields.required("id", "where a loop's number stands"), isInNotice: false)
        tree.parent.read(
            fields.required("parent", "where the number of the loop around it stands"), isInNotice: false)
        tree.item =
            fields.required("item", "the element that makes a loop a line")?.levels(mayBeParent: false) ?? []
        tree.level.read(fields["level"], isInNotice: false)
        tree.itemLevels = fields["items"]?.texts("a level or a list of levels") ?? []
        tree.components = fields["components"]?.texts("a level or a list of levels") ?? []
        if let words = fields["items"] ?? fields["components"], fields["level"] == nil {
            words.wrong("Write as `level` where these words stand.")
        }
        let known = LineField.allCases.filter { $0 != .number }
        for item in fields["inherit"]?.items ?? [] {
            if let field = item.word(of: known.map(\.rawValue)).flatMap(LineField.init) { tree.inherited.append(field) }
        }
        return tree
    }
}

extension EventLevel {
    static func read(_ node: DefinitionNode) -> EventLevel? {
        let keys = ["step", "action", "parent", "objects", "children", "withdrawn", "lot", "expiry"]
        guard let fields = node.fields("the events", known: keys) else { return nil }
        var level = EventLevel()
        level.readStep(fields)
        level.readAction(fields)
        level.parent.read(fields["parent"], isInNotice: false)
        let objects = fields.required("objects", "the elements that name what an event is about")?.items ?? []
        level.members = objects.compactMap { EventMember.read($0, isChild: false) }
        level.members += fields["children"]?.items.compactMap { EventMember.read($0, isChild: true) } ?? []
        if fields["children"] != nil && fields["parent"] == nil {
            node.wrong("Write as `parent` where the pack stands that holds the children.")
        }
        level.withdrawn = fields["withdrawn"]?.levels(mayBeParent: false) ?? []
        level.lot.read(fields["lot"], isInNotice: false)
        level.expiry.read(fields["expiry"], isInNotice: false)
        return level
    }

    private mutating func readStep(_ all: DefinitionFields) {
        guard let node = all.required("step", "what an event was about, and the words for shipping"),
            let fields = node.fields("the step", known: ["from", "shipping", "unshipping"])
        else { return }
        step.read(fields.required("from", "where the step stands"), isInNotice: false)
        shippingWords = fields.required("shipping", "the words for goods that leave")?.texts() ?? []
        unshippingWords = fields["unshipping"]?.texts() ?? []
    }

    private mutating func readAction(_ all: DefinitionFields) {
        guard let node = all["action"], let fields = node.fields("the action", known: ["from", "add", "delete"]) else {
            return
        }
        action.read(fields.required("from", "where the action stands"), isInNotice: false)
        addWords = fields["add"]?.texts() ?? []
        deleteWords = fields["delete"]?.texts() ?? []
    }

    /// Lines and units as what was shipped fills them; their labels are the elements that messages name.
    func addLines(to definition: inout DialectDefinition) {
        func field(_ label: String) -> DialectField {
            DialectField(alternatives: [.path(DialectPath(text: label))], repeated: .first)
        }
        let names = members.first?.name.label ?? ""
        let place = members.first?.at.first?.text ?? ""
        let goods = names == "." ? place : place + "/" + names
        let amounts = members.first { !$0.quantity.alternatives.isEmpty }
        definition.lines.number = field("")
        definition.lines.gtin = field(goods)
        definition.lines.quantity = field(amounts?.quantity.label ?? "")
        definition.lines.unitOfMeasure = field(amounts?.unitOfMeasure.label ?? "")
        definition.lines.lot = field(lot.label)
        definition.lines.expiry = field(expiry.label)
        var unit = UnitLevel()
        unit.serial = field(goods)
        unit.lot = field(lot.label)
        unit.expiry = field(expiry.label)
        definition.units = [unit]
    }
}

extension EventMember {
    fileprivate static func read(_ node: DefinitionNode, isChild: Bool) -> EventMember? {
        guard let fields = node.fields("what an event names", known: ["at", "name", "quantity", "unit_of_measure"])
        else { return nil }
        var member = EventMember(isChild: isChild)
        member.at = fields.required("at", "the element, `.` for the event itself")?.levels(mayBeParent: true) ?? []
        member.name.read(fields.required("name", "where the EPC stands"), isInNotice: false)
        member.quantity.read(fields["quantity"], isInNotice: false)
        member.unitOfMeasure.read(fields["unit_of_measure"], isInNotice: false)
        return member
    }
}
