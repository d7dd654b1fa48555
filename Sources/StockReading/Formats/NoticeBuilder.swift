internal import StockModel

/// Makes records of the rows of one file that only notices need: one of each row, or of each serial that a row lists.
final class NoticeBuilder {
    let map: ColumnMap
    private let kind: NoticeRecord.Kind
    private let store: RecordStore
    private let file: Int32
    let slots: NoticeSlots
    private let quantities: QuantityParser
    private let serials: SerialTexts
    var values: RecordValues
    private var buyers: BuyerBuilder?
    private let scratch = ByteScratch()

    private var changes = RecentWord(Words<NoticeRecord.Change>(NoticeRecord.Change.allCases.map { ($0.word, $0) }))
    private var renewals = RecentWord(Words<NoticeRecord.Renewal>(NoticeRecord.Renewal.allCases.map { ($0.word, $0) }))
    var flags = RecentWord(Words<Bool>([("yes", true), ("no", false)]))
    private let starts = Words<Int>(NoticeBuilder.startWords.enumerated().map { ($1, $0) })
    /// Nothing in them separates words but these.
    private let list = SerialCell(separators: ";,\n\r")

    private static let startWords = ["shipped", "delivered", "ordered", "registered"]

    init(
        _ map: ColumnMap, kind: NoticeRecord.Kind, store: RecordStore, file: Int32, dates: DateReader, scan: LabelScan?
    ) {
        self.map = map
        self.kind = kind
        self.store = store
        self.file = file
        slots = NoticeSlots(map)
        quantities = QuantityParser(decimalSeparator: map.format.decimalSeparator)
        serials = SerialTexts(map, quantities: quantities, scan: scan)
        values = RecordValues(map, quantities: quantities, dates: dates, arena: store.arena)
        buyers = map.buyer.isEmpty ? nil : BuyerBuilder(map, store: store, quantities: quantities)
    }

    /// A date was met that can be read in two ways.
    var needsDateOrder: Bool { values.dates.needsOrder }

    /// A time without zone was read as UTC.
    var assumedUTC: Bool { values.dates.assumedUTC }

    /// Looks at the dates of a row for what they say about day and month.
    func survey(_ row: RowCells, _ survey: inout DateSurvey) {
        for slot in [slots.at, slots.purchasedAt] {
            guard let value = try? map.value(slot, row, quantities) else { continue }
            if let order = values.dates.evidence(value.bytes) { survey.note(order) }
        }
    }

    /// Adds the records of a row: all of them or, where it cannot be taken, none.
    ///
    /// - Parameters:
    ///   - number: 1-based number of the row in its file.
    ///   - lineNumber: 1-based number of its first line.
    func add(_ row: RowCells, number: Int, lineNumber: Int) throws(RowProblem) {
        var record = NoticeRecord(kind)
        record.file = file
        record.number = Int32(clamping: number)
        record.lineNumber = Int32(clamping: lineNumber)
        // The times first, so that a file whose dates can be read in two ways is known as such at its first row.
        let isDated = kind != .registration && kind != .term && kind != .told
        record.at = try values.time(slots.at, row, isRequired: isDated)
        record.purchasedAt = try values.time(slots.purchasedAt, row, isRequired: false)
        if kind == .registration, record.at.isAbsent, record.purchasedAt.isAbsent {
            let slot = slots.at.isGiven ? slots.at : slots.purchasedAt
            throw RowProblem(
                column: map.name(try map.value(slot, row, quantities).column),
                "The date is missing. Write when the unit was registered, or when it was bought.")
        }
        record.change = try values.word(slots.change, row, &changes, .change)
        record.resale = try values.word(slots.resale, row, &renewals, .resale)
        record.replacement = try values.word(slots.replacement, row, &renewals, .replacement)
        record.months = try months(slots.months, row)
        record.legalMonths = try months(slots.legalMonths, row)
        let named = kind == .term ? [] : try serials.read(.serial, row)
        guard !named.isEmpty || kind == .term || kind == .told else {
            throw values.missing(slots.serial, "serial", "Write the serial of the unit that the row is about.")
        }
        let successors = try serials.read(.newSerial, row)
        try check(record, named: named, successors: successors)
        let others = try others(row)
        if kind == .told { try checkTold(record, others, row) }
        record.person = try buyers?.text(of: row) ?? .empty
        for serial in named.isEmpty ? [""] : named {
            record.texts = joined(serial: serial, newSerial: successors.first ?? "", others)
            store.notices.append(record)
        }
    }

    /// What a row of its kind must have besides.
    private func check(_ record: NoticeRecord, named: [String], successors: [String]) throws(RowProblem) {
        if kind == .term, record.months == nil {
            throw values.missing(slots.months, "number of months", "Write how many months the warranty lasts.")
        }
        if record.change == .extend, record.months == nil {
            throw values.missing(slots.months, "number of months", "Write by how many months it is extended.")
        }
        if successors.count > 1 {
            throw RowProblem(
                column: serials.column(.newSerial), "There are several serials. One unit takes the place of another.")
        }
        guard record.change == .replace else { return }
        if successors.isEmpty {
            throw values.missing(
                slots.newSerial, "new serial", "Write the serial of the unit that takes its place.")
        }
        if named.count > 1 {
            throw RowProblem(
                column: serials.column(.serial),
                "There are several serials. Write a row for each, with the serial of the unit that takes its place.")
        }
    }

