import StockModel

extension Array {
    /// How many values are under way to the cache at a time, see `Prefetch`.
    private static var lead: Int { 24 }

    /// Calls `body` with each value, in order, where values point at rows that lie far apart, and these at memory that does.
    ///
    /// - Parameters:
    ///   - prefetchRow: Asks for the row.
    ///   - prefetch: Asks for what the row points at; the row is there by then.
    func forEach(
        prefetching prefetchRow: (Element) -> Void, then prefetch: (Element) -> Void,
        _ body: (Element) throws -> Void
    ) rethrows {
        for index in indices {
            if index + 2 * Self.lead < count { prefetchRow(self[index + 2 * Self.lead]) }
            if index + Self.lead < count { prefetch(self[index + Self.lead]) }
            try body(self[index])
        }
    }
}
