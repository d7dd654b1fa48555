/// Pools of serials, one for each SKU with some in common, and the ways they are written.
struct RandomSerials {
    private var pools: [String: [String]] = [:]
    /// Other identifiers of units; `Z` and the serial, most of them told by identity records.
    static func other(_ serial: String) -> String { "Z" + serial }

    private let rules: PlainRules
    private let catalogue: [PlainCatalogueEntry]

    init(_ catalogue: RandomCatalogue, rules: PlainRules, size: Int, _ random: inout SplitMix64) {
        self.rules = rules
        self.catalogue = catalogue.entries
        let common = (0..<max(2, size / 6)).map { "X\(Self.padded($0, 4))M" } + ["1", "2", "3"]
        for sku in catalogue.skus {
            let identifier = catalogue.entries.first { $0.sku == sku }?.identifier ?? "any"
            let head = sku.hasPrefix("KIT") ? "K" : random.pick(["A", "B", "C"])
            var pool = (0..<max(4, size / catalogue.skus.count)).map { number in
                Self.serial(identifier, number, head: head, sku: sku, &random)
            }
            pool += random.shuffled(common).prefix(max(2, common.count / 3))
            pools[sku] = pool
        }
    }

    /// A serial that a unit of the SKU may have; one in ten is another SKU's.
    func serial(_ sku: String, _ random: inout SplitMix64) -> String {
        let owner = random.chance(90) ? sku : random.pick(pools.keys.sorted())
        return random.pick(pools[owner] ?? ["1"])
    }

    /// The serial of a kit's line is mostly one of its components'.
    func soldSerial(_ sku: String, _ random: inout SplitMix64) -> String {
        let components = catalogue.first { $0.sku == sku }?.components ?? []
        guard !components.isEmpty, random.chance(80) else { return serial(sku, &random) }
        return serial(random.pick(components).sku, &random)
    }

    // MARK: Serials

    private static func serial(
        _ identifier: String, _ number: Int, head: String, sku: String, _ random: inout SplitMix64
    ) -> String {
        let isGood = random.chance(80)
        let salt = Int(sku.suffix(1)) ?? 0
        switch identifier {
        case "imei":
            let body = "35209900\(padded(salt * 1000 + number, 6))"
            let check = CheckDigit.luhn(CheckDigit.digits(body) ?? [])
            return body + String(isGood ? check : (check + 1) % 10)
        case "vin": return vin(salt * 1000 + number, isGood: isGood, &random)
        case "meid": return (isGood ? "A" : "9") + "00000\(padded(salt * 1000 + number, 6))EF"
        case "gs1": return isGood ? "\(head)/\(padded(number, 4))" : "\(head)#\(padded(number, 4))"
        default: return (isGood ? head : "D") + padded(number, 4) + String(random.pick(["K", "L", "M", "N"]))
        }
    }

    private static func vin(_ number: Int, isGood: Bool, _ random: inout SplitMix64) -> String {
        var characters = Array("\(random.pick(["1", "W"]))HGCM826000\(padded(number, 6))".prefix(17))
        if let check = CheckDigit.vin(characters) { characters[8] = check }
        if !isGood && random.chance(50) {
            characters[3] = "I"
        } else if !isGood {
            // Wrong in North America, and nobody's concern elsewhere.
            characters[8] = characters[8] == "7" ? "8" : "7"
        }
        return String(characters)
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    // MARK: Notation

    /// A serial as somebody may write it; `gtin` is that of the line's SKU.
    func written(_ serial: String, identifier: String, gtin: String?, _ random: inout SplitMix64) -> String {
        guard random.chance(30) else { return serial }
        if identifier == "imei" && serial.count == 15 && random.chance(50) {
            return String(serial.prefix(14)) + random.pick(["01", "78"])
        }
        if identifier == "meid" && random.chance(50), let decimal = Self.decimalMEID(serial) { return decimal }
        let isPlain = serial.allSatisfy { $0.isLetter || $0.isNumber }
        switch random.number(0...8) {
        case 0: return serial.lowercased()
        case 1: return " " + String(serial.prefix(2)) + " " + String(serial.dropFirst(2))
        case 2: return random.pick(["S/N: ", "SN#", "Serial No: ", "serial=", "IMEI:"]) + serial
        case 3: return Self.other(serial)
        case 4 where gtin != nil: return "(01)\(gtin ?? "")(21)\(serial)"
        case 5 where gtin != nil: return "(01)\(gtin ?? "")(17)270131(21)\(serial)"
        case 6 where gtin != nil && isPlain: return "https://id.gs1.org/01/\(gtin ?? "")/21/\(serial)"
        case 7 where isPlain: return gtin.map { Self.urn($0, serial) } ?? serial
        case 8 where isPlain && rules.dropHyphens:
            return String(serial.prefix(1)) + "-" + String(serial.dropFirst(1))
        default: return serial
        }
    }

    /// A text that means "no serial".
    func placeholder(_ random: inout SplitMix64) -> String {
        random.pick(["N/A", "n/a", "none", "TBD", "-", "0000", "S/N: unknown"] + rules.placeholders)
    }

    private static func urn(_ gtin: String, _ serial: String) -> String {
        let digits = Array(gtin)
        return "urn:epc:id:sgtin:\(String(digits[1...7])).\(digits[0])\(String(digits[8...12])).\(serial)"
    }

    private static func decimalMEID(_ serial: String) -> String? {
        guard serial.count == 14, let manufacturer = UInt64(serial.prefix(8), radix: 16),
            let number = UInt64(serial.suffix(6), radix: 16)
        else { return nil }
        return padded(Int(manufacturer), 10) + padded(Int(number), 8)
    }
}
