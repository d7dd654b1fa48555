import StockModel
import StockReading

/// A huge file of a run while its pieces are read, by each worker into a store of its own for this file: where it must be
/// read as a whole after all, they are thrown away.
final class SplitReading: @unchecked Sendable {
    // Sendable: a worker touches its own store alone, the rest is asked only where no worker runs.
    let file: SplitFile
    /// The index of the file amongst those of the run.
    let index: Int
    private let makeStore: @Sendable () -> RecordStore
    private let storesByWorker: [WorkerState<RecordStore?>]

    init(_ file: SplitFile, index: Int, workers: Workers, makeStore: @escaping @Sendable () -> RecordStore) {
        self.file = file
        self.index = index
        self.makeStore = makeStore
        storesByWorker = (0..<workers.count).map { _ in WorkerState(nil) }
    }

    /// What the workers that took part have read.
    var stores: [RecordStore] { storesByWorker.compactMap(\.value) }

    /// Reads a piece on a worker.
    func read(piece: Int, worker: Int, progress: @escaping (Int) -> Void) {
        let store = storesByWorker[worker].value ?? makeStore()
        storesByWorker[worker].value = store
        file.read(piece: piece, into: store, progress: progress)
    }

    /// Forgets all that was read.
    func reset() { for state in storesByWorker { state.value = nil } }
}
