import StockLedger
import StockModel

/// The people of a ledger's registrations.
struct RegisteredPeople {
    let table: NoticeInputTable
    let forgotten: ForgottenBuyers

    /// What was forgotten.
    struct Outcome {
        /// How many registrations named the person.
        var count = 0
        /// What told the person, by what `ForgottenBuyers.registration` makes of the serials.
        var traits: [String: BuyerTraits] = [:]

        mutating func add(_ known: BuyerTraits, of key: String) {
            traits[key, default: BuyerTraits(joined: "")].formUnion(known)
        }
    }

    /// A registration, its place among the records of its row, and who it names.
    private typealias Card = (record: NoticeRecord, part: Int, key: String, traits: BuyerTraits)

    /// Forgets, for good, who registered units under what is asked for: of every such unit all cards that share a detail
    /// with one that fits. Another owner's card of the same unit stays.
    func forget(_ buyer: BuyerQuery) throws -> Outcome {
        var outcome = Outcome()
        try forEachCard(in: Arena()) { card in
            if buyer.matches(card.traits) { outcome.add(card.traits, of: card.key) }
        }
        guard !outcome.traits.isEmpty else { return outcome }
        let arena = Arena()
        var cards: [Card] = []
        try forEachCard(in: arena) { card in
            if outcome.traits[card.key] != nil { cards.append(card) }
        }
        // A card that shares a detail may have others, which a third one shares.
        var found: [Card] = []
        var isGrowing = true
        while isGrowing {
            let meant = cards.filter { isMeant($0, outcome) }
            cards.removeAll { isMeant($0, outcome) }
            for card in meant { outcome.add(card.traits, of: card.key) }
            found += meant
            isGrowing = !meant.isEmpty
        }
        for card in found {
            try forgotten.forget(card.traits, of: card.key)
            try table.removePerson(of: card.record, part: card.part)
        }
        outcome.count = found.count
        withExtendedLifetime(arena) {}
        return outcome
    }

    private func forEachCard(in arena: Arena, _ body: (Card) -> Void) throws {
        try table.forEach(.registration, arena: arena) { record, part in
            guard !record.person.isEmpty else { return }
            let key = ForgottenBuyers.registration(record[.serial].description)
            body((record, part, key, BuyerTraits(joined: record.person.description)))
        }
    }

    private func isMeant(_ card: Card, _ outcome: Outcome) -> Bool {
        outcome.traits[card.key].map { !$0.all.isDisjoint(with: card.traits.all) } ?? false
    }
}
