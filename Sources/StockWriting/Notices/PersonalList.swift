/// A list of people as a run has published it (`RecipientList`, `warranty/register.csv`), from which somebody can be taken
/// out: his row stays with his id, orders and serials, so that counts stay true, and what tells who he is goes.
package struct PersonalList {
    /// What a row tells of a person; empty where the list has no such column.
    package struct Person {
        package fileprivate(set) var recipient = ""
        package fileprivate(set) var name = ""
        package fileprivate(set) var email = ""
        package fileprivate(set) var phone = ""
        package fileprivate(set) var address1 = ""
        package fileprivate(set) var postcode = ""
        package fileprivate(set) var channels: [String] = []
        package fileprivate(set) var orders: [String] = []
        package fileprivate(set) var serials: [String] = []
    }

    /// What of a person a column holds.
    private enum Part { case recipient, name, email, phone, address1, postcode, channels, orders, serials, other }

    private let bytes: [UInt8]
    private let parts: [Part]
    /// Which columns tell who somebody is.
    private let isPersonal: [Bool]

    private static let personal: Set<String> = [
        "name", "email", "phone", "address1", "address2", "city", "region", "postcode", "country", "buyer_name",
        "buyer_email",
    ]

    /// Nil for what is no list of people.
    package init?(_ bytes: [UInt8]) {
        guard let header = Self.records(bytes).first else { return nil }
        let names = Self.cells(bytes, header).map { String(decoding: bytes[$0], as: UTF8.self) }
        let isRegister = names.contains("buyer_name")
        guard isRegister || names.contains("recipient_id") && names.contains("email") else { return nil }
        // In the register `name` is that of the goods.
        isPersonal = names.map { Self.personal.contains($0) && !(isRegister && $0 == "name") }
        parts = names.map { isRegister && $0 == "name" ? .other : Self.part($0) }
        self.bytes = bytes
    }

    private static func part(_ column: String) -> Part {
        switch column {
        case "recipient_id": .recipient
        case "name", "buyer_name": .name
        case "email", "buyer_email": .email
        case "phone": .phone
        case "address1": .address1
        case "postcode": .postcode
        case "channel": .channels
        case "order_ids", "order_id": .orders
        case "serials", "serial": .serials
        default: .other
        }
    }

    /// The list without what tells who some people are.
    ///
    /// - Returns: Its bytes, how many rows were blanked, and the ids of their recipients. Rows that were blanked before do not
    ///   count.
    package func blanked(where isMeant: (Person) -> Bool) -> (bytes: [UInt8], rows: Int, recipients: Set<String>) {
        var new: [UInt8] = []
        new.reserveCapacity(bytes.count)
        var rows = 0
        var recipients: Set<String> = []
        for (index, record) in Self.records(bytes).enumerated() {
            let cells = Self.cells(bytes, record)
            let tells = zip(cells, isPersonal).contains { !$0.isEmpty && $1 }
            let person = person(cells)
            guard index > 0, tells, isMeant(person) else {
                new += bytes[record]
                continue
            }
            rows += 1
            if !person.recipient.isEmpty { recipients.insert(person.recipient) }
            for (place, cell) in cells.enumerated() {
                if place > 0 { new.append(UInt8(ascii: ",")) }
                if !isPersonal[place] { new += bytes[cell] }
            }
            new.append(UInt8(ascii: "\n"))
        }
        return (new, rows, recipients)
    }

    private func person(_ cells: [Range<Int>]) -> Person {
        var person = Person()
        for (cell, part) in zip(cells, parts) where !cell.isEmpty && part != .other {
            let text = Self.text(bytes[cell])
            let list = text.split(separator: ";").map(String.init)
            switch part {
            case .recipient: person.recipient = text
            case .name: person.name = text
            case .email: person.email = text
            case .phone: person.phone = text
            case .address1: person.address1 = text
            case .postcode: person.postcode = text
            case .channels: person.channels = list
            case .orders: person.orders = list
            case .serials: person.serials = list
            case .other: break
            }
        }
        return person
    }

    // MARK: Bytes, as `CSVRows` writes them

    /// The records with their line ends.
    private static func records(_ bytes: [UInt8]) -> [Range<Int>] {
        var records: [Range<Int>] = []
        var start = 0
        var isQuoted = false
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard byte == UInt8(ascii: "\n"), !isQuoted else { continue }
            records.append(start..<index + 1)
            start = index + 1
        }
        if start < bytes.count { records.append(start..<bytes.count) }
        return records
    }

    /// The cells of a record, with their quotes.
    private static func cells(_ bytes: [UInt8], _ record: Range<Int>) -> [Range<Int>] {
        let end = bytes[record].last == UInt8(ascii: "\n") ? record.upperBound - 1 : record.upperBound
        var cells: [Range<Int>] = []
        var start = record.lowerBound
        var isQuoted = false
        for index in record.lowerBound..<end {
            if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard bytes[index] == UInt8(ascii: ","), !isQuoted else { continue }
            cells.append(start..<index)
            start = index + 1
        }
        cells.append(start..<end)
        return cells
    }

    /// What a cell says: without quotes, and without what protects a formula.
    private static func text(_ cell: ArraySlice<UInt8>) -> String {
        var text = String(decoding: cell, as: UTF8.self)
        if text.hasPrefix("\"") {
            text = String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
        }
        return text.hasPrefix("'") ? String(text.dropFirst()) : text
    }
}
