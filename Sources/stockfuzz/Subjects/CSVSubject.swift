import CSVStream
import StockModel
import StockReading

/// Order exports: rows and cells against a slow reader, and what records are made of the house's columns.
final class CSVSubject: Subject {
    static let name = "csv"

    private let reader: FileReader
    private let file: MemoryFile
    private let fixtures = Fixtures.texts(of: "formats", as: ["csv", "txt"])

    init() throws {
        var settings = ReadingSettings()
        settings.followsSymlinks = true
        settings.maxRejectsShare = 1
        settings.capturesBuyers = true
        reader = FileReader(settings: settings)
        file = try MemoryFile()
    }

    func sample(_ dice: inout Dice) -> [UInt8] { Array(OrderSample.make(&dice).utf8) }

    func mutant(_ dice: inout Dice) -> [UInt8] { CSVMutator.mutate(text(&dice), &dice) }

    private func text(_ dice: inout Dice) -> String {
        !fixtures.isEmpty && dice.chance(30) ? dice.pick(fixtures) : OrderSample.make(&dice)
    }

    func check(_ input: [UInt8]) throws(Disagreement) -> Judgement {
        var judgement = Judgement()
        // What is decoded has no byte 0xFF.
        let text = input.filter { $0 != 0xFF }
        for options in [CSVOptions(), CSVOptions(delimiter: 0x3B), CSVOptions(delimiter: 0x09, quote: nil)] {
            judgement.compared += try compareRows(text, options)
        }
        let reading = try FileReading(input, reader, file)
        judgement.isAccepted = reading.isRead
        if reading.isRead, reading.source.format == "house-orders", reading.source.layout.encoding == "UTF-8" {
            try compareRecords(input, reading)
        }
        return judgement
    }

    // MARK: Rows

    private func compareRows(_ text: [UInt8], _ options: CSVOptions) throws(Disagreement) -> Int {
        let plain = PlainCSV(text, delimiter: options.delimiter, quote: options.quote)
        let stream = CSVStream(options: options)
        var batch = CSVBatch()
        var rows: [PlainCSV.Row] = []
        let piece = [1, 5, 64, 4096, 65_536][text.count % 5]
        do throws(CSVFailure) {
            for start in stride(from: 0, to: text.count, by: piece) {
                let bytes = Array(text[start..<min(start + piece, text.count)])
                try bytes.withUnsafeBufferPointer { (bytes) throws(CSVFailure) in
                    try stream.feed(UnsafeRawBufferPointer(bytes), into: &batch)
                }
                rows += Self.rows(batch, of: stream)
            }
            try stream.finish(into: &batch)
            rows += Self.rows(batch, of: stream)
        } catch {
            throw Disagreement("refused: \(error)")
        }
        for (index, (own, slow)) in zip(rows, plain.rows).enumerated() where own != slow {
            throw Disagreement(
                "record \(index + 1) is \(Self.shown(own)), and the slow reader says \(Self.shown(slow))")
        }
        guard rows.count == plain.rows.count else {
            throw Disagreement("\(rows.count) records, and the slow reader says \(plain.rows.count)")
        }
        guard stream.missingFinalLineEnd == plain.missesFinalLineEnd else {
            throw Disagreement("a final line end is missed: \(stream.missingFinalLineEnd)")
        }
        return rows.count
    }

    private static func rows(_ batch: CSVBatch, of stream: CSVStream) -> [PlainCSV.Row] {
        batch.rows.map { row in
            let fields = batch.fields[Int(row.firstField)..<Int(row.firstField + row.fieldCount)]
            return PlainCSV.Row(
                line: Int(row.line), byte: Int(row.byte),
                cells: row.broken == nil ? fields.map { batch.withBytes(of: $0) { Array($0) } } : nil,
                raw: stream.withRaw(of: row) { Array($0) })
        }
    }

