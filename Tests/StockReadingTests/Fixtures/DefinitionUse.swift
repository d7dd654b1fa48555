import StockReading
import Yams

@testable import StockReading

/// What a definition makes of a column, element or attribute: which keys of a record can be other without it.
///
/// Told from the YAML alone, so that what the program does is compared with what the definition says.
struct DefinitionUse {
    /// What may become of a key's value.
    enum Effect {
        /// It is gone, or what documents call the default.
        case lost
        /// It is gone or another: the definition names alternatives, or the value is made of several.
        case changed
    }

    /// By key of a record.
    var effects: [String: Effect] = [:]
    /// Whether whole records may be gone without a reject: what was taken away is where they were.
    var mayVanish = false
    /// Whether records may come up that were not there: a notice or event is no longer taken back.
    var mayAppear = false

    mutating func add(_ keys: [String], _ effect: Effect) {
        for key in keys where effects[key] == nil || effect == .changed { effects[key] = effect }
    }
}

// MARK: - Columns

extension DefinitionUse {
    /// The use of a column in a format.
    static func ofColumn(_ column: String, in definition: Node) -> DefinitionUse {
        var use = DefinitionUse()
        for (key, rule) in definition["fields"]?.pairs ?? [] {
            guard let effect = effect(of: column, in: rule) else { continue }
            use.add(keys(ofField: key), effect)
            // A fulfilment without quantity has as many units as serials.
            if key == "serials" { use.add(["quantity"], .changed) }
        }
        for (key, rule) in definition["buyer"]?.pairs ?? [] {
            if let effect = effect(of: column, in: rule) { use.add(["buyer.\(key)"], effect) }
        }
        return use
    }

    private static func keys(ofField field: String) -> [String] {
        switch field {
        // The first of these that is there stands for the goods.
        case "sku", "supplier_part", "gtin": ["sku", "supplier_part", "gtin"]
        case "serial_policy": ["serials"]
        case "lot", "expiry": [field, "serial_lots"]
        case "units": ["serials", "serial_lots", "quantity"]
        default: [field]
        }
    }

    /// Nil where the rule does not mention the column.
    private static func effect(of column: String, in rule: Node) -> Effect? {
        let folded = FoldedName.fold(column)
        guard rule.scalars.contains(where: { FoldedName.fold($0) == folded }) else { return nil }
        if rule.scalar != nil { return .lost }
        if let list = rule.sequence { return list.count > 1 ? .changed : .lost }
        if rule["cases"] != nil { return .lost }
        let isAlone = rule["column"]?.scalar != nil && rule["else"] == nil
        return isAlone ? .lost : .changed
    }
}

// MARK: - Elements

extension DefinitionUse {
    /// The use of an element, or with `@` an attribute, under a parent in a dialect.
    static func ofElement(_ name: String, under parent: String, in definition: Node) -> DefinitionUse {
        var use = DefinitionUse()
        let mentions = { (node: Node) in
            node.scalars.flatMap(Self.expanded).contains { Self.mentions($0, name, under: parent) }
        }
        let effect = { (node: Node) -> Effect in node.scalar == nil ? .changed : .lost }
        for (part, node) in definition.pairs {
            for level in node.sequence.map(Array.init) ?? [node] {
                for (key, value) in level.pairs where mentions(value) {
                    switch part {
                    case "notice": use.addNotice(key, effect(value))
                    case "lines": use.addLines(key, effect(value))
                    case "units": use.addUnits()
                    case "recognise": use.addAll()
                    default: use.addAll()
                    }
                }
            }
        }
        return use
    }

    private mutating func addNotice(_ key: String, _ effect: Effect) {
        switch key {
        case "document": add(["document"], effect)
        case "supplier": add(["scope"], effect)
        case "issued": add(["updated_at", "at"], .changed)
        case "despatched", "delivered": add(["at"], .changed)
        case "purpose":
            add(["purpose"], .changed)
            mayVanish = true
        default: addAll()
        }
    }

    private mutating func addLines(_ key: String, _ effect: Effect) {
        switch key {
        case "number": add(["line"], effect)
        case "quantity", "unit_of_measure": add(["quantity"], .changed)
        case "buyer_part", "supplier_part", "gtin": add(["sku", "supplier_part", "gtin"], .changed)
        case "lot", "expiry": add(["lot", "expiry", "serial_lots"], .changed)
        default: addAll()
        }
    }

    private mutating func addUnits() { add(["serials", "serial_lots", "lot", "expiry", "quantity"], .changed) }

    private mutating func addAll() {
        addUnits()
        add(["document", "scope", "at", "updated_at", "purpose", "line", "sku", "supplier_part", "gtin"], .changed)
        mayVanish = true
        mayAppear = true
    }

    /// The paths that one with numbers such as `{1..15}` and `{02,04..30}` in it stands for, all pairs of them.
    private static func expanded(_ path: String) -> [String] {
        guard let found = path.firstMatch(of: /\{(\d+)(?:,(\d+))?\.\.(\d+)\}/), let first = Int(found.1),
            let last = Int(found.3)
        else { return [path] }
        let step = found.2.flatMap { Int($0) }.map { $0 - first } ?? 1
        return stride(from: first, through: last, by: max(1, step)).flatMap { number in
            let digits = String(number)
            let width = found.1.hasPrefix("0") ? found.1.count : 0
            let written = String(repeating: "0", count: max(0, width - digits.count)) + digits
            return expanded(String(path[..<found.range.lowerBound] + written + path[found.range.upperBound...]))
        }
    }

    /// Whether a path has the element below that parent, or anywhere in a condition. A path's first step is below the
    /// element of its level, whatever that is.
    private static func mentions(_ path: String, _ name: String, under parent: String) -> Bool {
        var depth = 0
        var plain = ""
        var conditions = ""
        for character in path {
            if character == "[" { depth += 1 }
            if depth > 0 { conditions.append(character) } else { plain.append(character) }
            if character == "]" { depth -= 1 }
        }
        let steps = plain.split(separator: "/")
        let isStep = steps.indices.contains { steps[$0] == name && ($0 == 0 || steps[$0 - 1] == parent) }
        return isStep
            || conditions.split { !"@_-.".contains($0) && !$0.isLetter && !$0.isNumber }.contains { $0 == name }
    }
}

extension Node {
    /// Keys and values of a mapping; none of anything else.
    fileprivate var pairs: [(String, Node)] {
        (mapping ?? [:]).compactMap { key, value in key.scalar.map { ($0.string, value) } }
    }

    /// All texts in it, keys of mappings not included.
    fileprivate var scalars: [String] {
        if let scalar { return [scalar.string] }
        if let sequence { return sequence.flatMap(\.scalars) }
        return pairs.flatMap { $1.scalars }
    }
}
