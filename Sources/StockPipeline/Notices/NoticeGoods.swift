import StockMatching
import StockModel
import StockNotices

/// Where notices get lines and stock from, once units are judged: a run's folds, or a ledger. All texts that it gives live
/// as long as it does.
protocol NoticeGoods: AnyObject {
    /// How its lists are made on several threads.
    var parts: Parts { get }

    /// Calls `body` with each order line that may have goods without serials, its buyer left out.
    func forEachLineWithoutSerials(_ body: (OrderLine) -> Void) throws

    /// The stock of all SKUs.
    func rests() throws -> [SKURest]

    /// By unit: the serial of the unit in stock that was probably meant by its own, which nobody received; else empty.
    func meant(by units: [UnitHistory]) throws -> [Text]

    /// Those of the order lines asked for, with buyers, and all others whose buyers are linked with theirs or with the
    /// persons of registrations, as far as they change anything about them.
    func lines(linkedWith asked: AskedLines, _ cards: [Registration]) throws -> [OrderLine]
}
