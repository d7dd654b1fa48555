public import CPrefetch

/// Has memory brought into the processor's cache before it is needed, so that nothing waits for it: a look at memory that
/// lies anywhere costs as much as three hundred instructions.
///
/// Rows are written to one of many partitions, and their texts lie apart from them: no processor guesses where the next one
/// is, and the program knows it well before. A tenth of a run's time.
public enum Prefetch {
    /// The cache line of an address; any address will do.
    @inlinable @inline(__always) public static func forReading(_ address: UnsafeRawPointer?) {
        serialstock_prefetch_for_reading(address)
    }

    /// The cache lines of a row that is going to be written.
    @inlinable @inline(__always) public static func forWriting<Row>(_ row: UnsafePointer<Row>) {
        // From behind, so that the last line is one of them wherever the row begins.
        var offset = MemoryLayout<Row>.stride - 1
        while offset >= 0 {
            serialstock_prefetch_for_writing(UnsafeRawPointer(row) + offset)
            offset -= 64
        }
    }
}
