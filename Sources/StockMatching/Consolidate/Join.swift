import StockModel

/// One line as joined from its records, before anything else happens to it.
struct JoinedLine: BitwiseCopyable {
    var line: DocumentLine
    /// The channel that a copy names.
    var channel: Int32
    var isVoid: Bool
    /// Two of its records contradict each other.
    var hasConflict = false
    /// Records of an order line say both cancelled and shipped.
    var wasCancelledAfterShipping = false
    /// Serials that one record listed more than once, each once.
    var repeats = UnsafeBufferPointer<Text>(start: nil, count: 0)
    /// Of a despatch: the serials that only records list which do not count.
    var outdone = UnsafeBufferPointer<Text>(start: nil, count: 0)
}

/// Joins the records of one document into lines (`semantics.md`, sections 2 and 5). Commutative, associative, idempotent:
/// reading an export again changes nothing.
final class Join {
    let context: FoldContext
    let arena: Arena
    private let order: RecordOrder
    private let lists: SerialLists
    private let buyers: BuyerBook?
    private var keyed: [KeyedRecord] = []

    /// - Parameter buyers: Where those of several records are joined; nil where nobody asks for them.
    init(context: FoldContext, arena: Arena, buyers: BuyerBook?) {
        self.context = context
        self.arena = arena
        self.buyers = buyers
        order = RecordOrder(context: context)
        lists = SerialLists(context: context, arena: arena)
    }

    /// The lines of records of one kind and one document number, in key order (scope, line).
    ///
    /// - Parameter records: All of one kind but fulfilments, of one document; of despatches, returns and adjustments of
    ///   one scope too.
    func lines(of records: [UnsafeMutablePointer<Record>], into result: inout [JoinedLine]) {
        keyed.removeAll(keepingCapacity: true)
        for record in records { keyed.append(prepare(record)) }
        number()
        foldKeyed(into: &result)
    }

    /// The only record of an order, with its line's number.
    func keyed(_ record: UnsafeMutablePointer<Record>) -> KeyedRecord {
        var each = prepare(record)
        if each.line.isEmpty { each.line = made(context[each.sku].name, occurrence: 1) }
        return each
    }

    /// A line that one record makes.
    private func joined(_ each: KeyedRecord) -> JoinedLine {
        let record = each.record
        return JoinedLine(
            line: DocumentLine(record: record.pointee, sku: each.sku, line: each.line, arena: arena),
            channel: record.pointee.channel, isVoid: record.pointee.isVoid, repeats: each.repeats)
    }

    /// The lines of the openings of one SKU: the line is the SKU, or `SKU:serial`. Those of other days than its latest
    /// stock-take are superseded and dropped.
    func openings(of prepared: [KeyedRecord], cutOffs: CutOffs, into result: inout [JoinedLine]) {
        keyed.removeAll(keepingCapacity: true)
        for each in prepared where cutOffs.isCurrent(each.record.pointee.at, sku: each.sku) {
            let name = context[each.sku].name
            var opening = each
            opening.line = each.record.pointee.serials.first.map { arena.store("\(name):\($0.text)") } ?? name
            keyed.append(opening)
        }
        foldKeyed(into: &result)
    }

    /// Sorts the keyed records and folds those of each line.
    private func foldKeyed(into result: inout [JoinedLine]) {
        if keyed.count > 1 { keyed.sort(by: order.precedes) }
        var start = 0
        while start < keyed.count {
            var end = start + 1
            while end < keyed.count, isSameLine(keyed[start], keyed[end]) { end += 1 }
            result.append(fold(start..<end))
            start = end
        }
    }

    /// Resolves the goods of a record and normalises its serials.
    func prepare(_ record: UnsafeMutablePointer<Record>) -> KeyedRecord {
        var sku = context.sku(of: record.pointee)
        let repeats = lists.normalise(record, sku: &sku)
        if record.pointee.isQuantityCounted {
            record.pointee.quantity = Int32(max(1, record.pointee.serials.count))
        }
        return KeyedRecord(record: record, sku: sku, line: record.pointee.line, repeats: repeats)
    }

    private func isSameLine(_ a: KeyedRecord, _ b: KeyedRecord) -> Bool {
        a.record.pointee.scope == b.record.pointee.scope && a.line == b.line
    }

