/// Everything that one worker has read: records by partition, and what is not partitioned.
///
/// A file's records are appended as they are read. Nothing of a file counts before its end was read cleanly: the reader
/// takes a `mark` first and rolls back to it if the file fails.
public final class RecordStore: @unchecked Sendable {
    // Sendable: written by one worker, then handed over whole.
    /// Records of documents, by `routingHash` modulo the number of partitions.
    public let rows: PartitionedRows<Record>
    /// Openings are routed by their SKU, which is known only when the catalogue is.
    public let openings: RowList<Record>
    /// What only notices need, in the order of reading.
    package let notices: RowList<NoticeRecord>
    package private(set) var identities: [Identity] = []
    package private(set) var catalogue: [CatalogueEntry] = []
    package private(set) var rejects: [Reject] = []
    /// Buyers' details, only where they are wanted; see `BuyerField`.
    public let buyers: RowList<Text>
    /// Where texts lie that are not records'.
    public let arena: Arena
    /// Where readers put texts and serial lists of records before these are appended. They stay there, unless memory is
    /// bounded: then they are copied to where those of their partition lie, and `settle` gives the room free.
    public let recordArena: Arena
    /// Texts of records by partition, and behind them those of openings; empty where memory is not bounded.
    private let texts: [Arena]
    @usableFromInline let isBounded: Bool
    /// The names that its worker has met.
    public var names: NameCache

    /// - Parameter pool: Where the memory of rows comes from and goes back to, and whether it is bounded.
    public init(partitions count: Int, names: Names, pool: BlockPool = BlockPool()) {
        rows = PartitionedRows(partitions: count, pool: pool)
        openings = RowList(pool: pool)
        notices = RowList(pool: pool)
        buyers = RowList(pool: pool)
        self.names = NameCache(names: names)
        arena = pool.makeArena()
        isBounded = pool.spill != nil
        recordArena = isBounded ? pool.makeArena() : arena
        texts = isBounded ? pool.makeArenas(partitions: count + 1) : []
    }

    /// The records of each partition.
    public var partitions: [RowList<Record>] { rows.lists }

    /// Adds a record whose `routingHash` is set.
    @inlinable public func append(_ record: Record) {
        if record.kind == .opening {
            openings.append(isBounded ? moved(record, to: rows.count) : record)
        } else {
            let partition = Self.partition(routingHash: record.routingHash, among: rows.count)
            rows.append(isBounded ? moved(record, to: partition) : record, to: partition)
        }
    }

    @usableFromInline func moved(_ record: Record, to partition: Int) -> Record {
        var moved = record
        moved.move(to: texts[partition])
        return moved
    }

    /// To be called when all records were appended whose texts were put into `recordArena`.
    @inlinable public func settle() { if isBounded { recordArena.removeAll() } }

    /// Which of `count` partitions a routing hash belongs to: by its lower bits, since the upper ones of
    /// short keys are too much alike. A division of 32 bits takes half of the time of one of 64.
    @inlinable @inline(__always) public static func partition(routingHash: UInt32, among count: Int) -> Int {
        Int(truncatingIfNeeded: routingHash % UInt32(truncatingIfNeeded: count))
    }

    package func append(_ identity: Identity) { identities.append(identity) }

    package func append(_ entry: CatalogueEntry) { catalogue.append(entry) }

    package func append(_ reject: Reject) { rejects.append(reject) }

    /// How much there was at one moment.
    public struct Mark {
        fileprivate var partitions: [Int]
        fileprivate var openings: Int
        fileprivate var notices: Int
        fileprivate var identities: Int
        fileprivate var catalogue: Int
        fileprivate var rejects: Int
        fileprivate var buyers: Int
    }

    /// What to roll back to if the file that is read next fails.
    public func mark() -> Mark {
        Mark(
            partitions: partitions.map(\.count), openings: openings.count, notices: notices.count,
            identities: identities.count, catalogue: catalogue.count, rejects: rejects.count, buyers: buyers.count)
    }

    /// Forgets all records added since `mark`; with `andRejects`, the rejects too.
    public func rollBack(to mark: Mark, andRejects: Bool) {
        for (list, count) in zip(partitions, mark.partitions) { list.truncate(to: count) }
        openings.truncate(to: mark.openings)
        notices.truncate(to: mark.notices)
        buyers.truncate(to: mark.buyers)
        identities.removeSubrange(mark.identities...)
        catalogue.removeSubrange(mark.catalogue...)
        if andRejects { rejects.removeSubrange(mark.rejects...) }
    }
    /// Takes out the rejects that were added since `mark`.
    package func takeRejects(since mark: Mark) -> [Reject] {
        defer { rejects.removeSubrange(mark.rejects...) }
        return Array(rejects[mark.rejects...])
    }

    /// Adds `shift` to the numbers of what was added between two marks: records of documents, openings and identities.
    package func renumber(from start: Mark, to end: Mark, by shift: Int) {
        func renumber(_ list: RowList<Record>, _ rows: Range<Int>) {
            for index in rows {
                let record = list.pointer(at: index)
                record.pointee.number = Int32(clamping: Int(record.pointee.number) + shift)
            }
        }
        for (index, list) in partitions.enumerated() {
            renumber(list, start.partitions[index]..<end.partitions[index])
        }
        renumber(openings, start.openings..<end.openings)
        for index in start.identities..<end.identities {
            identities[index].number = Int32(clamping: Int(identities[index].number) + shift)
        }
    }
}
