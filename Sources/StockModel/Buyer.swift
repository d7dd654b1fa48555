/// The fields of a buyer, in the order in which a record keeps them: one text, fields separated by U+001F.
///
/// Large and seldom needed, so kept apart from the records (`Record.buyer` is an index into `RecordStore.buyers`).
package enum BuyerField: Int, Sendable, CaseIterable {
    case name, company, email, phone
    case address1, address2, city, region, postcode, country
    case billingName, billingCompany, billingAddress1, billingAddress2, billingCity, billingRegion, billingPostcode,
        billingCountry
    /// `yes` or `no`: may be written to with offers.
    case consent
}

extension RecordStore {
    /// Keeps a buyer's fields, in the order of `BuyerField`, and returns what goes into `Record.buyer`. U+001F inside a
    /// field becomes a blank.
    package func appendBuyer(_ fields: [String]) -> Int32 {
        let joined = fields.map { $0.replacing("\u{1F}", with: " ") }.joined(separator: "\u{1F}")
        buyers.append(arena.store(joined))
        return Int32(buyers.count - 1)
    }

    /// The fields of a buyer by their place in `BuyerField`.
    package func buyerFields(_ index: Int32) -> [String] {
        buyers[Int(index)].description.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    }
}
