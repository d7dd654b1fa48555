import StockWriting

/// Who is forgotten, and by what published files show him.
struct ForgottenPerson {
    private let query: BuyerQuery
    /// What told him, by the number of an order or by what `ForgottenBuyers.registration` makes of a serial.
    private var traits: [String: BuyerTraits] = [:]
    /// The channels of an order.
    private var channels: [String: Set<String>] = [:]
    /// All that told him.
    private var all = BuyerTraits(joined: "")

    init(_ query: BuyerQuery) { self.query = query }

    /// Takes note of what told him in an order, or of a unit.
    mutating func add(_ known: BuyerTraits, of key: String, channels named: Set<String> = []) {
        traits[key, default: BuyerTraits(joined: "")].formUnion(known)
        channels[key, default: []].formUnion(named)
        all.formUnion(known)
    }

    /// Whether a rejected record shows him: it fits what was asked for, or names one of his orders or units and a detail.
    func isShown(in cells: RejectedCells) -> Bool {
        if query.matches(cells: cells.folded) { return true }
        let keys = cells.documents.union(cells.folded.map(ForgottenBuyers.registration))
        return keys.contains { key in traits[key].map { !$0.all.isDisjoint(with: cells.folded) } ?? false }
    }

    /// Whether a row of a list shows him: it fits what was asked for, shows his e-mail or two of his other details, or names
    /// one of his orders, or a unit that he registered, together with a detail. Who ordered in his channel by his number is
    /// he, whatever is shown; which order is of which channel, a row tells only where it has one of either.
    func isShown(in person: PersonalList.Person) -> Bool {
        let shown = BuyerTraits(person)
        if query.matches(shown) { return true }
        if !shown.emails.isDisjoint(with: all.emails) || shown.all.intersection(all.all).count > 1 { return true }
        let isOfOne = person.channels.count == 1 || person.orders.count == 1
        for order in person.orders {
            guard let known = traits[order] else { continue }
            if !known.all.isDisjoint(with: shown.all) { return true }
            if isOfOne, !channels[order, default: []].isDisjoint(with: person.channels) { return true }
        }
        return person.serials.contains { serial in
            traits[ForgottenBuyers.registration(serial)].map { !$0.all.isDisjoint(with: shown.all) } ?? false
        }
    }
}

extension BuyerTraits {
    init(_ person: PersonalList.Person) {
        self.init(
            emails: [person.email], names: [person.name], postcodes: [person.postcode],
            others: [person.phone, person.address1])
    }
}
