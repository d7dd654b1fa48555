import StockModel
import StockWriting
import Testing

@Suite("CSV rows")
struct CSVRowsTests {
    @Test(
        "a field is quoted only where it must be",
        arguments: [
            ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""),
            ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""), ("\r", "\"\r\""),
            (" blanks around ", " blanks around "), ("=1+1", "=1+1"), ("a;b", "a;b"), ("'", "'"),
            ("Köln, 東京 🏠", "\"Köln, 東京 🏠\""),
        ])
    func quoting(field: String, written: String) {
        let arena = Arena()
        #expect(line { $0.field(field) } == written)
        #expect(line { $0.field(arena.store(field)) } == written)
        #expect(line { $0.field(Array(field.utf8)) } == written)
    }

    @Test(
        "whole numbers, the smallest and the greatest too",
        arguments: [
            (0, "0"), (7, "7"), (-7, "-7"), (1_000_000, "1000000"), (Int.max, "9223372036854775807"),
            (Int.min, "-9223372036854775808"),
        ])
    func numbers(number: Int, written: String) { #expect(line { $0.field(number) } == written) }

    @Test(
        "times as the rest of the program writes them",
        arguments: ["2026-11-23", "2026-11-23T02:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z"])
    func times(text: String) throws {
        let time = try #require(Timestamp(iso8601: text))
        #expect(line { $0.field(time) } == text)
    }

    @Test("absent values are empty fields")
    func absent() {
        let row = line {
            $0.field(Timestamp.absent)
            $0.field(nil as Int?)
            $0.field(Text.empty)
            $0.emptyField()
        }
        #expect(row == ",,,")
    }

    @Test("rows end with a line feed, and rendered rows follow unchanged")
    func rows() {
        var rows = CSVRows()
        rows.field("a")
        rows.field(1)
        rows.endRow()
        rows.append(rendered: Array("b,2\n".utf8))
        rows.field("c")
        rows.endRow()
        #expect(String(decoding: rows.bytes, as: UTF8.self) == "a,1\nb,2\nc\n")
        rows.removeAll()
        #expect(rows.bytes.isEmpty)
    }

    private func line(_ fill: (inout CSVRows) -> Void) -> String {
        var rows = CSVRows()
        fill(&rows)
        return String(decoding: rows.bytes, as: UTF8.self)
    }
}
