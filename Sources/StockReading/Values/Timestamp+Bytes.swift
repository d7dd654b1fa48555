package import StockModel

extension Timestamp {
    /// Appends the day as ISO 8601 (`2026-11-23`) to `scratch`; nothing where the time is absent.
    package func appendDay(to scratch: ByteScratch) {
        guard !isAbsent else { return }
        let date = civil
        func digits(_ value: Int, _ divisor: Int) {
            var divisor = divisor
            while divisor > 0 {
                scratch.append(UInt8(truncatingIfNeeded: 0x30 + value / divisor % 10))
                divisor /= 10
            }
        }
        digits(date.year, 1000)
        scratch.append(0x2D)
        digits(date.month, 10)
        scratch.append(0x2D)
        digits(date.day, 10)
    }
}