    /// Gives a number to lines that have none (`SKU#1`, `SKU#2`), and to repeated numbers of a despatch (`n#2`).
    private func number() {
        guard let kind = keyed.first?.record.pointee.kind else { return }
        if keyed.count == 1 {
            if keyed[0].line.isEmpty { keyed[0].line = made(context[keyed[0].sku].name, occurrence: 1) }
            return
        }
        keyed.sort { Self.inFileOrder($0, $1) }
        if kind == .despatch { numberRepeats() }
        guard keyed.contains(where: { $0.line.isEmpty }) else { return }
        struct Place: Hashable {
            var scope: Int32
            var file: Int32
            var sku: Int32
            var issued: Timestamp
        }
        var occurrences: [Place: Int] = [:]
        for index in keyed.indices where keyed[index].line.isEmpty {
            let record = keyed[index].record.pointee
            let issued = kind == .despatch ? record.updatedAt : .absent
            let place = Place(scope: record.scope, file: record.file, sku: keyed[index].sku, issued: issued)
            occurrences[place, default: 0] += 1
            keyed[index].line = made(context[keyed[index].sku].name, occurrence: occurrences[place] ?? 1)
        }
    }

    /// The second line `n` of one notice is `n#2`. Two notices of one number that lie in one file are two, as they would
    /// be in two files: they differ in their time of issue or purpose.
    private func numberRepeats() {
        struct Place: Hashable {
            var file: Int32
            var issued: Timestamp
            var purpose: NoticePurpose
            var line: Text
        }
        var occurrences: [Place: Int] = [:]
        for index in keyed.indices where !keyed[index].line.isEmpty {
            let record = keyed[index].record.pointee
            let place = Place(
                file: record.file, issued: record.updatedAt, purpose: record.purpose, line: keyed[index].line)
            let occurrence = (occurrences[place] ?? 0) + 1
            occurrences[place] = occurrence
            if occurrence > 1 { keyed[index].line = made(keyed[index].line, occurrence: occurrence) }
        }
    }

    private static func inFileOrder(_ a: KeyedRecord, _ b: KeyedRecord) -> Bool {
        let x = a.record.pointee
        let y = b.record.pointee
        return (x.file, x.number) < (y.file, y.number)
    }

    private func made(_ name: Text, occurrence: Int) -> Text { arena.store("\(name)#\(occurrence)") }

    /// Folds the records of one line, sorted so that the winner is the last.
    private func fold(_ range: Range<Int>) -> JoinedLine {
        let winner = keyed[range.upperBound - 1]
        let record = winner.record.pointee
        var joined = joined(winner)
        guard range.count > 1 else { return joined }
        var evidence: [Evidence] = []
        var statuses: Set<LineStatus> = []
        var repeats: [Text] = []
        for index in range {
            let each = keyed[index].record.pointee
            evidence.append(Evidence(file: each.file, number: each.number))
            statuses.insert(each.status)
            if index > range.lowerBound, order.conflict(keyed[index - 1], keyed[index]) { joined.hasConflict = true }
            for serial in keyed[index].repeats where !repeats.contains(serial) { repeats.append(serial) }
        }
        joined.repeats = repeats.withUnsafeBufferPointer { arena.store(list: $0) }
        joined.line.setEvidence(evidence.sorted { ($0.file, $0.number) < ($1.file, $1.number) }, arena: arena)
        joined.wasCancelledAfterShipping = statuses.contains(.cancelled) && statuses.contains(.shipped)
        switch record.kind {
        case .despatch: joined.outdone = outdone(range)
        case .opening: break
        default: joined.line.serials = union(range)
        }
        if let buyers {
            // Of records that say the same in all else, the greatest buyer's wins.
            let equal = range.reversed().prefix { order.compare(keyed[$0], winner) == 0 }
            joined.line.buyer = buyers.join(
                winner: buyers.greatest(of: equal.map { keyed[$0].record.pointee.buyer }),
                others: range.map { keyed[$0].record.pointee.buyer })
        }
        return joined
    }

    /// The serials that the records of a line list but for those of the winner, which is the last.
    private func outdone(_ range: Range<Int>) -> UnsafeBufferPointer<Text> {
        let counted = Set(keyed[range.upperBound - 1].record.pointee.serials.lazy.map(\.text))
        var others: [Text] = []
        for index in range.dropLast() {
            for entry in keyed[index].record.pointee.serials where !counted.contains(entry.text) {
                others.append(entry.text)
            }
        }
        return others.withUnsafeBufferPointer { arena.store(list: $0) }
    }

    /// All serials that the records of a line list, in byte order; of one listed twice the greatest record's entry.
    private func union(_ range: Range<Int>) -> UnsafeBufferPointer<ListedSerial> {
        let total = range.reduce(0) { $0 + keyed[$1].record.pointee.serials.count }
        guard total > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
        var all: [Text: ListedSerial] = [:]
        for index in range { for entry in keyed[index].record.pointee.serials { all[entry.text] = entry } }
        let sorted = all.values.sorted { $0.text < $1.text }
        return sorted.withUnsafeBufferPointer { arena.store(list: $0) }
    }
}
