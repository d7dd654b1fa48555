/// Makes scopes about what a world has, and about things that it has not.
struct RandomScopes {
    /// Those of its units, as they are matched by.
    let serials: [String]
    private let skus: [String]
    private let gtins: [String]
    private let lots: [String]
    private let suppliers: [String]
    private let asns: [String]
    /// Pairs that may be the ends of a range.
    private let ranges: [(String, String)]
    private var random: SplitMix64

    init(_ world: NoticeWorld, random: SplitMix64) {
        func each(_ texts: [String]) -> [String] { Set(texts).sorted(by: inByteOrder) }
        let custodies = world.units.flatMap(\.custodies)
        serials = each(world.units.map(\.serial))
        skus = each(world.lines.map(\.sku) + custodies.map(\.sku) + ["SKU-00"]).filter { !$0.isEmpty }
        gtins = each(world.gtins.values + ["00614141999996"])
        lots = each(custodies.compactMap(\.lot) + ["L9"])
        suppliers = each(custodies.compactMap { $0.despatch?.supplier } + ["Nobody"])
        asns = each(custodies.compactMap { $0.despatch?.asn } + ["ASN-NONE"])
        ranges = Self.ranges(serials)
        self.random = random
    }

    /// Neighbours, and some far apart, of one head and one count of digits.
    private static func ranges(_ serials: [String]) -> [(String, String)] {
        func head(_ serial: String) -> String {
            String(serial.reversed().drop { "0123456789".contains($0) }.reversed())
        }
        let numbered = serials.filter { head($0).count < $0.count }
        let groups = Dictionary(grouping: numbered) { "\(head($0))#\($0.count)" }
        return groups.keys.sorted(by: inByteOrder).flatMap { key -> [(String, String)] in
            let group = groups[key, default: []].sorted(by: inByteOrder)
            return [(group[0], group[group.count - 1]), (group[group.count / 3], group[group.count / 2])]
        }
    }

    mutating func scope(depth: Int) -> NoticeWorld.Scope {
        let kind = random.number(0...(depth < 3 ? 17 : 11))
        switch kind {
        case 0, 1: return .serials((0..<random.number(1...9)).map { _ in serial() })
        case 2, 3:
            guard !ranges.isEmpty else { return .list("skus", some(skus)) }
            let range = random.pick(ranges)
            return .range(range.0, range.1)
        case 4, 5: return .list("skus", some(skus))
        case 6: return .list("gtins", some(gtins))
        case 7: return .list("lots", some(lots))
        case 8: return .list("suppliers", some(suppliers))
        case 9: return .list("asns", some(asns))
        case 10: return days("received")
        case 11: return days("sold")
        case 12: return .not(scope(depth: depth + 1))
        case 13, 14, 15: return .all((0..<random.number(1...3)).map { _ in scope(depth: depth + 1) })
        default: return .any(Self.withOneRange((0..<random.number(1...3)).map { _ in scope(depth: depth + 1) }))
        }
    }

    /// Ranges that stand side by side and overlap are a mistake of a campaign.
    private static func withOneRange(_ parts: [NoticeWorld.Scope]) -> [NoticeWorld.Scope] {
        var hasRange = false
        return parts.filter { part in
            guard case .range = part else { return true }
            defer { hasRange = true }
            return !hasRange
        }
    }

    private mutating func serial() -> String {
        guard !serials.isEmpty else { return "NOSUCH1" }
        let serial = random.pick(serials)
        switch random.number(0...9) {
        case 0: return RandomSerials.other(serial)
        case 1: return "S/N: \(serial)"
        case 2: return "NOSUCH\(random.number(1...9))"
        case 3: return serial.lowercased()
        default: return serial
        }
    }

    private mutating func some(_ texts: [String]) -> [String] {
        Array(random.shuffled(texts).prefix(random.number(1...2)))
    }

    private mutating func days(_ name: String) -> NoticeWorld.Scope {
        let first = random.number(1...20)
        func day(_ number: Int) -> String { "2026-03-\(RandomSerials.padded(number, 2))" }
        return .days(name, day(first), day(random.number(first...28)))
    }
}
