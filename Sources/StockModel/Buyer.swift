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
    /// The fields of a buyer by their place in `BuyerField`.
    package func buyerFields(_ index: Int32) -> [String] {
        buyers[Int(index)].description.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    }
}
