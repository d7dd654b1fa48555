/// Order lines to be written: how many of each role, of which units, and on which exports.
struct SalesPlan {
    let lines: Int
    /// The exports, numbered from 0 over all that is written; each gets an equal share of the lines.
    let exports: Range<Int>

    /// Lines of each role; the others are plain.
    let early: Int
    let open: Int
    let duplicates: Int
    let unknown: Int

    /// The place in `UnitTable.order` of the first unit that is sold: early ones come first, then open, then plain ones.
    let firstSold: Int
    /// The places of the units that duplicates sell again.
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
        return (place + 1) * lines / exports.count - place * lines / exports.count
    }
}
