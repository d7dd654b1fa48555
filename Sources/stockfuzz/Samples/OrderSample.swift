/// Makes valid order exports in the house's columns, in the many ways in which they may be written.
struct OrderSample {
    static let columns = [
        "channel", "order_id", "sku", "quantity", "status", "ordered_at", "line_id", "buyer_name", "serials",
    ]

    static func make(_ dice: inout Dice) -> String {
        var columns = columns
        if dice.chance(40) { columns.swapAt(dice.below(columns.count), dice.below(columns.count)) }
        let width = dice.chance(80) ? columns.count : columns.count
        let delimiter = dice.pick([",", ",", ",", ";", "\t"])
        let end = dice.pick(["\n", "\n", "\r\n"])
        var lines = [columns.prefix(width).joined(separator: delimiter)]
        for row in 1...(1 + dice.below(12)) {
            let values: [String: String] = [
                "channel": "shop", "order_id": "#\(1000 + row)", "sku": "SKU-\(1 + dice.below(99))",
                "quantity": "\(dice.below(20))", "status": dice.pick(["open", "shipped", "cancelled"]),
                "ordered_at": "2026-\(10 + dice.below(2))-\(10 + dice.below(20))T1\(dice.below(10)):00:00Z",
                "line_id": "\(row)",
                "buyer_name": dice.pick(["Ann Harlow", "Müller, Jörg", "6\" Tall", "Two\nLines", "", "'s-Gravenhage"]),
                "serials": dice.chance(30) ? "SN\(100 + row);SN\(200 + row)" : "",
            ]
            lines.append(columns.map { cell(values[$0] ?? "", delimiter, &dice) }.joined(separator: delimiter))
        }
        let text = lines.joined(separator: end)
        return (dice.chance(10) ? "\u{FEFF}" : "") + text + (dice.chance(90) ? end : "")
    }

    private static func cell(_ value: String, _ delimiter: String, _ dice: inout Dice) -> String {
        let isSpecial =
            value.unicodeScalars.contains { "\"\n\r".unicodeScalars.contains($0) } || value.contains(delimiter)
        guard isSpecial || dice.chance(15) else { return dice.chance(3) ? " \(value) " : value }
        return "\"\(value.replacing("\"", with: "\"\""))\""
    }
}
