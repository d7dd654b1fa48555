internal import StockModel

/// What one scan says: the serials it names, how many units it is for, and what else there is, for messages.
struct ScanFields {
    private var named: [(identifier: String, serial: [UInt8])] = []
    private var uniqueItems: [[UInt8]] = []
    private var quantity: String?
    private var gtin: [UInt8]?
    private var others: [String] = []
    private var problem: ScanProblem?

    init() {}

    /// Fields with data identifiers, separated by GS; nil where one has none.
    init?(identified text: [UInt8]) {
        for field in text.split(separator: ApplicationIdentifier.separator) {
            guard let identifier = DataIdentifier(field) else { return nil }
            add(identifier, Array(field.dropFirst(identifier.text.utf8.count).drop { $0 == 0x20 }))
        }
    }

    /// A GS1 element string; nil where it breaks the form.
    init?(elementString text: [UInt8]) {
        var fields = ScanFields()
        let isWhole = text.withUnsafeBufferPointer { bytes in
            ApplicationIdentifier.forEach(in: Text(base: bytes.baseAddress, count: bytes.count), from: 0) {
                fields.add($0, Array(text[$1]))
            }
        }
        guard isWhole else { return nil }
        self = fields
    }

    /// Whether a text begins with the identifier of a box or an article and a number with a right check digit: GS1 data
    /// without its mark, or a very long coincidence.
    static func beginsWithNumber(_ text: [UInt8]) -> Bool {
        let length = text.starts(with: [0x30, 0x31]) ? 14 : text.starts(with: [0x30, 0x30]) ? 18 : 0
        guard length > 0, text.count >= 2 + length else { return false }
        let digits = text[2..<2 + length]
        guard digits.allSatisfy(\.isDigit), digits.contains(where: { $0 != 0x30 }) else { return false }
        // Modulo 10 with weights 3, 1, 3 … from the digit before the last (GS1 General Specifications, section 7.9.1).
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() { sum += Int(digit &- 0x30) * (place % 2 == 0 ? 1 : 3) }
        return sum % 10 == 0
    }

    /// Adds what another part of the same scan says.
    mutating func add(_ other: ScanFields) {
        named += other.named
        uniqueItems += other.uniqueItems
        quantity = quantity ?? other.quantity
        gtin = gtin ?? other.gtin
        others += other.others
        problem = problem ?? other.problem
    }

    private mutating func add(_ identifier: DataIdentifier, _ value: [UInt8]) {
        switch identifier.meaning {
        case .serial: named.append((identifier.text, value))
        case .serialBehindCAGE:
            if value.count > 5 { named.append((identifier.text, Array(value[5...]))) } else { problem = .brokenCAGE }
        case .uniqueItem: uniqueItems.append(value)
        case .quantity: quantity = String(decoding: value, as: UTF8.self)
        case .other(let what): others.append("\(identifier.text), \(what)")
        case nil: others.append(identifier.text)
        }
    }

    private mutating func add(_ identifier: ApplicationIdentifier, _ value: [UInt8]) -> Bool {
        switch identifier {
        case .serial: named.append(("21", value))
        case .gtin:
            guard gtin == nil || gtin == value else { return false }
            gtin = value
        case .box: others.append("00, the number of a box")
        default: break
        }
        return !value.isEmpty
    }

    /// The serials that the scan names.
    func serials() throws(ScanProblem) -> [[UInt8]] {
        if let problem { throw problem }
        var serials: [[UInt8]] = []
        for (_, serial) in named where !serials.contains(serial) { serials.append(serial) }
        // A unique item identifier ends with the serial; where both are there, the serial is the plainer one.
        for item in uniqueItems where !serials.contains(where: { item.reversed().starts(with: $0.reversed()) }) {
            serials.append(item)
        }
        guard !serials.isEmpty else { throw nothing }
        let units = quantity.map { Int($0) ?? 0 } ?? 1
        let isOneKind = Set(named.map(\.identifier)).count <= 1
        guard serials.count == units, serials.count == 1 || isOneKind else {
            throw serials.count == 1 ? .box(quantity: quantity ?? "") : several(serials)
        }
        return serials.map { gtin == nil ? $0 : inBrackets($0) }
    }

    private var nothing: ScanProblem {
        if gtin == nil, quantity == nil, others.count == 1, !others[0].contains(",") {
            return .unknownIdentifier(others[0])
        }
        let article = gtin == nil ? [] : ["01, the number of an article"]
        return .noSerial(article + (quantity == nil ? [] : ["Q, a quantity"]) + others)
    }

    private func several(_ serials: [[UInt8]]) -> ScanProblem {
        if let quantity, Set(named.map(\.identifier)).count <= 1 { return .box(quantity: quantity) }
        return .severalSerials(serials.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Article and serial as an element string, so that the article is still known when serials are compared.
    private func inBrackets(_ serial: [UInt8]) -> [UInt8] {
        let gtin = gtin ?? []
        guard !serial.contains(UInt8(ascii: "(")) else {
            return [ApplicationIdentifier.separator] + Array("01".utf8) + gtin + Array("21".utf8) + serial
        }
        return Array("(01)".utf8) + gtin + Array("(21)".utf8) + serial
    }
}
