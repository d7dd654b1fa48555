import StockModel
import Testing

@testable import StockMatching

@Suite("movements")
struct MovementTests {
    @Test("rows of which there are millions leave no room between fields")
    func sizes() {
        #expect(MemoryLayout<Movement>.stride == 32)
        #expect(MemoryLayout<DocumentLine>.stride == 80)
        #expect(MemoryLayout<Record>.stride == 96)
    }

    @Test(
        "a movement has the time that it was made with",
        arguments: [
            "", "0001-01-01", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01", "2026-11-23T18:09:27Z",
            "9999-12-31T23:59:59Z",
        ])
    func times(text: String) throws {
        let time = text.isEmpty ? Timestamp.absent : try #require(Timestamp(iso8601: text))
        let arena = Arena()
        var record = Record(kind: .return, scope: 0, channel: 0, item: 0)
        record.setTexts(
            document: arena.store("R1").bytes, line: arena.store("1").bytes, reference: arena.store("O1").bytes,
            in: arena)
        record.stock = .other
        let line = DocumentLine(record: record, sku: 7, line: record.line, arena: arena)
        withUnsafePointer(to: line) { line in
            for serial in ["", "S", "353012345678901", String(repeating: "X", count: 32_000)] {
                let listed = ListedSerial(text: arena.store(serial))
                let movement = Movement(listed, on: line, at: time, hasLeft: true)
                #expect(movement.at == time)
                #expect(movement.serial.description == serial)
                #expect(movement.kind == .return && movement.sku == 7 && movement.stock == .other)
                #expect(movement.hasLeft && movement.namesOrder && movement.batch == -1)
                #expect(!Movement(listed, on: line, at: time, hasLeft: false).hasLeft)
            }
        }
    }
}
