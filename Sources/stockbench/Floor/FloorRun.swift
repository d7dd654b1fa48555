import CSVStream
import Foundation
import Synchronization
import XMLStream

/// One bare parse of a list of files over threads of its own.
final class FloorRun: Sendable {
    private struct State {
        var next = 0
        var xml = FloorTally()
        var csv = FloorTally()
        var failure: BenchError?
    }

    private let files: [FloorFile]
    private let state = Mutex(State())

    /// `files` are taken in their order.
    init(files: [FloorFile]) {
        self.files = files
    }

    /// Parses every file once; throws if a parser refuses one.
    func measure(threads: Int) throws(BenchError) -> FloorReport {
        state.withLock { $0 = State() }
        let clock = ContinuousClock()
        let done = DispatchSemaphore(value: 0)
        let start = clock.now
        for _ in 0..<threads {
            let thread = Thread { [self] in
                work()
                done.signal()
            }
            thread.start()
        }
        for _ in 0..<threads { done.wait() }
        let seconds = Figures.inSeconds(clock.now - start)
        return try state.withLock { state throws(BenchError) in
            if let failure = state.failure { throw failure }
            return FloorReport(threads: threads, seconds: seconds, xml: state.xml, csv: state.csv)
        }
    }

    /// Takes files until there are no more or one failed.
    private func work() {
        while let file = nextFile() {
            let start = Self.threadSeconds()
            guard var tally = Self.count(file) else {
                state.withLock { $0.failure = BenchError("\(file.path): the bare parser cannot read it") }
                return
            }
            tally.coreSeconds = Self.threadSeconds() - start
            state.withLock { state in
                switch file.kind {
                case .xml: state.xml += tally
                case .csv: state.csv += tally
                }
            }
        }
    }

    private func nextFile() -> FloorFile? {
        state.withLock { state in
            guard state.failure == nil, state.next < files.count else { return nil }
            defer { state.next += 1 }
            return files[state.next]
        }
    }

    /// Processor time of this thread so far, in seconds. Unlike wall time it does not grow while others have the core.
    private static func threadSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func count(_ file: FloorFile) -> FloorTally? {
        var tally = FloorTally(files: 1, bytes: file.bytes)
        switch file.kind {
        case .xml:
            guard let count = XMLFloor.count(path: file.path) else { return nil }
            tally.elements = count.elements
        case .csv:
            guard let count = CSVFloor.count(path: file.path) else { return nil }
            tally.fields = count.fields
            tally.rows = count.rows
        }
        return tally
    }
}
