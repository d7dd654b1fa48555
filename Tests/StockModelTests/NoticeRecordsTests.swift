import StockModel
import Testing

@Suite("inputs for notices")
struct NoticeRecordsTests {
    private let arena = Arena()

    private func record(_ kind: NoticeRecord.Kind, _ texts: String..., at day: Int = 1, file: Int32 = 0) -> NoticeRecord
    {
        var record = NoticeRecord(kind)
        record.texts = arena.store(texts.joined(separator: "\u{1F}"))
        record.at = Timestamp(day: day)
        record.file = file
        return record
    }

    @Test("texts are found by their place; those behind the last are empty")
    func texts() {
        let change = record(.change, "A", "", "B")
        #expect(change[.serial] == arena.store("A") && change[.newSerial] == arena.store("B"))
        #expect(change[.sku].isEmpty && change[.reason].isEmpty && change[.starts].isEmpty)
        #expect(NoticeRecord.Part.allCases.allSatisfy { NoticeRecord(.term)[$0].isEmpty })
    }

    @Test("what says the same is one record, whatever files it came in and in whatever order")
    func joined() {
        let all = [
            record(.watched, "B", file: 3), record(.registration, "A", file: 2), record(.watched, "B", file: 1),
            record(.watched, "A"), record(.watched, "B", at: 2), record(.watched, "B", "X"),
        ]
        for order in [all, all.reversed()] {
            let inputs = NoticeRecords(order, in: [arena])
            #expect(inputs.records.count == 5)
            #expect(inputs[.registration].map { $0[.serial].description } == ["A"])
            #expect(inputs[.watched].map { "\($0[.serial])\($0[.sku]) \($0.at.day)" } == ["A 1", "B 1", "B 2", "BX 1"])
            #expect(inputs[.watched].map(\.file) == [0, 1, 0, 0])
            #expect(inputs[.term].isEmpty && inputs[.remedied].isEmpty)
        }
    }

    @Test("every field tells records apart but where they stand")
    func content() {
        let plain = record(.term, "A")
        let changes: [(inout NoticeRecord) -> Void] = [
            { $0.months = 0 }, { $0.legalMonths = 0 }, { $0.resale = .restart }, { $0.replacement = .restart },
            { $0.purchasedAt = Timestamp(day: 1) }, { $0.person = self.arena.store("Lee") }, { $0.change = .void },
        ]
        for change in changes {
            var other = plain
            change(&other)
            #expect(NoticeRecord.compare(plain, other) == -1 && NoticeRecord.compare(other, plain) == 1)
        }
        var elsewhere = plain
        (elsewhere.file, elsewhere.number, elsewhere.lineNumber) = (1, 2, 3)
        #expect(NoticeRecord.compare(plain, elsewhere) == 0)
    }
}
