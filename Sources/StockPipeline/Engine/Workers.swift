internal import Glibc
internal import Synchronization

/// Runs work on a fixed number of threads and waits for it.
///
/// Plain threads: the work is bound by processors, comes in one piece for each worker and never waits, so a pool has
/// nothing to add.
struct Workers: Sendable {
    /// How many threads; at least 1.
    let count: Int

    /// Runs `body` once for each worker, all at the same time; the caller's thread is the first.
    func run(_ body: @Sendable (_ worker: Int) -> Void) {
        withoutActuallyEscaping(body) { body in
            var threads: [pthread_t] = []
            var unstarted: [Int] = []
            for worker in 1..<max(1, count) {
                let job = Unmanaged.passRetained(Job { body(worker) })
                var thread = pthread_t()
                let code = pthread_create(&thread, nil, Workers.start, job.toOpaque())
                if code == 0 {
                    threads.append(thread)
                } else {
                    // The system has no more threads to give: the caller's does that worker's part afterwards.
                    job.release()
                    unstarted.append(worker)
                }
            }
            body(0)
            for worker in unstarted { body(worker) }
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// Runs `body` for each of `items` tasks; a worker takes the next one when it has done with its last.
    func forEach(_ items: Int, _ body: @Sendable (_ worker: Int, _ item: Int) -> Void) {
        let next = Atomic<Int>(0)
        run { worker in
            while true {
                let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard item < items else { return }
                body(worker, item)
            }
        }
    }

    /// Makes something for each worker, on the worker's own thread: what one thread allocates lies apart from what another
    /// does, so that workers do not fight for the cache lines between their objects.
    func make<Value>(_ body: @Sendable (_ worker: Int) -> Value) -> [Value] {
        let made = (0..<count).map { _ in WorkerState<Value?>(nil) }
        run { made[$0].value = body($0) }
        return made.compactMap(\.value)
    }

    /// What a thread runs, carried through the C interface.
    private final class Job {
        let body: () -> Void

        init(_ body: @escaping () -> Void) { self.body = body }
    }

    private static let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body() }
        return nil
    }
}
