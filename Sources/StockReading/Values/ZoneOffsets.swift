internal import Foundation

/// What a time zone's clocks were ahead of UTC, from 1970 to 2099: an immutable table, so that workers can share it and
/// converting a time takes a search in a few hundred numbers instead of a question to Foundation.
///
/// Times before the table's first change count with the first offset, times after its last with the last.
struct ZoneOffsets: Sendable {
    private struct Period: Sendable {
        /// Seconds since 1970-01-01T00:00:00Z from which `offset` holds.
        var start: Int
        /// Seconds ahead of UTC.
        var offset: Int
    }

    private var periods: [Period] = []

    /// The table of an IANA zone such as `Europe/Berlin`; nil where there is no such zone.
    init?(identifier: String) {
        // Foundation takes abbreviations such as `CST` too, which mean different zones to different people.
        guard identifier == "UTC" || identifier.contains("/"), let zone = TimeZone(identifier: identifier) else {
            return nil
        }
        var moment = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        periods.append(Period(start: Int.min, offset: zone.secondsFromGMT(for: moment)))
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next > moment, next < end {
            let offset = zone.secondsFromGMT(for: next)
            if offset != periods[periods.count - 1].offset {
                periods.append(Period(start: Int(next.timeIntervalSince1970.rounded()), offset: offset))
            }
            moment = next
        }
    }

    /// The moment at which the zone's clocks showed `local`, given as if it were UTC.
    ///
    /// An hour that clocks went through twice counts as the first, one that they skipped as if they had not yet been put
    /// forward: no time is refused for that, an export written in such an hour is still right to the hour.
    func seconds(local: Int) -> Int {
        // The last period that has begun by its own clock; the period before it may still have been showing this time.
        var low = 0
        var high = periods.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if periods[middle].start + periods[middle].offset <= local { low = middle } else { high = middle }
        }
        if low > 0, local < periods[low].start + periods[low - 1].offset { low -= 1 }
        return local - periods[low].offset
    }
}