    private static func shown(_ row: PlainCSV.Row) -> String {
        let cells = row.cells.map { "\($0.map { String(decoding: $0, as: UTF8.self) })" } ?? "broken"
        return "\(row.line):\(row.byte) \(cells) of \(String(decoding: row.raw, as: UTF8.self).debugDescription)"
    }

    // MARK: Records

    /// Every row with the header's number of cells and plain values is a record that says just those; one with no number
    /// for a quantity is none.
    private func compareRecords(_ input: [UInt8], _ reading: FileReading) throws(Disagreement) {
        let text = input.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(input[3...]) : input
        let rows = PlainCSV(text, delimiter: reading.source.layout.delimiter.utf8.first ?? 0x2C).rows
        let header = rows.first?.cells?.map { String(decoding: $0, as: UTF8.self) } ?? []
        guard reading.source.layout.headerLine == 1, Set(header) == Set(OrderSample.columns),
            header.count == OrderSample.columns.count
        else { return }
        for (number, row) in rows.enumerated().dropFirst() {
            guard let cells = row.cells, cells.count == header.count else {
                guard let record = reading.records[number], !row.raw.contains(0x3D), (row.cells?.count ?? 0) != 1 else {
                    continue
                }
                let hasTail = (row.cells ?? []).dropFirst(header.count).allSatisfy(\.isEmpty) && row.cells != nil
                guard hasTail, (row.cells?.count ?? 0) > header.count else {
                    throw Disagreement("record \(number) does not fit the header and is read as \(record)")
                }
                continue
            }
            let values = Dictionary(
                uniqueKeysWithValues: zip(header, cells.map { String(decoding: $0, as: UTF8.self) }))
            try compare(values, reading, number)
        }
    }

    private func compare(
        _ values: [String: String], _ reading: FileReading, _ number: Int
    ) throws(Disagreement) {
        let quantity = values["quantity"] ?? ""
        let record = reading.records[number]
        if let record {
            let written = ["document": values["order_id"], "sku": values["sku"], "line": values["line_id"]]
            let read = ["document": record.document, "sku": record.sku, "line": record.line]
            for (key, value) in read {
                guard let own = written[key] ?? nil, Self.isPlain(own) else { continue }
                guard value == own else { throw Disagreement("record \(number): \(key) is \(value), not \(own)") }
            }
            if !quantity.isEmpty,
                quantity.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != 0x27 && $0 != 0x3D && $0 != 0x22 })
            {
                guard let count = PlainValue.count(quantity), count == record.quantity else {
                    throw Disagreement("record \(number): \(quantity) is read as \(record.quantity)")
                }
            }
            return
        }
        let isSure =
            ["channel", "order_id", "sku", "status"].allSatisfy { Self.isPlain(values[$0] ?? "") }
            && values["line_id"]?.isEmpty == false && (values["line_id"] ?? "").utf8.allSatisfy { 0x30...0x39 ~= $0 }
            && ["open", "shipped", "cancelled"].contains(values["status"]) && (values["serials"] ?? "").isEmpty
            && PlainValue.count(quantity) != nil && Self.isPlainTime(values["ordered_at"] ?? "")
        let isWord =
            PlainValue.isNoIdentifier(values["sku"] ?? "") || PlainValue.isNoIdentifier(values["order_id"] ?? "")
        if isSure, !isWord, PlainValue.isPlaceholder(values["channel"] ?? "") == false {
            throw Disagreement("record \(number) is rejected: \(reading.rejects[number] ?? "without a word")")
        }
    }

    /// Letters, digits, `#` and `-` alone, with a digit that is not 0 or a letter, and no exponent.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && !PlainValue.mayBeRounded(text)
            && text.utf8.allSatisfy { byte in
                0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF || byte == 0x23 || byte == 0x2D
            }
    }

    private static func isPlainTime(_ text: String) -> Bool {
        text.utf8.count == 20 && text.hasSuffix("Z") && PlainValue.isDay(String(text.prefix(10)))
            && Array(text.utf8)[10] == 0x54 && PlainValue.isTime(String(text.dropFirst(11).dropLast()))
    }
}
