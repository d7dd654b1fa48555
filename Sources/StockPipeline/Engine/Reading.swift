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

    /// Reads `files`, the largest first, so that no worker is left with a large one at the end.
    func read(_ files: [InputFile]) -> Outcome {
        let names = Names()
        let stores = workers.make { _ in RecordStore(partitions: partitions, names: names, pool: pool) }
        let order = files.indices.sorted { (files[$0].bytes, $1) > (files[$1].bytes, $0) }
        let sources = files.map { WorkerState(Source(file: $0.name)) }
        let total = files.reduce(0) { $0 + $1.bytes }
        let bytesDone = Atomic<Int>(0)
        let filesDone = Atomic<Int>(0)
        progress.reading(filesDone: 0, files: files.count, bytesDone: 0, bytes: total)
        workers.forEach(files.count) { worker, item in
            // The disk for what is not in memory is full: nothing of the run counts any more.
            guard pool.spill?.failure == nil else { return }
            let index = order[item]
            let file = files[index]
            sources[index].value = reader.read(
                path: file.path, name: file.name, index: Int32(index), into: stores[worker]
            ) { more in
                let done = bytesDone.wrappingAdd(more, ordering: .relaxed).newValue
                progress.reading(
                    filesDone: filesDone.load(ordering: .relaxed), files: files.count, bytesDone: min(done, total),
                    bytes: total)
            }
            filesDone.wrappingAdd(1, ordering: .relaxed)
        }
        progress.reading(filesDone: files.count, files: files.count, bytesDone: total, bytes: total)
        return Outcome(stores: stores, names: names, sources: sources.map(\.value))
    }
}
