/// Goes through values that point at memory which lies far apart, and loads what is needed of a block of them at once: the
/// loads of a block overlap, where each value's own would be waited for (see `Groups`).
final class BlockTouch {
    private static let blockSize = 32
    /// Nothing but what keeps the compiler from leaving out the loads.
    private var touched: UInt8 = 0

    /// Calls `body` with each value, in order.
    ///
    /// - Parameter touch: Loads a byte of each place that `body` looks at.
    func forEach<Value>(
        _ values: [Value], touch: (Value) -> UInt8, _ body: (Value) throws -> Void
    ) rethrows {
        var start = 0
        while start < values.count {
            let block = values[start..<min(start + Self.blockSize, values.count)]
            var sum: UInt8 = 0
            for value in block { sum ^= touch(value) }
            touched ^= sum
            for value in block { try body(value) }
            start += block.count
        }
    }
}
