import StockModel

extension Array {
    /// How many values are under way to the cache at a time, see `Prefetch`.
    private static var lead: Int { 24 }

    /// Calls `body` with each value, in order, where values point at memory that lies far apart.
    ///
    /// - Parameter prefetch: Asks for what `body` is going to look at.
    func forEach(prefetching prefetch: (Element) -> Void, _ body: (Element) throws -> Void) rethrows {
        for index in indices {
            if index + Self.lead < count { prefetch(self[index + Self.lead]) }
            try body(self[index])
        }
    }
}
