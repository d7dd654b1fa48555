/// A checksum of a set of rows, whatever their order: equal sets have equal sums.
struct RowDigest: Equatable {
    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
    private var sum: UInt64 = 0
    private var row: UInt64 = Self.start

    /// Adds a cell to the row begun.
    mutating func cell(_ bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes { add(byte) }
        endCell()
    }

    /// Adds a cell to the row begun.
    mutating func cell(_ text: StaticString) {
        cell(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds a SKU of the workload, as `SKU-00042`, to the row begun.
    mutating func cell(sku: Int) {
        for byte in UnsafeBufferPointer(start: ("SKU-" as StaticString).utf8Start, count: 4) { add(byte) }
        var power = 10_000
        while power > 0 {
            add(UInt8(ascii: "0") + UInt8(sku / power % 10))
            power /= 10
        }
        endCell()
    }

    /// Ends the row.
    mutating func endRow() {
        sum &+= Mixer.mix(row)
        row = Self.start
    }

    /// The sum in 16 hexadecimal digits.
    var text: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    // FNV-1a, with U+001F after each cell so that `ab,c` and `a,bc` differ.
    private mutating func add(_ byte: UInt8) {
        row = (row ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    private mutating func endCell() { add(0x1F) }
}
