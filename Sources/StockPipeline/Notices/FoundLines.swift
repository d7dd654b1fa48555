import StockLedger
import StockMatching
import StockModel

/// Lines that one worker has read on its way, so that nobody reads them again. Written by one worker, then only read.
final class FoundLines: @unchecked Sendable {
    // Sendable: see above.
    let arena = Arena()
    private let rows = RowList<DocumentLine>()
    private var byID: [Int: UnsafePointer<DocumentLine>] = [:]
    /// Those on the lines, some several times.
    private(set) var serials: [Text] = []

    func add(_ stored: StoredLine) {
        byID[stored.id] = UnsafePointer(rows.appended(stored.line))
        for serial in stored.line.serials { serials.append(serial.text) }
    }

    subscript(id: Int) -> DocumentLine? { byID[id]?.pointee }
}
