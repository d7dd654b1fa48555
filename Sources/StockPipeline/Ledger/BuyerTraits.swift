import Foundation
import StockModel

/// What tells a buyer from others, in forms that compare: Unicode NFKC, without regard to case, letters and digits alone;
/// an e-mail keeps its signs (`notices.md`, section 3).
struct BuyerTraits {
    /// All of them but postcodes, each once.
    private(set) var all: Set<String>
    private(set) var emails: Set<String>
    /// Of persons and firms.
    private(set) var names: Set<String>
    private(set) var postcodes: Set<String>

    /// - Parameter joined: The fields as a record keeps them.
    init(joined: String) {
        let fields = joined.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        func texts(_ wanted: BuyerField...) -> [String] {
            wanted.compactMap { fields.indices.contains($0.rawValue) ? fields[$0.rawValue] : nil }
        }
        self.init(
            emails: texts(.email), names: texts(.name, .company, .billingName, .billingCompany),
            postcodes: texts(.postcode, .billingPostcode), others: texts(.phone, .address1, .billingAddress1))
    }

    /// - Parameter others: Telephone numbers and streets. A street alone is that of neighbours too, but one order has one
    ///   buyer.
    init(emails: [String], names: [String], postcodes: [String], others: [String]) {
        self.emails = Set(emails.compactMap(Self.foldEmail))
        self.names = Set(names.compactMap(Self.fold))
        self.postcodes = Set(postcodes.compactMap(Self.fold))
        all = self.emails.union(self.names).union(others.compactMap(Self.fold))
    }

    /// Adds what else tells the same buyer.
    mutating func formUnion(_ other: BuyerTraits) {
        all.formUnion(other.all)
        emails.formUnion(other.emails)
        names.formUnion(other.names)
        postcodes.formUnion(other.postcodes)
    }

    /// The short way for what is ASCII, as most is: those of its characters, in lower case, that are wanted. Nil otherwise.
    private static func foldASCII(_ text: String, where isWanted: (UInt8) -> Bool) -> String? {
        var plain: [UInt8] = []
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if isWanted(lower) { plain.append(lower) }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// Nil for what has no letter and no digit.
    static func fold(_ text: String) -> String? {
        if let plain = foldASCII(text, where: { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) {
            return plain.isEmpty ? nil : plain
        }
        let plain = text.precomposedStringWithCompatibilityMapping.lowercased()
            .unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        return plain.isEmpty ? nil : String(String.UnicodeScalarView(plain))
    }

    static func foldEmail(_ text: String) -> String? {
        if let plain = foldASCII(text, where: { $0 > 0x20 }) { return plain.isEmpty ? nil : plain }
        let plain = text.precomposedStringWithCompatibilityMapping.lowercased().filter { !$0.isWhitespace }
        return plain.isEmpty ? nil : plain
    }
}

/// The buyer who is meant: all that is given must fit.
package struct BuyerQuery: Sendable {
    package var email: String?
    package var name: String?
    package var postcode: String?

    package init(email: String? = nil, name: String? = nil, postcode: String? = nil) {
        self.email = email
        self.name = name
        self.postcode = postcode
    }

    /// Whether anything is given that tells one buyer from others.
    package var isUsable: Bool { email.flatMap(BuyerTraits.foldEmail) != nil || name.flatMap(BuyerTraits.fold) != nil }

    func matches(_ buyer: BuyerTraits) -> Bool {
        matches(emails: buyer.emails, names: buyer.names, postcodes: buyer.postcodes)
    }

    /// Whether a record of a file, by its cells as `BuyerTraits` folds them, shows the buyer.
    func matches(cells: Set<String>) -> Bool { matches(emails: cells, names: cells, postcodes: cells) }

    private func matches(emails: Set<String>, names: Set<String>, postcodes: Set<String>) -> Bool {
        if let email, !holds(BuyerTraits.foldEmail(email), in: emails) { return false }
        if let name, !holds(BuyerTraits.fold(name), in: names) { return false }
        if let postcode, !holds(BuyerTraits.fold(postcode), in: postcodes) { return false }
        return true
    }

    /// What is given and says nothing never holds.
    private func holds(_ wanted: String?, in values: Set<String>) -> Bool { wanted.map(values.contains) ?? false }
}
