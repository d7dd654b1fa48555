// What has more structure than lines below a notice: trees of loops, and events.
extension DialectCompiler {
    mutating func buildTree(_ tree: LoopTree, _ loops: Spot) {
        tables.tree = DialectProgram.Tree(
            id: field(tree.id, loops), parent: field(tree.parent, loops), level: field(tree.level, loops))
        _ = addLevel(.flag, .line, at: tree.item, below: loops)
    }

    mutating func buildEvents(_ level: EventLevel, _ events: Spot) {
        tables.events = DialectProgram.Events(
            step: field(level.step, events), action: field(level.action, events), parent: field(level.parent, events),
            lot: field(level.lot, events), expiry: field(level.expiry, events))
        for (index, member) in level.members.enumerated() {
            let spot = addLevel(.member, .notice, at: member.at, below: events, unit: index)
            tables.members.append(
                DialectProgram.Member(
                    name: field(member.name, spot), quantity: field(member.quantity, spot),
                    unitOfMeasure: field(member.unitOfMeasure, spot), isChild: member.isChild))
        }
        _ = addLevel(.flag, .notice, at: level.withdrawn, below: events)
        // Lines and units stand at no element: they are made of what the events shipped.
        buildLine(Spot(frame: addFrame(.line, .line), nodes: []))
        for unit in definition.units { buildUnit(unit, Spot(frame: addFrame(.unit, .line), nodes: [])) }
    }
}
