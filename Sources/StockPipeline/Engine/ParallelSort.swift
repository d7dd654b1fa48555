extension Workers {
    /// Sorts plain values: each worker a part, the parts merged two by two.
    func sort<Value: BitwiseCopyable & Sendable>(
        _ values: [Value], by precedes: @escaping @Sendable (Value, Value) -> Bool
    ) -> [Value] {
        guard count > 1, values.count > 10_000 else { return values.sorted(by: precedes) }
        let parts = (0..<count).map { part in
            WorkerState(Array(values[values.count * part / count..<values.count * (part + 1) / count]))
        }
        forEach(count) { _, part in parts[part].value.sort(by: precedes) }
        var runs = parts.map(\.value)
        while runs.count > 1 {
            let pairs = stride(from: 0, to: runs.count, by: 2).map { index in
                WorkerState(Array(runs[index..<min(index + 2, runs.count)]))
            }
            forEach(pairs.count) { _, pair in
                let two = pairs[pair].value
                if two.count == 2 { pairs[pair].value = [Self.merge(two[0], two[1], by: precedes)] }
            }
            runs = pairs.map { $0.value[0] }
        }
        return runs.first ?? []
    }

    private static func merge<Value>(_ a: [Value], _ b: [Value], by precedes: (Value, Value) -> Bool) -> [Value] {
        var merged: [Value] = []
        merged.reserveCapacity(a.count + b.count)
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if precedes(b[j], a[i]) {
                merged.append(b[j])
                j += 1
            } else {
                merged.append(a[i])
                i += 1
            }
        }
        merged += a[i...]
        merged += b[j...]
        return merged
    }

    /// Runs two pieces of work at the same time, the first on the caller's thread.
    func both(_ first: () throws -> Void, _ second: @Sendable () -> Void) throws {
        guard count > 1 else {
            second()
            return try first()
        }
        var failure: (any Error)?
        withoutActuallyEscaping(first) { first in
            let work = WorkerState(first)
            let thrown = WorkerState<(any Error)?>(nil)
            Workers(count: 2).run { worker in
                if worker == 1 { return second() }
                do { try work.value() } catch { thrown.value = error }
            }
            failure = thrown.value
        }
        if let failure { throw failure }
    }
}