    private func months(_ slot: FieldSlot, _ row: RowCells) throws(RowProblem) -> Int32? {
        guard slot.isGiven else { return nil }
        let value = try map.value(slot, row, quantities)
        switch quantities.parse(value.bytes) {
        case .absent: return nil
        case .value(let number) where number <= NoticeRecord.mostMonths: return number
        default:
            throw RowProblem(
                column: map.name(value.column), value: value.bytes,
                "This is no number of months; write a whole number from 0 to \(NoticeRecord.mostMonths).")
        }
    }
}

// MARK: - Texts

extension NoticeBuilder {
    /// The texts but serials, by their places.
    private func others(_ row: RowCells) throws(RowProblem) -> [Bytes] {
        var texts = [Bytes](repeating: .none, count: NoticeRecord.Part.allCases.count)
        for (part, slot) in slots.texts { texts[part.rawValue] = try values.identifier(slot, row) }
        if kind == .remedied, texts[NoticeRecord.Part.campaign.rawValue].count == 0 {
            throw values.missing(slots.campaign, "campaign", "Write the id of the campaign that the unit is of.")
        }
        texts[NoticeRecord.Part.starts.rawValue] = try startsOf(row)
        if kind == .told { try addTold(row, &texts) }
        return texts
    }

    /// The words at which a term's window may start, each once, in their order.
    private func startsOf(_ row: RowCells) throws(RowProblem) -> Bytes {
        guard slots.starts.isGiven else { return .none }
        let value = try map.value(slots.starts, row, quantities)
        var found: [String] = []
        var unknown: Bytes?
        list.forEach(in: value.bytes) { word in
            guard let index = starts[word] else {
                unknown = unknown ?? word
                return
            }
            if !found.contains(Self.startWords[index]) { found.append(Self.startWords[index]) }
        }
        if let unknown {
            var problem = UnknownWord.problem(
                column: map.name(value.column), value: value.bytes, known: Self.startWords.joined(separator: ", "))
            problem.text += NearestWord.hint(unknown.text, among: Self.startWords)
            throw problem
        }
        return store.arena.store(found.joined(separator: ";")).bytes
    }

    /// A text of our own among those of a record.
    func kept(_ text: String) -> Bytes { store.arena.store(text).bytes }

    /// All texts, joined, in the store's arena.
    private func joined(serial: String, newSerial: String, _ others: [Bytes]) -> Text {
        scratch.removeAll()
        var end = 0
        for part in NoticeRecord.Part.allCases {
            if part.rawValue > 0 { scratch.append(0x1F) }
            switch part {
            case .serial: append(serial)
            case .newSerial: append(newSerial)
            default: scratch.append(others[part.rawValue])
            }
            if scratch.count > 0, scratch.bytes(scratch.count - 1..<scratch.count)[0] != 0x1F { end = scratch.count }
        }
        return store.arena.store(scratch.bytes(0..<end))
    }

    /// A serial of a list of objects may hold whatever JSON can write, but not what separates the texts.
    private func append(_ serial: String) {
        for byte in serial.utf8 where byte != 0x1F { scratch.append(byte) }
    }
}

/// Where the fields of a record that only notices need are found.
struct NoticeSlots {
    let at, purchasedAt, serial, newSerial, change, months, legalMonths, starts, resale, replacement: FieldSlot
    let campaign, document, line, wave, possibly, band: FieldSlot
    /// Of texts that are kept as they are; those alone that the file can have.
    let texts: [(part: NoticeRecord.Part, slot: FieldSlot)]

    init(_ map: ColumnMap) {
        at = map.slot(.at)
        purchasedAt = map.slot(.purchasedAt)
        serial = map.slot(.serial)
        newSerial = map.slot(.newSerial)
        change = map.slot(.change)
        months = map.slot(.months)
        legalMonths = map.slot(.legalMonths)
        starts = map.slot(.starts)
        resale = map.slot(.resale)
        replacement = map.slot(.replacement)
        campaign = map.slot(.campaign)
        document = map.slot(.document)
        line = map.slot(.line)
        wave = map.slot(.wave)
        possibly = map.slot(.possibly)
        band = map.slot(.band)
        let fields: [(NoticeRecord.Part, FormatField)] = [
            (.sku, .sku), (.campaign, .campaign), (.reason, .reason), (.reference, .reference), (.remedy, .remedy),
            (.brand, .brand), (.category, .category), (.country, .country), (.channel, .channel),
            (.document, .document), (.line, .line), (.registration, .registration),
        ]
        texts = fields.map { ($0, map.slot($1)) }.filter(\.1.isGiven)
    }
}
