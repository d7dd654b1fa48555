import StockReading
import StockTestSupport

/// Random CSV files, wrong in all the ways that matter to cutting them.
enum PieceTables {
    /// Formats with what a row can depend on: cells of a row above, the order of day and month, no quotes.
    static let definitions = Definitions.with(
        """
        - format: keyed
          title: Orders whose first row has everything
          kind: order
          channel: shop
          header: [Key, Item, Day, Pieces]
          dates: {forms: [iso], day_first: [D/M/YYYY], month_first: [M/D/YYYY], otherwise: day-first}
          inherit: {key: Key, columns: [Day, Note]}
          skip:
            - when: {column: Item, equals: gift}
              reason: a gift
          footers: ["Total .*"]
          fields: {document: Key, sku: Item, quantity: Pieces, at: Day, status: {is: open}, serials: Note, unit_price: Price}
        - format: above
          title: Orders of which only the first row has a number
          kind: order
          channel: shop
          header: [Number, Item, Day, Pieces]
          dates: {forms: [iso]}
          inherit: {key: Number, without_key: above, columns: [Number, Day]}
          fields: {document: Number, sku: Item, quantity: Pieces, at: Day, status: {is: open}, serials: Note}
        - format: plain-tabs
          title: Orders in a tab file without quotes
          kind: order
          channel: shop
          quotes: no
          header: [Id, Item, Day, Pieces]
          dates: {forms: [iso]}
          fields: {document: Id, sku: Item, quantity: Pieces, at: Day, status: {is: open}, serials: Note}
        """)

    /// A file of up to some hundred rows.
    static func file(_ random: inout SplitMix64) -> [UInt8] {
        let key = random.pick(["Key", "Key", "Number", "Id", "order_id"])
        let delimiter = key == "Id" ? "\t" : random.pick([",", ",", ";"])
        let end = random.pick(["\n", "\n", "\n", "\r\n", "\r"])
        var columns = [key, "Item", "Day", "Pieces", "Note", "Price"]
        if key == "order_id" {
            columns = [key, "sku", "ordered_at", "quantity", "serials", "unit_price", "status", "channel"]
        }
        var table = PieceTable(random: random, delimiter: delimiter, width: columns.count)
        let text = table.text(header: columns.joined(separator: delimiter), end: end)
        random = table.random
        let bytes = Array(text.utf8)
        return random.chance(10) ? [0xEF, 0xBB, 0xBF] + bytes : bytes
    }
}

/// The rows of a random file.
private struct PieceTable {
    var random: SplitMix64
    let delimiter: String
    let width: Int
    /// How many of a hundred rows are wrong in some way.
    private let damage: Int
    /// How many of a hundred cells are quoted.
    private let quoting: Int
    /// Whether dates can be read in two ways.
    private let dates: [String]
    private var key = 0

    init(random: SplitMix64, delimiter: String, width: Int) {
        self.random = random
        self.delimiter = delimiter
        self.width = width
        damage = self.random.pick([0, 0, 1, 3, 10])
        quoting = self.random.pick([0, 5, 30, 100])
        let forms = [["2026-03-04", "2026-03-05"], ["04/03/2026"], ["04/03/2026", "2026-03-01"]]
        let telling = [["13/02/2026"], ["02/13/2026"], ["13/02/2026", "02/13/2026"], []]
        dates = self.random.pick(forms) + (self.random.chance(40) ? self.random.pick(telling) : [])
    }

    mutating func text(header: String, end: String) -> String {
        var lines: [String] = []
        if random.chance(10) { lines.append("An export") }
        if random.chance(5) { lines.append("date_order: day-first") }
        lines.append(header)
        for _ in 0..<random.number(0...random.pick([5, 40, 150])) {
            lines.append(random.chance(damage) ? wrong(header, end) : row(end))
        }
        if random.chance(10) { lines.append("Total 12") }
        return lines.joined(separator: end) + (random.chance(85) ? end : "")
    }

    private mutating func row(_ end: String) -> String {
        let isFirst = random.chance(60)
        if isFirst { key += random.chance(95) ? 1 : -1 }
        var cells = [
            "K\(key)", "SKU-\(random.number(1...4))", isFirst ? random.pick(dates) : "", "\(random.number(1...3))",
        ]
        if !isFirst, random.chance(30) { cells[0] = "" }
        cells.append(random.chance(50) ? "S\(random.number(1...99))" : note(end))
        cells.append(random.chance(95) ? "9.99" : "cheap")
        if width > cells.count {
            cells[2] = random.pick(["2026-03-04", "2026-03-05T10:00:00"])
            cells += ["open", "shop"]
        }
        if random.chance(3) { cells[1] = random.pick(["gift", ""]) }
        if random.chance(2) { cells[3] = random.pick(["x", "2.5", ""]) }
        return cells.map { cell in
            let isNeeded = cell.contains(delimiter) || cell.contains("\"") || cell.contains("\n") || cell.contains("\r")
            return isNeeded || random.chance(quoting) ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
        }.joined(separator: delimiter)
    }

    private mutating func note(_ end: String) -> String {
        random.pick([
            "", "", "A1\(delimiter)A2", "say \"hi\"", "two\(end)lines", "\(end)", "é\u{FEFF}ü",
            "three\(end)\(end)lines",
        ])
    }

    /// A row, or something else, that is no proper row of the file.
    private mutating func wrong(_ header: String, _ end: String) -> String {
        switch random.number(0...10) {
        case 0: ""
        case 1: String(repeating: delimiter, count: width - 1)
        case 2: header
        case 3: "K\(key)\(delimiter)SKU-1"
        case 4: row(end) + delimiter + "more"
        case 5: row(end).replacing("SKU", with: "5\" SKU")
        case 6: "\"" + row(end)
        case 7: row(end) + "\r"
        case 8: "\"" + row(end).replacing("\"", with: "\"\"") + "\""
        case 9: "=\"K\(key)\"" + row(end).drop { String($0) != delimiter }
        default: "   "
        }
    }
}
