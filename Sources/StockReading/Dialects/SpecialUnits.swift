/// What the open line's units have beyond single serials: ranges, and several identifiers of one unit.
final class SpecialUnits {
    /// A range of serials; the texts lie in the line's buffer.
    struct FoundRange {
        var from: Range<Int>
        var to: Range<Int>
        var batch: Int32
        var level: Int32
    }

    /// The identifiers that one element gave: a stretch of the line's serials.
    struct Group: BitwiseCopyable {
        var level: Int32
        var first: Int32
        var count: Int32
    }

    var ranges: [FoundRange] = []
    var groups: [Group] = []
    /// Where the units of each open kind of lot begin, among the serials and among the ranges.
    private(set) var lotStarts: [(serials: Int, ranges: Int)] = []
    /// Two names of one unit, as written.
    var identities: [(serial: String, also: String)] = []
    /// How many serials the file's ranges held so far.
    var expanded = 0

    func openLot(_ level: Int, serials: Int) {
        while lotStarts.count <= level { lotStarts.append((0, 0)) }
        lotStarts[level] = (serials, ranges.count)
    }

    func removeAll() {
        ranges.removeAll(keepingCapacity: true)
        groups.removeAll(keepingCapacity: true)
        identities.removeAll()
    }
}
