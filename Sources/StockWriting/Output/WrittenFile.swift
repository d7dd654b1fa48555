internal import StockModel
internal import Synchronization

/// A file of the run that is completely on disk, as `manifest.json` lists it.
package struct WrittenFile: Sendable, Equatable {
    /// Its path inside the run's folder, in `/` notation.
    package let path: String
    /// Lower-case hexadecimal.
    package let sha256: String
    package let bytes: Int
}

/// All files of one run: how many are being written, and those that are on disk.
final class FileRegister: Sendable {
    private struct State {
        var open = 0
        var isBroken = false
        var written: [WrittenFile] = []
    }

    private let state = Mutex(State())

    func opened() { state.withLock { $0.open += 1 } }

    /// A file that is given up; the run is not published then.
    func abandoned() { state.withLock { $0.isBroken = true } }

    func finished(_ file: WrittenFile) {
        state.withLock {
            $0.open -= 1
            $0.written.append(file)
        }
    }

    /// Whether every file that was created has been finished.
    var isComplete: Bool { state.withLock { $0.open == 0 && !$0.isBroken } }

    /// The finished files, sorted by path.
    var files: [WrittenFile] {
        state.withLock { $0.written }.sorted { ByteOrder.precedes($0.path, $1.path) }
    }
}
