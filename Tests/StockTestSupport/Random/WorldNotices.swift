/// What a random world has for recalls: buyers on its orders, warranty cards, units that are remedied, and campaigns about
/// what it has.
package struct WorldNotices: Sendable {
    package struct Campaign: Sendable {
        package var id: String
        /// A day.
        package var issued: String
        package var scope: NoticeWorld.Scope
    }

    package struct Remedied: Sendable {
        package var campaign: String
        package var serial: String
        package var at: String
    }

    /// With buyers.
    package private(set) var world: PlainWorld
    package private(set) var cards: [NoticeWorld.Card] = []
    package private(set) var remedied: [Remedied] = []
    package private(set) var campaigns: [Campaign] = []
    private var random: SplitMix64

    package init(_ world: PlainWorld, seed: UInt64, campaigns count: Int) {
        self.world = world
        random = SplitMix64(seed: seed)
        addBuyers()
        let folded = ReferenceMatcher(self.world).fold()
        var scopes = RandomScopes(ReferenceMatcher(self.world).noticeWorld(folded), random: random)
        for number in 1...count {
            campaigns.append(Campaign(id: "C-\(number)", issued: day(), scope: scopes.scope(depth: 0)))
        }
        addCards(scopes.serials)
        for campaign in campaigns {
            for serial in scopes.serials where random.chance(8) {
                remedied.append(Remedied(campaign: campaign.id, serial: serial, at: day()))
            }
        }
    }

    private mutating func day() -> String { "2026-03-\(RandomSerials.padded(random.number(1...28), 2))" }

    /// Most orders have one buyer on all lines; some exports say nothing of him, or something else.
    private mutating func addBuyers() {
        var buyers: [String: NoticeWorld.Person] = [:]
        for document in world.documents.indices {
            for index in world.documents[document].records.indices {
                let record = world.documents[document].records[index]
                guard record.kind == .order || record.kind == .copy, !random.chance(12) else { continue }
                let order = orderNumber(record.document) ?? ""
                var person = random.chance(80) ? buyers[order] ?? person() : person()
                buyers[order] = person
                if random.chance(10) { person.email = "" }
                world.documents[document].records[index].buyer = person == NoticeWorld.Person() ? nil : person
            }
        }
    }

    /// As it is once read: blanks in a row are one.
    private mutating func person() -> NoticeWorld.Person {
        var person = RandomPeople.person(&random)
        person.name = person.name.split(separator: " ").joined(separator: " ")
        return person
    }

    private mutating func addCards(_ serials: [String]) {
        guard !serials.isEmpty else { return }
        for number in 0..<random.number(0...12) {
            // Which of two cards of one time comes first does not matter, so no two are.
            let at = day() + "T10:00:\(RandomSerials.padded(number, 2))Z"
            let sku: String? = random.chance(30) ? random.pick(world.catalogue.map(\.sku) + ["SKU-00"]) : nil
            var card = NoticeWorld.Card(serial: random.pick(serials), sku: sku, at: at, person: person())
            if random.chance(20) { card.serial = RandomSerials.other(card.serial) }
            cards.append(card)
        }
    }

    // MARK: Files

    /// The files of cards and remedied units, by their path.
    package var files: [String: String] {
        var files: [String: String] = [:]
        let columns = ["name", "company", "email", "phone", "address1", "city", "postcode", "country"]
        for (number, part) in [cards.prefix(cards.count / 2), cards.suffix(cards.count - cards.count / 2)].enumerated()
        {
            guard !part.isEmpty else { continue }
            let rows = part.map { card in
                [card.serial, card.at, card.sku ?? ""] + NoticeWorld.Person.fields.map { card.person[keyPath: $0] }
            }
            files["cards/\(number).csv"] = Self.table(["serial", "registered_at", "sku"] + columns, rows)
        }
        if !remedied.isEmpty {
            files["remedied.csv"] = Self.table(
                ["campaign", "serial", "at"], remedied.map { [$0.campaign, $0.serial, $0.at] })
        }
        return files
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        ([header] + rows).map { $0.map(CSVText.cell).joined(separator: ",") + "\n" }.joined()
    }
}

extension WorldNotices.Campaign {
    /// Its file.
    package var text: String {
        """
        id: \(id)
        title: Campaign \(id)
        issued: \(issued)
        scope: \(scope.yaml)
        notice: {hazard: Hot., what_to_do: Unplug it., remedy: A new one., contact: Call us.}

        """
    }
}

extension NoticeWorld.Scope {
    /// In the flow style of YAML.
    var yaml: String {
        func list(_ texts: [String]) -> String { "[\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]" }
        return switch self {
        case .all(let parts): "{all: [\(parts.map(\.yaml).joined(separator: ", "))]}"
        case .any(let parts): "{any: [\(parts.map(\.yaml).joined(separator: ", "))]}"
        case .not(let part): "{not: \(part.yaml)}"
        case .serials(let listed): "{serials: \(list(listed))}"
        case .range(let from, let to): "{range: {from: \"\(from)\", to: \"\(to)\"}}"
        case .list(let name, let listed): "{\(name): \(list(listed))}"
        case .days(let name, let from, let to): "{\(name): {from: \(from), to: \(to)}}"
        }
    }
}
