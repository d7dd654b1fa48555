/// Who sends despatch advices, and how that supplier names goods in them.
struct Supplier {
    /// What an item in this supplier's despatch advices is named by, besides its GTIN.
    enum Naming { case buyersAndSellersPart, sellersPart }

    let name: StaticString
    /// Global location number, 13 digits.
    let location: StaticString
    /// First character of the serials that this supplier prints.
    let letter: UInt8
    let naming: Naming

    /// A handful, one after the other over the year.
    static let all = [
        Supplier(
            name: "Nordlicht Elektronik GmbH", location: "4000001000005", letter: UInt8(ascii: "N"),
            naming: .buyersAndSellersPart),
        Supplier(
            name: "Harbour Trading Ltd", location: "5000001000004", letter: UInt8(ascii: "H"),
            naming: .buyersAndSellersPart),
        Supplier(
            name: "Zenit Components BV", location: "8700001000000", letter: UInt8(ascii: "Z"),
            naming: .sellersPart),
        Supplier(
            name: "Kestrel &amp; Sons Inc.", location: "0600001000001", letter: UInt8(ascii: "K"),
            naming: .buyersAndSellersPart),
        Supplier(
            name: "Atelier Rivière SARL", location: "3000001000006", letter: UInt8(ascii: "A"),
            naming: .buyersAndSellersPart),
    ]
}
