/// Makes random worlds in which nearly every rule is met and everything collides.
///
///     let world = WorldGenerator(seed: 7, records: 300).world()
///
/// The same seed and size give the same world. All of it can be written as files (`WorldWriter`) and read back.
/// Left out is what the rules do not decide: adjustments of one line with two actions, orders of nothing, openings of kits.
package struct WorldGenerator: Sendable {
    private let seed: UInt64
    private let records: Int

    /// A world of about so many records.
    package init(seed: UInt64, records: Int) {
        self.seed = seed
        self.records = records
    }

    package func world() -> PlainWorld {
        var builder = WorldBuilder(seed: seed, records: records)
        return builder.build()
    }
}

/// A world that is being made: what was made so far, for later documents to refer to.
struct WorldBuilder {
    /// An order of which later exports, copies, fulfilments and returns may speak.
    struct Order {
        var channel: String
        var number: String
        var rows: [PlainRecord]
    }

    static let businessDate = "2026-04-05"
    static let channels = ["amazon", "ebay", "shopify"]
    static let tools = ["linnworks", "sellercloud", "shipstation"]

    var random: SplitMix64
    let rules: PlainRules
    let catalogue: RandomCatalogue
    let serials: RandomSerials
    let size: Int
    var documents: [PlainDocument] = []
    var orders: [Order] = []
    /// Counters of document numbers, by their heads.
    private var numbers: [String: Int] = [:]
    private(set) var count = 0

    init(seed: UInt64, records: Int) {
        var random = SplitMix64(seed: seed)
        var rules = PlainRules(businessDate: Self.businessDate)
        rules.serialScope = random.pick(["auto", "auto", "auto", "global", "sku"])
        rules.dropHyphens = random.chance(15)
        rules.keepCase = random.chance(15)
        rules.placeholders = random.chance(30) ? ["NO SERIAL"] : []
        rules.staleOpenDays = random.pick([30, 30, 25])
        rules.dropStaleOpen = random.chance(30)
        catalogue = RandomCatalogue(&random)
        serials = RandomSerials(catalogue, rules: rules, size: records / 4, &random)
        size = records
        self.rules = rules
        self.random = random
    }

    mutating func build() -> PlainWorld {
        addOpenings(about: size / 14)
        addIdentities(about: size / 25)
        while count < size * 45 / 100 {
            switch random.number(0...9) {
            case 0...2: addStory()
            case 3...5: addDespatch()
            default: addOrder()
            }
        }
        while count < size {
            switch random.number(0...11) {
            case 0...1: addDespatch()
            case 2: addOrder()
            case 3: addContest()
            case 4: addStory()
            case 5...7: addFulfilments()
            case 8: addCopies()
            case 9: addReturn()
            default: addAdjustment()
            }
        }
        var world = PlainWorld(rules: rules)
        world.catalogue = catalogue.entries
        world.documents = random.shuffled(documents)
        return world
    }

    /// Adds the records of one document that one input gives.
    mutating func add(_ records: [PlainRecord]) {
        guard !records.isEmpty else { return }
        documents.append(PlainDocument(records))
        count += records.count
    }

    /// The next number of a kind of document, such as `R0003`.
    mutating func number(_ head: String) -> String {
        numbers[head, default: 0] += 1
        return head + RandomSerials.padded(numbers[head, default: 0], 4)
    }

    // MARK: Values

    func entry(_ sku: String) -> PlainCatalogueEntry? { catalogue.entries.first { $0.sku == sku } }

    /// A SKU; plain ones more often than kits, and at times one without catalogue entry.
    mutating func sku(kits: Bool = true) -> String {
        let plain = catalogue.skus.filter { !$0.hasPrefix("KIT") }
        let all = catalogue.skus.filter { $0.hasPrefix("KIT") }
        return kits && random.chance(12) ? random.pick(all) : random.pick(plain)
    }

    /// A SKU as a channel may write it.
    mutating func name(_ sku: String) -> String {
        guard random.chance(20) else { return sku }
        let aliases = entry(sku)?.aliases ?? []
        if !aliases.isEmpty && random.chance(50) { return random.chance(60) ? aliases[0] : aliases[0].uppercased() }
        if random.chance(15) { return String(sku.prefix(1)) + sku.dropFirst().lowercased() }
        return random.chance(50) ? sku.lowercased() : sku
    }

    /// A time in the weeks before the business date: a day, or a day and a time.
    mutating func time(from first: Int = 1, to last: Int = 20) -> String {
        let number = (dayNumber("2026-03-01") ?? 0) + random.number(first...max(first, last)) - 1
        let day = dayText(number)
        return random.chance(45) ? day : day + timeOfDay()
    }

    /// A time at the end of a day, which sorts after what was done by day.
    mutating func timeOfDay() -> String {
        let hour = RandomSerials.padded(random.number(0...23), 2)
        return "T\(hour):\(RandomSerials.padded(random.number(0...5) * 10, 2)):00Z"
    }

    /// A time some days after another.
    mutating func later(_ time: String, by days: ClosedRange<Int>) -> String {
        let day = dayText((dayNumber(time) ?? 0) + random.number(days))
        return random.chance(45) ? day : day + timeOfDay()
    }

    /// Serials as a line of a SKU writes them: mostly good ones, at times placeholders or one twice.
    mutating func cell(_ serials: [String], sku: String, mayRepeat: Bool = true) -> [PlainSerial] {
        var texts = serials.map { written($0, sku: sku) }
        if mayRepeat && random.chance(4), let first = serials.first { texts.append(written(first, sku: sku)) }
        if random.chance(4) { texts.append(self.serials.placeholder(&random)) }
        return texts.map { PlainSerial($0) }
    }

    private mutating func written(_ serial: String, sku: String) -> String {
        let entry = entry(sku)
        return serials.written(serial, identifier: entry?.identifier ?? "any", gtin: entry?.gtin, &random)
    }

    /// So many different serials for a line of a SKU.
    mutating func newSerials(_ count: Int, sku: String, sold: Bool) -> [String] {
        var result: [String] = []
        for _ in 0..<count {
            let serial = sold ? serials.soldSerial(sku, &random) : serials.serial(sku, &random)
            if !result.contains(serial) { result.append(serial) }
        }
        return result
    }
}
