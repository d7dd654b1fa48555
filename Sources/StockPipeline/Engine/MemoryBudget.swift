internal import Glibc
internal import StockModel
internal import StockWriting
internal import Synchronization

/// Keeps a run's resident memory under a limit: what is large lies in a temporary file, which is let go of whenever the
/// process nears the limit.
///
/// A thread of its own looks at how much is resident, some hundred times a second, because memory grows not only where it is
/// asked for, but also where what was let go of is touched again. What a run computes does not depend on when that happens.
///
/// Bounded are records, document lines, movements, units, findings, and the texts of all these. In ordinary memory stay: names
/// (suppliers, channels, SKUs, lots), the catalogue, identities, rejects; 100 bytes for each record of a stock-take; 400 for each
/// finding and 40 for each unit of the SKU being written; and all that notices to buyers make.
final class MemoryBudget: Sendable {
    let limit: MemoryLimit
    /// Where rows of the run come from.
    let pool: BlockPool
    private let file: SpillFile
    private let isOver = Atomic(false)
    private let thread = Mutex<pthread_t?>(nil)

    private static let microsecondsBetweenLooks: UInt32 = 1000

    /// Begins to watch, until `end`.
    ///
    /// - Parameter mostBytes: What the temporary file may take of the disk.
    /// - Throws: where there can be no temporary file.
    init(_ limit: MemoryLimit, mostBytes: Int = .max) throws(RunFailure) {
        self.limit = limit
        do throws(SpillFailure) {
            file = try SpillFile(folder: limit.folder, memory: limit.bytes, mostBytes: mostBytes)
        } catch {
            throw RunFailure(
                at: limit.folder, "no temporary file can be made there: \(SystemError.sentence(error.code))",
                remedy: "set TMPDIR to a folder on a disk with room, which this user may write to")
        }
        pool = BlockPool(spill: file)
        start()
    }

    deinit { end() }

    /// Ends the watch.
    func end() {
        isOver.store(true, ordering: .relaxed)
        thread.withLock { thread in
            if let running = thread.take() { pthread_join(running, nil) }
        }
    }

    /// - Throws: where the temporary file could not grow: the run has gone on in memory since, or left out work, and must stop.
    func check() throws(RunFailure) {
        guard let failure = file.failure else { return }
        throw RunFailure(
            at: limit.folder,
            "the temporary file for what does not fit into \(MemoryLimit.text(limit.bytes)) of memory cannot grow beyond "
                + "\(MemoryLimit.text(file.size)): \(SystemError.sentence(failure.code))",
            remedy:
                "make room there, or set TMPDIR to a folder on a disk with room (twice the size of the inputs is plenty), "
                + "and run again; the previous run is untouched")
    }

    /// What to say where the limit was not held; nil where it was.
    var note: String? {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let most = Int(usage.ru_maxrss) * 1024
        guard most > limit.bytes else { return nil }
        return "\(MemoryLimit.text(most)) of memory were needed at most, more than the limit of "
            + "\(MemoryLimit.text(limit.bytes)): names, lots, findings and notices cannot go to disk; fewer --workers need less"
    }

    // MARK: Watching

    private func start() {
        let watched = Unmanaged.passUnretained(self)
        var made = pthread_t()
        // It ends before the budget does; see `deinit`. Where no thread can be had, those who fold look often enough for most.
        let code = pthread_create(
            &made, nil,
            { context in
                if let context { Unmanaged<MemoryBudget>.fromOpaque(context).takeUnretainedValue().watch() }
                return nil
            }, watched.toOpaque())
        if code == 0 { thread.withLock { $0 = made } }
    }

    private func watch() {
        while !isOver.load(ordering: .relaxed) {
            file.relieve()
            usleep(Self.microsecondsBetweenLooks)
        }
    }
}
