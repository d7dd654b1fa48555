/// Does work in parts, on as many threads as whoever asks for it has: this module knows none itself.
package struct Parts: Sendable {
    /// How many threads there are.
    package let count: Int
    private let forEach: @Sendable (_ items: Int, _ body: @Sendable (_ item: Int) -> Void) -> Void

    /// - Parameter forEach: Calls what it is given once for each number below `items`, from any thread, and waits for it.
    package init(
        count: Int, forEach: @escaping @Sendable (_ items: Int, _ body: @Sendable (_ item: Int) -> Void) -> Void
    ) {
        self.count = count
        self.forEach = forEach
    }

    /// One after another.
    package static var one: Parts { Parts(count: 1) { items, body in for item in 0..<items { body(item) } } }

    /// Calls `body` with ranges that make up one from 0 to `count`, and gives what it made in their order.
    package func map<Value>(_ count: Int, _ body: @Sendable (Range<Int>) -> Value) -> [Value] {
        let parts = self.count
        return each(parts) { part in body(count * part / parts..<count * (part + 1) / parts) }
    }

    /// Calls `body` with each number below `count`, and gives what it made in their order.
    package func each<Value>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
        let made = (0..<count).map { _ in Made<Value>() }
        forEach(count) { made[$0].value = body($0) }
        return made.compactMap(\.value)
    }

    private final class Made<Value>: @unchecked Sendable {
        // Sendable: written by one thread, and read when it is done.
        var value: Value?
    }
}
