/// The one edit between two serials that are nearly equal.
enum SingleEdit {
    /// What was done to `written` to get `meant`, if that is one insertion, deletion or replacement of a character, or
    /// the swap of two neighbours; nil where it is more, or nothing.
    static func between(_ written: [UInt32], _ meant: [UInt32]) -> NearMatch.Rule? {
        let shorter = min(written.count, meant.count)
        guard max(written.count, meant.count) - shorter <= 1 else { return nil }
        var start = 0
        while start < shorter, written[start] == meant[start] { start += 1 }
        var end = 0
        while end < shorter - start, written[written.count - 1 - end] == meant[meant.count - 1 - end] { end += 1 }
        let changed = (written: written.count - start - end, meant: meant.count - start - end)
        switch changed {
        case (0, 1): return .insertion
        case (1, 0): return .deletion
        case (1, 1): return .replacement
        case (2, 2):
            let isCrossed = written[start] == meant[start + 1] && written[start + 1] == meant[start]
            return isCrossed ? .swap : nil
        default: return nil
        }
    }
}
