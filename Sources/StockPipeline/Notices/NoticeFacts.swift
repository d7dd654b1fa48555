import StockModel
import StockNotices

/// What inputs say for notices, by the names that goods are known by: serials normalised, SKUs resolved.
struct NoticeFacts: @unchecked Sendable {
    // Sendable: nothing is changed once it is made.
    private(set) var registrations: [Registration] = []
    /// The serials that each campaign's `remedied` rows close.
    private(set) var remedied: [String: Set<Text>] = [:]
    private(set) var changes: [WarrantyChange] = []
    private(set) var terms: [WarrantyTerm] = []
    private(set) var watched: [WatchedSerial] = []
    /// Who was told, besides those whom the ledger's own runs remember.
    private(set) var told = ToldFacts()

    /// Keep alive what the above point into.
    private let inputs: NoticeRecords
    private let arena = Arena()

    /// - Parameter names: How serials and SKUs as written are read.
    init(_ inputs: NoticeRecords, names: NoticeNames) {
        self.inputs = inputs
        for record in inputs.records {
            switch record.kind {
            case .registration: addRegistration(record, names)
            case .remedied:
                for serial in serials(record[.serial], names) {
                    remedied[record[.campaign].description, default: []].insert(serial)
                }
            case .change: addChange(record, names)
            case .term: addTerm(record, names)
            case .watched:
                for serial in serials(record[.serial], names) {
                    watched.append(
                        WatchedSerial(
                            serial: serial, sku: sku(record[.sku], names), listedAt: record.at,
                            reason: record[.reason].description, reference: record[.reference].description))
                }
            case .told: told.add(record, serials: record[.serial].isEmpty ? [.empty] : serials(record[.serial], names))
            }
        }
    }

    /// The serials that a written one may stand for; none where it is no serial.
    private func serials(_ written: Text, _ names: NoticeNames) -> [Text] {
        names.serialForms(written.description).map { arena.store($0) }
    }

    /// Empty where none is written.
    private func sku(_ written: Text, _ names: NoticeNames) -> Text {
        written.isEmpty ? .empty : arena.store(names.sku(written.description))
    }

    private mutating func addRegistration(_ record: NoticeRecord, _ names: NoticeNames) {
        for serial in serials(record[.serial], names) {
            var card = Registration(serial: serial, registeredAt: record.at, person: Buyer(joined: record.person))
            card.sku = sku(record[.sku], names)
            card.purchasedAt = record.purchasedAt
            registrations.append(card)
        }
    }

    private mutating func addChange(_ record: NoticeRecord, _ names: NoticeNames) {
        let actions: [WarrantyChange.Action]
        switch record.change {
        case .extend: actions = [.extend(months: Int(record.months ?? 0))]
        case .void: actions = [.void]
        case .replace: actions = serials(record[.newSerial], names).prefix(1).map { .replace($0) }
        case nil: actions = []
        }
        for serial in serials(record[.serial], names) {
            for action in actions {
                var change = WarrantyChange(serial: serial, at: record.at, action: action)
                change.reason = record[.reason].description
                changes.append(change)
            }
        }
    }

    private mutating func addTerm(_ record: NoticeRecord, _ names: NoticeNames) {
        var term = WarrantyTerm(months: Int(record.months ?? 0))
        term.sku = sku(record[.sku], names).description
        term.brand = record[.brand].description
        term.category = record[.category].description
        term.country = record[.country].description
        term.line = Int(record.lineNumber)
        let starts = record[.starts].description.split(separator: ";").compactMap {
            WarrantyStart(rawValue: String($0))
        }
        if !starts.isEmpty { term.rules.starts = starts }
        term.rules.legalMonths = record.legalMonths.map(Int.init)
        if let resale = record.resale { term.rules.resale = resale == .continue ? .continue : .restart }
        if let replacement = record.replacement {
            term.rules.replacement = replacement == .continue ? .continue : .restart
        }
        terms.append(term)
    }
}

/// An entry of a watch list.
struct WatchedSerial {
    /// Normalised.
    var serial: Text
    /// As resolved; empty where the list names none.
    var sku: Text
    var listedAt: Timestamp
    var reason: String
    var reference: String

    /// Whether a time lies behind the listing; on the same day also where nothing tells which came first.
    func isListed(before time: Timestamp) -> Bool {
        if time > listedAt { return true }
        return time.day == listedAt.day && !(time.hasTimeOfDay && listedAt.hasTimeOfDay)
    }

    /// For findings: why, and where that is written.
    var words: String { [reason, reference].filter { !$0.isEmpty }.joined(separator: ", ") }
}
