import StockModel
import StockReading
import Testing

@Suite("Rows that are no records, and rows that are none yet")
struct RowTests {
    private let header = "order_id,sku,shipped_at,serials"

    private func read(_ rows: String..., end: String = "\n") throws -> FormatFixture {
        try FormatFixture(([header] + rows).joined(separator: "\n") + end)
    }

    @Test("short and long rows are rejected, empty cells at the end are not")
    func uneven() throws {
        let file = try read(
            "O1,AX,2026-03-01", "O2,AX,2026-03-01,S1,x", "O3,AX,2026-03-01,S1,,,", "O4,AX,2026-03-01,S2")
        #expect(
            file.rejects == [
                "1@2: The row has 3 cells and the header 4. Check for an unquoted separator or a cut-off line, and export "
                    + "the file again.",
                "2@3: The row has 5 cells and the header 4. Check for an unquoted separator or a cut-off line, and export "
                    + "the file again.",
            ])
        #expect(file.raw == ["O1,AX,2026-03-01", "O2,AX,2026-03-01,S1,x"])
        #expect(try file.columns("document", "record", "line_number") == ["O3 3 4", "O4 4 5"])
    }

    @Test("a header that ends in a separator has one column fewer than it seems")
    func trailingHeader() throws {
        let file = try FormatFixture("order_id,sku,shipped_at,\nO1,AX,2026-03-01,\nO2,AX,2026-03-01\n")
        #expect(try file.columns("document") == ["O1", "O2"])
    }

    @Test("blank lines, lines of separators, a second header and white space are no records")
    func noRecords() throws {
        let file = try read(
            "", ",,,", " , ,\"\",", "O1,AX,2026-03-01,", header, "ORDER ID,Sku,Shipped At,Serials", "O2,AX,2026-03-01,")
        #expect(try file.columns("document", "line_number") == ["O1 5", "O2 8"])
        #expect(file.source.notes == ["2 rows skipped: the header again."])
        #expect(file.source.records == 2 && file.source.rejected == 0)
    }

    @Test("a row with wrong quotes is rejected up to its line end")
    func quotes() throws {
        let file = try read("O1,AX,2026-03-01,\"S1", "O2,A\"X,2026-03-01,S2", "O3,AX,2026-03-01,S3")
        #expect(try file.columns("document") == ["O3"])
        #expect(file.rejects.count == 2 && file.raw == ["O1,AX,2026-03-01,\"S1", "O2,A\"X,2026-03-01,S2"])
        #expect(
            file.rejects[1]
                == "2@3: The row cannot be split into cells: a quote inside a cell is not doubled, or text follows a "
                + "closing quote. Correct it, or export the file again.")
    }

    @Test("cells of the form =\"…\" are read, whether or not they are quoted properly")
    func formulas() throws {
        let file = try read("=\"007\",AX,2026-03-01,=\"S,1\"", "\"=\"\"008\"\"\",'AX,2026-03-01,S2")
        #expect(try file.columns("document", "sku") == ["007 AX", "008 AX"])
        #expect(file.records[0].contains(#""serials":["S","1"]"#))
        #expect(file.rejects.isEmpty)
    }

    @Test("no line end at the end is noted, unless the source always writes one")
    func finalLineEnd() throws {
        #expect(try read("O1,AX,2026-03-01,", end: "").source.notes == ["The last line has no line end."])
        let demanding = try FormatFixture(
            header + "\nO1,AX,2026-03-01,", settings: .with { _, options in options.demandsFinalLineEnd = true })
        #expect(demanding.source.outcome == .rejected && demanding.records.isEmpty)
        #expect(demanding.rejects[0].hasPrefix("0@0: The last line has no line end, so the file may be cut off"))
    }

    @Test("cut anywhere, a file gives whole records, rejects or a note, and never another record")
    func prefixes() throws {
        let text = header + "\nO1,AX,2026-03-01,S1\nO2,\"A,X\",2026-03-02,\"S2;S3\"\nO3,AX,2026-03-03,S4\n"
        let whole = try FormatFixture(text)
        let bytes = Array(text.utf8)
        for length in 0..<bytes.count {
            let file = try FormatFixture(Array(bytes[..<length]))
            // All but the last record are as in the whole file; the last may be cut inside its last cell, which is noted.
            for (record, wanted) in zip(file.records.dropLast(), whole.records) { #expect(record == wanted) }
            if file.source.outcome == .read, bytes[length - 1] != 0x0A {
                #expect(!file.rejects.isEmpty || !file.source.notes.isEmpty, "\(length)")
            }
            #expect(file.source.records == file.records.count)
        }
    }

    @Test("line ends of every kind; line numbers count physical lines")
    func lineEnds() throws {
        for end in ["\n", "\r\n", "\r"] {
            let rows = [header, "O1,AX,2026-03-01,\"S1\nS2\"", "O2,AX,2026-03-01,"]
            let file = try FormatFixture(rows.joined(separator: end) + end)
            #expect(try file.columns("document", "line_number") == ["O1 2", end == "\r" ? "O2 3" : "O2 4"])
        }
    }

    @Test("more rejects than 20 and than the share reject the whole file")
    func share() throws {
        func file(good: Int, bad: Int, share: Double = 0.01) throws -> FormatFixture {
            let rows = (0..<good).map { "O\($0),AX,2026-03-01," } + (0..<bad).map { "B\($0),AX,never," }
            return try FormatFixture(
                ([header] + rows).joined(separator: "\n") + "\n",
                settings: .with { settings, _ in settings.maxRejectsShare = share })
        }
        let few = try file(good: 5, bad: 20)
        #expect(few.source.outcome == .read && few.source.records == 5 && few.source.rejected == 20)
        let many = try file(good: 100, bad: 21)
        #expect(many.source.outcome == .rejected && many.records.isEmpty)
        #expect(many.source.records == 0 && many.source.rejected == 121)
        #expect(many.rejects.count == 22)
        #expect(
            many.rejects[21]
                == "0@0: 21 of 121 records cannot be taken, more than 20 and more than 1 %, so nothing of the file is. The "
                + "first: line 102: The date is in none of the expected forms; write it as 2026-11-23 or "
                + "2026-11-23T02:00:00Z.")
        #expect(try file(good: 2100, bad: 21).source.outcome == .read)
        #expect(try file(good: 100, bad: 21, share: 0.5).source.outcome == .read)
    }

    @Test("all rejects of a file that is taken are listed, however many")
    func manyRejects() throws {
        let rows = (0..<10_500).map { "B\($0),AX,never," }
        let file = try FormatFixture(
            ([header, "O1,AX,2026-03-01,"] + rows).joined(separator: "\n") + "\n",
            settings: .with { settings, _ in settings.maxRejectsShare = 1 })
        #expect(file.rejects.count == 10_500 && file.source.rejected == 10_500 && file.source.records == 1)
    }

    @Test("a byte 0 rejects the file, and nothing of it is left")
    func nul() throws {
        let file = try FormatFixture(Array("\(header)\nO1,AX,2026-03-01,\nO2,A\0X,2026-03-01,\n".utf8))
        #expect(file.source.outcome == .rejected && file.records.isEmpty)
        #expect(file.rejects.count == 1 && file.rejects[0].hasPrefix("0@0: Byte 0 at offset"))
    }
}
