internal import StockModel

/// Finds what the events of a document shipped.
///
/// Events count in the order of their times; of one time, shipping comes after packing. An event that another one withdraws
/// as a mistake did not happen, and one that is there twice happened once.
struct ShipmentFinder {
    /// What one event shipped, or would have if it were not withdrawn.
    struct Shipment {
        /// An index of the events.
        var event: Int
        var isWithdrawn = false
        var contents = Containment.Contents()
        /// Units that another event says had left, and this message does not tell when.
        var isUnshipping = false
    }

    /// Lot and expiry of goods, as the events of their making say.
    struct Batch {
        var lot: Range<Int>
        var expiry: Range<Int>
    }

    private let events: EventCollector
    private var containment: Containment
    private(set) var shipments: [Shipment] = []
    private(set) var batches: [Int32: Batch] = [:]
    private var steps = 0
    /// Whether the events ship the same goods over and over, far beyond what the document names.
    var isEndless: Bool { steps > 100 * (events.names.entries.count + events.members.count + 1000) }

    init(_ events: EventCollector) {
        self.events = events
        containment = Containment(count: events.names.entries.count)
        let withdrawn = Set(events.events.lazy.filter(\.isWithdrawn).map(\.identity))
        var met: Set<UInt64> = []
        for index in order() where !isEndless {
            let event = events.events[index]
            let isNew = event.step == .other || met.insert(event.identity).inserted
            if event.isWithdrawn || withdrawn.contains(event.identity) {
                if isNew, event.step == .shipping { ship(index, event, isWithdrawn: true) }
            } else {
                take(index, event, isNew: isNew)
            }
        }
        shipments.sort { $0.event < $1.event }
    }

    /// Whether something is a unit, which it is not if it ever held others.
    func isUnit(_ name: Int32) -> Bool { events.names[name].kind == .unit && !containment.isPack[Int(name)] }

    private func order() -> [Int] {
        func rank(_ step: EventCollector.Step) -> Int {
            switch step {
            case .other: 0
            case .shipping: 1
            case .unshipping: 2
            }
        }
        return events.events.indices.sorted { a, b in
            let (first, second) = (events.events[a], events.events[b])
            return (first.at.raw, rank(first.step), a) < (second.at.raw, rank(second.step), b)
        }
    }

    private mutating func take(_ index: Int, _ event: EventCollector.Event, isNew: Bool) {
        noteBatch(event)
        if event.parent >= 0 { pack(event) }
        guard isNew, event.action != .delete else { return }
        switch event.step {
        case .shipping: ship(index, event, isWithdrawn: false)
        case .unshipping: takeBack(index, event)
        case .other: break
        }
    }

    private mutating func noteBatch(_ event: EventCollector.Event) {
        guard !event.lot.isEmpty || !event.expiry.isEmpty else { return }
        for member in events.members[event.members] where !member.isChild {
            batches[member.name] = Batch(lot: event.lot, expiry: event.expiry)
        }
    }
}

// MARK: - Packs

extension ShipmentFinder {
    private mutating func pack(_ event: EventCollector.Event) {
        let inside = events.members[event.members].filter(\.isChild)
        if inside.isEmpty, event.action == .delete { return containment.empty(event.parent) }
        for member in inside {
            if member.isQuantity {
                pack(member, event)
            } else if event.action == .delete {
                containment.takeOut(member.name)
            } else {
                containment.put(member.name, into: event.parent)
            }
        }
    }

    private mutating func pack(_ member: EventCollector.Member, _ event: EventCollector.Event) {
        let amount = Self.amount(member)
        let events = self.events
        let isSame = { Self.isSame($0, amount, events) }
        switch event.action {
        case .add: containment.put(amount, into: event.parent)
        case .delete: containment.takeOutAmount(of: event.parent, isSame)
        case .observe:
            if !containment.holds(event.parent, isSame) { containment.put(amount, into: event.parent) }
        }
    }

    private static func isSame(_ a: Containment.Amount, _ b: Containment.Amount, _ events: EventCollector) -> Bool {
        a.article == b.article && events.text.bytes(a.quantity).equals(events.text.bytes(b.quantity))
            && events.text.bytes(a.unitOfMeasure).equals(events.text.bytes(b.unitOfMeasure))
    }

    private static func amount(_ member: EventCollector.Member) -> Containment.Amount {
        Containment.Amount(
            article: member.name, quantity: member.quantity, unitOfMeasure: member.unitOfMeasure)
    }
}

// MARK: - Shipping

extension ShipmentFinder {
    private mutating func ship(_ index: Int, _ event: EventCollector.Event, isWithdrawn: Bool) {
        shipments.append(
            Shipment(event: index, isWithdrawn: isWithdrawn, contents: contents(of: event, isPacked: !isWithdrawn)))
    }

    /// Takes units out of the shipments so far. What is in none of them was shipped by another message, if at all; of goods
    /// without serial nobody can tell out of which they are.
    private mutating func takeBack(_ index: Int, _ event: EventCollector.Event) {
        let taken = contents(of: event, isPacked: true)
        var back = Set(taken.leaves)
        let all = back
        for shipment in shipments.indices where !shipments[shipment].isWithdrawn && !shipments[shipment].isUnshipping {
            shipments[shipment].contents.leaves.removeAll { leaf in
                if all.contains(leaf) { back.remove(leaf) }
                return all.contains(leaf)
            }
            steps += shipments[shipment].contents.leaves.count + 1
        }
        var rest = Containment.Contents()
        rest.leaves = back.sorted() + taken.amounts.map(\.article)
        guard !rest.leaves.isEmpty else { return }
        shipments.append(Shipment(event: index, contents: rest, isUnshipping: true))
    }

    /// What an event names, with all that is in it. Of a withdrawn one, what it says of its pack was not taken.
    private mutating func contents(of event: EventCollector.Event, isPacked: Bool) -> Containment.Contents {
        let members = events.members[event.members]
        let hasChildren = members.contains { $0.isChild }
        var roots = members.filter { !$0.isQuantity }.map(\.name)
        if event.parent >= 0, isPacked || !hasChildren { roots.append(event.parent) }
        var found = containment.contents(of: roots)
        if found.leaves.isEmpty, found.amounts.isEmpty { found.leaves = roots }
        let isListed = { (member: EventCollector.Member) in !(member.isChild && isPacked && event.parent >= 0) }
        found.amounts = members.filter { $0.isQuantity && isListed($0) }.map(Self.amount) + found.amounts
        steps += found.steps
        return found
    }
}
