internal import StockModel

// Documents of events: what an event says is put away at its close.
extension DialectRun {
    /// Keeps what one element of the open event names.
    func closeMember(_ index: Int) {
        guard let events, let level = program.definition.events?.members[index] else { return }
        let member = program.members.base[index]
        do throws(LineFault) {
            let name = try value(member.name, level.name.label, blank: .placeholder)
            guard name.count > 0 else { return }
            events.members.append(
                .init(
                    name: events.names.number(of: name),
                    quantity: events.text.append(try value(member.quantity, level.quantity.label)),
                    unitOfMeasure: events.text.append(try value(member.unitOfMeasure, level.unitOfMeasure.label)),
                    isChild: member.isChild, isQuantity: member.quantity.alternatives.count > 0))
        } catch {
            refuseNotice(error)
        }
    }

    /// Puts the open event away, if it can tell anything of what was shipped.
    func closeEvent() {
        guard let events, let fields = program.events, let level = program.definition.events else { return }
        do throws(LineFault) {
            let step = try value(fields.step, level.step.label)
            let action = try value(fields.action, level.action.label)
            let parent = try value(fields.parent, level.parent.label, blank: .placeholder)
            let at = try time(program.notice.despatched, levels.notice.despatched)
            guard !at.isAbsent else { throw LineFault(levels.notice.despatched[0].date.label, .none, LineFault.noTime) }
            var event = EventCollector.Event(
                lineNumber: noticeLineNumber, at: at, step: rules.steps[step] ?? .other,
                action: rules.actions[action] ?? .observe, isWithdrawn: isFlagged,
                parent: parent.count > 0 ? events.names.number(of: parent) : -1,
                members: events.firstMember..<events.members.count,
                lot: events.text.append(try value(fields.lot, level.lot.label, blank: .noIdentifier)),
                expiry: events.text.append(try value(fields.expiry, level.expiry.label, blank: .noIdentifier)),
                identity: 0)
            if event.step != .other { event.notice = try notice(events) }
            try check(event, action, level, events)
            event.identity = try identity(of: event, event.step == .other ? [step, action] : [step], events)
            let tells = event.step != .other || event.isWithdrawn || event.parent >= 0 || !event.lot.isEmpty
            if tells || !event.expiry.isEmpty { events.add(event) }
        } catch {
            refuseNotice(error)
        }
    }

    private func notice(_ events: EventCollector) throws(LineFault) -> EventCollector.Notice {
        let header = try header()
        return EventCollector.Notice(
            document: events.text.append(header.document), supplier: events.text.append(header.supplier),
            issued: header.issued)
    }

    /// What is packed and how must be told, or what lies in a pack is not known.
    private func check(
        _ event: EventCollector.Event, _ action: Bytes, _ level: EventLevel, _ events: EventCollector
    ) throws(LineFault) {
        let hasChildren = events.members[event.members].contains { $0.isChild }
        guard hasChildren || event.parent >= 0 else { return }
        if hasChildren, action.count == 0, !level.action.alternatives.isEmpty {
            throw LineFault(level.action.label, .none, LineFault.noAction)
        }
        if event.action != .observe, event.parent < 0 { throw LineFault(level.parent.label, .none, LineFault.noPack) }
        if event.action == .add, !hasChildren, event.members.isEmpty {
            throw LineFault(level.members.first { $0.isChild }?.at.first?.text ?? "", .none, LineFault.noChildren)
        }
    }

    /// A hash of all that makes two events the same: time as written, step, pack, and what they name, in whatever order; of
    /// packing also the action. The document is none of it: what was sent at one time was sent once.
    private func identity(
        of event: EventCollector.Event, _ words: [Bytes], _ events: EventCollector
    ) throws(LineFault) -> UInt64 {
        func hash(_ name: Int32, _ seed: UInt64) -> UInt64 {
            StableHash.of(events.names.bytes(events.names[name].key), seed: seed)
        }
        let time = try value(program.notice.despatched[0].date, "")
        var identity = words.reduce(StableHash.of(time)) { StableHash.of($1, seed: $0) }
        if event.parent >= 0 { identity = hash(event.parent, identity) }
        var sum: UInt64 = 0
        for member in events.members[event.members] {
            let quantity = StableHash.of(events.text.bytes(member.quantity), seed: member.isChild ? 1 : 2)
            sum &+= hash(member.name, StableHash.of(events.text.bytes(member.unitOfMeasure), seed: quantity))
        }
        return StableHash.mix(identity, sum)
    }
}
