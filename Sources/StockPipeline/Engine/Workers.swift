import Dispatch
import Synchronization

/// Runs work on a fixed number of threads and waits for it.
struct Workers: Sendable {
    /// How many threads; at least 1.
    let count: Int

    /// Runs `body` once on each worker, all at the same time.
    func run(_ body: @Sendable (_ worker: Int) -> Void) {
        guard count > 1 else {
            body(0)
            return
        }
        DispatchQueue.concurrentPerform(iterations: count) { body($0) }
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
}
