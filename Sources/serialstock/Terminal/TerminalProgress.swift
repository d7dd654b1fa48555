internal import Glibc
internal import StockPipeline
internal import StockWriting
internal import Synchronization

/// Shows on standard error how a run comes on: one line that is drawn over, on a terminal only; and notes.
final class TerminalProgress: ProgressListener {
    private struct State {
        var lastDrawn: ContinuousClock.Instant?
        var readingSince: ContinuousClock.Instant?
        var hasLine = false
        var notes = 0
    }

    /// Notes beyond these are only counted; all of them are in `summary.json`.
    private static let mostNotes = 20
    private let isQuiet: Bool
    private let drawsLine: Bool
    private let state = Mutex(State())

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        drawsLine = !isQuiet && isatty(STDERR_FILENO) == 1
    }

    func reading(filesDone: Int, files: Int, bytesDone: Int, bytes: Int) {
        guard drawsLine else { return }
        let now = ContinuousClock.now
        state.withLock { state in
            let since = state.readingSince ?? now
            state.readingSince = since
            // Ten times a second is as fast as anybody reads; the last one always counts.
            if let last = state.lastDrawn, now - last < .milliseconds(100), filesDone < files { return }
            state.lastDrawn = now
            let line = ProgressLine.reading(
                filesDone: filesDone, files: files, bytesDone: bytesDone, bytes: bytes,
                seconds: (now - since) / .seconds(1))
            Self.draw(line)
            state.hasLine = true
        }
    }

    func stage(_ name: String) {
        guard drawsLine else { return }
        state.withLock { state in
            Self.draw("\(name) …")
            state.hasLine = true
        }
    }

    func note(_ text: String) {
        guard !isQuiet else { return }
        state.withLock { state in
            state.notes += 1
            guard state.notes <= Self.mostNotes else { return }
            Self.clear(&state)
            StandardError.write("note: \(Printable.line(text))")
        }
    }

    /// Takes the line away, and says how many notes were not shown.
    func finish() {
        state.withLock { state in
            Self.clear(&state)
            guard state.notes > Self.mostNotes else { return }
            StandardError.write("note: and \(state.notes - Self.mostNotes) more")
        }
    }

    private static func draw(_ line: String) {
        _ = Descriptor.write(Array("\r\(line.prefix(columns - 1))\u{1B}[K".utf8), to: STDERR_FILENO)
    }

    private static func clear(_ state: inout State) {
        guard state.hasLine else { return }
        _ = Descriptor.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
        state.hasLine = false
    }

    /// The terminal's width.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
        return Int(size.ws_col)
    }
}

/// The text of the progress line.
enum ProgressLine {
    /// `reading 12 of 200 files, 34.5 of 511.0 MB, 210 MB/s, 2 s left`
    static func reading(filesDone: Int, files: Int, bytesDone: Int, bytes: Int, seconds: Double) -> String {
        var line = "reading \(filesDone) of \(files) files, \(megabytes(bytesDone)) of \(megabytes(bytes)) MB"
        guard seconds >= 0.5, bytesDone > 0 else { return line }
        let rate = Double(bytesDone) / seconds
        line += ", \(Int(rate / 1_000_000)) MB/s"
        if bytes > bytesDone {
            let left = Int((Double(bytes - bytesDone) / rate).rounded(.up))
            line += left < 120 ? ", \(left) s left" : ", \(left / 60) min left"
        }
        return line
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
