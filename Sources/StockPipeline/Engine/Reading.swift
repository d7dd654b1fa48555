import StockModel
import StockReading
import Synchronization

/// Reads all files of a run into one store for each worker.
struct Reading {
    let workers: Workers
    let partitions: Int
    let reader: FileReader
    let progress: any ProgressListener
    let pool: BlockPool

    /// What was read.
    struct Outcome {
        var stores: [RecordStore]
        var names: Names
        /// By index of the files.
        var sources: [Source]

        /// What the files say that only notices need.
        func noticeRecords() -> NoticeRecords {
            var records: [NoticeRecord] = []
            for store in stores { store.notices.forEachPointer { records.append($0.pointee) } }
            return NoticeRecords(records, in: stores.map(\.arena))
        }

        /// How many rows of which files those are; one may list several serials.
        var noticeRows: [Int: Int] {
            var rows: [Int: Int] = [:]
            for store in stores {
                var last: (file: Int32, number: Int32) = (-1, -1)
                store.notices.forEachPointer { record in
                    let place = (file: record.pointee.file, number: record.pointee.number)
                    if place != last { rows[Int(place.file), default: 0] += 1 }
                    last = place
                }
            }
            return rows
        }
    }

    /// A part of the work that one worker does at once, and about how many bytes that is.
    private struct Task {
        let bytes: Int
        let run: @Sendable (_ worker: Int) -> Void
    }

    /// Reads `files`, the largest first, so that no worker is left with a large one at the end. A file that is huge is read
    /// by all of them, in pieces that come in between.
    func read(_ files: [InputFile]) -> Outcome {
        let names = Names()
        let makeStore = { @Sendable in RecordStore(partitions: partitions, names: names, pool: pool) }
        let stores = workers.make { _ in makeStore() }
        let sources = files.map { WorkerState(Source(file: $0.name)) }
        let meter = ReadingMeter(files, progress)
        let splits = splits(of: files, makeStore)
        var tasks = files.indices.filter { index in !splits.contains { $0.index == index } }.map { index in
            let file = files[index]
            return Task(bytes: file.bytes) { worker in
                sources[index].value = reader.read(
                    path: file.path, name: file.name, index: Int32(index), into: stores[worker],
                    progress: meter.add(bytes:))
                meter.addFile()
            }
        }
        for split in splits {
            tasks += pieces(of: split, meter)
            if split.file.needsHash { tasks.append(Task(bytes: files[split.index].bytes) { _ in split.file.hash() }) }
        }
        var unread = splits
        while !tasks.isEmpty {
            let order = tasks.sorted { $0.bytes > $1.bytes }
            workers.forEach(order.count) { worker, task in
                // Where the disk for what is not in memory is full, nothing of the run counts any more.
                if pool.spill?.failure == nil { order[task].run(worker) }
            }
            guard pool.spill?.failure == nil else { break }
            tasks = []
            for split in unread {
                switch split.file.conclude() {
                case .done(let source):
                    sources[split.index].value = source
                    meter.addFile()
                    unread.removeAll { $0 === split }
                case .again:
                    split.reset()
                    tasks += pieces(of: split, meter)
                case .whole:
                    split.reset()
                    unread.removeAll { $0 === split }
                    tasks.append(
                        Task(bytes: files[split.index].bytes) { worker in
                            sources[split.index].value = reader.readWhole(
                                split.file, into: stores[worker], progress: meter.add(bytes:))
                            meter.addFile()
                        })
                }
            }
        }
        meter.end()
        return Outcome(stores: stores + splits.flatMap(\.stores), names: names, sources: sources.map(\.value))
    }

    /// The files that all workers read together.
    private func splits(
        of files: [InputFile], _ makeStore: @escaping @Sendable () -> RecordStore
    ) -> [SplitReading] {
        guard workers.count > 1 else { return [] }
        return files.indices.filter { reader.isHuge(files[$0].bytes) }.compactMap { index in
            let file = files[index]
            return reader.split(path: file.path, name: file.name, index: Int32(index)) { items, body in
                workers.forEach(items) { _, item in body(item) }
            }.map { SplitReading($0, index: index, workers: workers, makeStore: makeStore) }
        }
    }

    private func pieces(of split: SplitReading, _ meter: ReadingMeter) -> [Task] {
        split.file.sizes.enumerated().map { piece, bytes in
            Task(bytes: bytes) { split.read(piece: piece, worker: $0, progress: meter.add(bytes:)) }
        }
    }
}

/// Tells how far reading has come.
private final class ReadingMeter: Sendable {
    private let progress: any ProgressListener
    private let files: Int
    private let bytes: Int
    private let filesDone = Atomic<Int>(0)
    private let bytesDone = Atomic<Int>(0)

    init(_ files: [InputFile], _ progress: any ProgressListener) {
        self.progress = progress
        self.files = files.count
        bytes = files.reduce(0) { $0 + $1.bytes }
        tell(filesDone: 0, bytesDone: 0)
    }

    func add(bytes more: Int) {
        let done = bytesDone.wrappingAdd(more, ordering: .relaxed).newValue
        tell(filesDone: filesDone.load(ordering: .relaxed), bytesDone: min(done, bytes))
    }

    func addFile() { filesDone.wrappingAdd(1, ordering: .relaxed) }

    func end() { tell(filesDone: files, bytesDone: bytes) }

    private func tell(filesDone: Int, bytesDone: Int) {
        progress.reading(filesDone: filesDone, files: files, bytesDone: bytesDone, bytes: bytes)
    }
}
