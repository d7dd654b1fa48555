import Foundation
import Synchronization

/// Looks, while a command runs, at the memory of it and of the processes that it starts: the kernel tells of each process
/// its own peak, and of none what several held at one time.
final class ProcessTree: Sendable {
    private static let interval = 0.05

    private struct State {
        var ended = false
        var peakKib = 0
    }

    private let root: pid_t
    private let state = Mutex(State())
    private let done = DispatchSemaphore(value: 0)

    /// Starts to watch the process `root` from a thread of its own.
    init(watching root: pid_t) {
        self.root = root
        Thread { [self] in
            watch()
            done.signal()
        }.start()
    }

    /// Stops watching, once the process has ended.
    ///
    /// - Returns: The most that the tree held at any look, in KiB, each shared page shared out among those that have it; 0
    ///   where no look saw more than one process.
    func end() -> Int {
        state.withLock { $0.ended = true }
        done.wait()
        return state.withLock { $0.peakKib }
    }

    private func watch() {
        // At least one look: it is the end that comes early, for short commands.
        repeat {
            let family = Self.family(of: root)
            // Of one process the kernel's own figure is exact; asking would cost both it and us.
            if family.count > 1 {
                let sum = family.reduce(0) { $0 + Self.proportionalKib(of: $1) }
                state.withLock { $0.peakKib = max($0.peakKib, sum) }
            }
            Thread.sleep(forTimeInterval: Self.interval)
        } while !state.withLock({ $0.ended })
    }

    /// A process and all that descend from it. Every thread has children of its own.
    static func family(of process: pid_t) -> [pid_t] {
        let tasks = "/proc/\(process)/task"
        var family = [process]
        for task in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
            let children = text(of: "\(tasks)/\(task)/children").split(separator: " ").compactMap { pid_t($0) }
            for child in children { family += Self.family(of: child) }
        }
        return family
    }

    /// Resident pages of a process, those that it shares with n others counted as one in n + 1; 0 once it has ended.
    private static func proportionalKib(of process: pid_t) -> Int {
        for line in text(of: "/proc/\(process)/smaps_rollup").split(separator: "\n") where line.hasPrefix("Pss:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }

    private static func text(of path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
