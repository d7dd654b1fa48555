/// An ANSI MH10.8.2 data identifier: up to three digits and a letter in front of a value, that say what it is.
struct DataIdentifier: Equatable {
    /// As written: `S`, `1P`, `18S`.
    let text: String

    /// The identifier that a field begins with; nil where it does not begin with one, or nothing stands behind it.
    init?(_ field: ArraySlice<UInt8>) {
        let digits = field.prefix(while: \.isDigit)
        let rest = field[digits.endIndex...]
        guard digits.count <= 3, let letter = rest.first, letter.isUpperCase, rest.count > 1 else { return nil }
        text = String(decoding: field[field.startIndex...digits.endIndex], as: UTF8.self)
    }

    /// What is known of the identifiers that labels of goods have; nil where it is another.
    var meaning: Meaning? { Self.meanings[text] }

    /// What a value behind the identifier is.
    enum Meaning: Equatable {
        /// The unit's serial.
        case serial
        /// A CAGE code of five characters and the serial behind it.
        case serialBehindCAGE
        /// A unique item identifier, which has the serial at its end.
        case uniqueItem
        case quantity
        /// Something else; the words are for messages.
        case other(String)
    }

    private static let meanings: [String: Meaning] = [
        "S": .serial, "22S": .serial, "I": .serial, "18S": .serialBehindCAGE, "25S": .uniqueItem, "Q": .quantity,
        "P": .other("the customer's part number"), "1P": .other("the supplier's part number"),
        "30P": .other("the supplier's part number"), "2P": .other("a revision"), "T": .other("a lot"),
        "1T": .other("a lot"), "K": .other("an order number"), "V": .other("a supplier"), "1V": .other("a supplier"),
        "17V": .other("a CAGE code"), "4L": .other("a country"), "9D": .other("a date"), "14D": .other("a date"),
        "16D": .other("a date"), "J": .other("the number of a box"), "1J": .other("the number of a box"),
        "2J": .other("the number of a box"), "3J": .other("the number of a box"), "4J": .other("the number of a box"),
        "5J": .other("the number of a box"), "6J": .other("the number of a box"), "3S": .other("the number of a box"),
        "2S": .other("a shipment"), "23S": .other("a network address"),
    ]
}
