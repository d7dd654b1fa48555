internal import StockModel

/// Puts a buyer's fields together, as `BuyerField` orders them, and keeps them in the store.
struct BuyerBuilder {
    private let map: ColumnMap
    private let store: RecordStore
    private let quantities: QuantityParser
    private let scratch = ByteScratch()
    private var consents = RecentWord(
        Words<Bool>([
            ("yes", true), ("true", true), ("1", true), ("no", false), ("false", false), ("0", false),
        ]))

    init(_ map: ColumnMap, store: RecordStore, quantities: QuantityParser) {
        self.map = map
        self.store = store
        self.quantities = quantities
    }

    /// Keeps the buyer of a row.
    ///
    /// - Returns: what goes into `Record.buyer`; −1 where the row has no buyer's details.
    mutating func add(_ row: RowCells) throws(RowProblem) -> Int32 {
        let buyer = try text(of: row)
        guard !buyer.isEmpty else { return -1 }
        store.buyers.append(buyer)
        return Int32(clamping: store.buyers.count - 1)
    }

    /// The details of a row, joined, in the store's arena; empty where it has none.
    mutating func text(of row: RowCells) throws(RowProblem) -> Text {
        scratch.removeAll()
        var separators = 0
        for (field, rule) in map.buyer {
            while separators < field.rawValue {
                scratch.append(0x1F)
                separators += 1
            }
            try append(field, rule, row)
        }
        guard scratch.count > separators else { return .empty }
        while separators < BuyerField.allCases.count - 1 {
            scratch.append(0x1F)
            separators += 1
        }
        return store.arena.store(scratch.bytes(0..<scratch.count))
    }

    private mutating func append(_ field: BuyerField, _ rule: BoundRule, _ row: RowCells) throws(RowProblem) {
        if field == .consent {
            // Only a clear yes is an agreement; what is neither yes nor no is none.
            guard let value = try? rule.value(in: row, quantities: quantities), value.bytes.count > 0 else { return }
            let word: StaticString = consents(value.bytes) == true ? "yes" : "no"
            scratch.append(Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount))
            return
        }
        let value: CellValue
        do throws(RowProblem) {
            value = try rule.value(in: row, quantities: quantities)
        } catch {
            // What a buyer wrote is nobody's business.
            throw RowProblem(column: error.column, error.text)
        }
        // A value that is a cell as it stands is free text; what a rule made of a cell is that.
        let isCell = value.column >= 0 && rule.isCell
        let text = isCell ? row.freeText(value.column) : value.bytes
        // Marketplaces mask what they do not tell: `A** E*****` names nobody.
        guard !text.contains(UInt8(ascii: "*")) else { return }
        _ = TextCleaning.appendCollapsed(text, to: scratch)
    }
}
