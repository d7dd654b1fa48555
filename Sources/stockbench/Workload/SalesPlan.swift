/// Order lines to be written: how many of each role, of which units, and on which exports.
struct SalesPlan {
    let lines: Int
    /// The exports, numbered from 0 over all that is written; each gets an equal share of the lines.
    let exports: Range<Int>

    /// Lines of each role; the others are plain.
    let early: Int
    let open: Int
    let duplicates: Int
    /// Of the duplicates, those that sell one and the same unit: the one whose place is next after `resold`.
    let repeated: Int
    let unknown: Int
    /// Lines of the first order, which then has the first export to itself; 0 where that order is like the others.
    let largestOrder: Int

    /// The place in `UnitTable.order` of the first unit that is sold: early ones come first, then open, then plain ones.
    let firstSold: Int
    /// The places of the units that the other duplicates sell again.
    let resold: Range<Int>
    /// The place of the first unit whose serial an unknown one was miswritten from.
    let firstMiswritten: Int

    /// Unknown serials and orders that were written before.
    let unknownBefore: Int
    let ordersBefore: Int

    /// The day on which all orders are made and shipped; nil where that follows from when their units came.
    let day: CalendarDay?
    /// Tells apart what draws from one seed.
    let stream: UInt64

    /// Lines of a role.
    func count(of role: SaleRole) -> Int {
        switch role {
        case .plain: lines - early - open - duplicates - unknown
        case .early: early
        case .open: open
        case .duplicate: duplicates
        case .unknown: unknown
        }
    }

    /// How many lines an export has.
    func lines(ofExport export: Int) -> Int {
        let place = export - exports.lowerBound
        guard largestOrder > 0 else { return share(place, of: lines, over: exports.count) }
        return place == 0
            ? largestOrder : share(place - 1, of: lines - largestOrder, over: exports.count - 1)
    }

    private func share(_ place: Int, of lines: Int, over count: Int) -> Int {
        (place + 1) * lines / count - place * lines / count
    }
}
