internal import StockModel

/// Reads what a unit of a row sells for. A price decides about no stock, so one that cannot be read rejects no row: it
/// counts for nothing, and the file gets a note.
struct PriceReader {
    private let unit, line, currency: FieldSlot
    private let parser: PriceParser
    private(set) var unread = UnreadPrices()

    /// Nil where the format tells no prices, or the file has none of its columns.
    init?(_ map: ColumnMap) {
        (unit, line, currency) = (map.slot(.unitPrice), map.slot(.linePrice), map.slot(.currency))
        guard unit.isGiven || line.isGiven else { return nil }
        parser = PriceParser(decimalSeparator: map.format.decimalSeparator)
    }

    /// The price of the record that a row makes, of whose line all units have one.
    mutating func read(
        _ row: RowCells, _ map: ColumnMap, of record: Record, _ quantities: QuantityParser
    ) -> UnitPrice {
        let slot = unit.isGiven ? unit : line
        guard let cell = try? map.value(slot, row, quantities).bytes, cell.count > 0 else { return .none }
        var told = Currency.unknown
        if currency.isGiven, let code = try? map.value(currency, row, quantities).bytes {
            told = Currency(code: code) ?? .unknown
        }
        switch parser.read(cell, for: unit.isGiven ? 1 : record.quantity, currency: told) {
        case .price(let price): return price
        case .absent: return .none
        case .unreadable:
            unread.note(line: Int(record.lineNumber))
            return .none
        }
    }
}

/// Prices that cannot be read.
struct UnreadPrices {
    private var count = 0
    private var firstLine = 0

    /// Takes note of one.
    mutating func note(line: Int) {
        if count == 0 { firstLine = line }
        count += 1
    }

    /// Takes note of those in the rows behind.
    mutating func combine(_ next: UnreadPrices) {
        if count == 0 { firstLine = next.firstLine }
        count += next.count
    }

    /// What is to be said of it; nil where all could be read. The cell is not shown: with its columns mixed up, it may be a
    /// buyer's.
    var note: String? {
        guard count > 0 else { return nil }
        return count == 1
            ? "The price in line \(firstLine) is no amount; the row is taken without."
            : "\(count) prices are no amounts, the first in line \(firstLine); the rows are taken without."
    }
}
