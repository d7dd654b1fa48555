/// What the catalogue says of a SKU; every property follows from the SKU's number alone.
enum Goods {
    /// How a SKU's units are told apart, as the catalogue's `serials` says it: most by serial.
    static func serialPolicy(_ sku: Int) -> StaticString { sku % 10 == 9 ? "optional" : "required" }

    static let brands: [StaticString] = [
        "Nordlicht", "Harbour", "Zenit", "Kestrel", "Rivière", "Ostara", "Lumo", "Pico",
    ]
    static let categories: [StaticString] = ["Chargers", "Headphones", "Cameras", "Routers", "Drills", "Watches"]
    static let models: [StaticString] = ["Basic", "Plus", "Pro", "Mini", "Max", "Air", "Go"]

    static func brand(_ sku: Int) -> StaticString { brands[sku % brands.count] }
    static func category(_ sku: Int) -> StaticString { categories[sku / 8 % categories.count] }
    static func model(_ sku: Int) -> StaticString { models[sku / 48 % models.count] }

    /// The price of one unit, in cents.
    static func cents(_ sku: Int) -> Int { 990 + Int(Mixer.mix(UInt64(sku)) % 590) * 100 }

    /// The GTIN's 14 digits as a number: a zero, a company's seven, five of the SKU and the check digit.
    static func gtin(_ sku: Int) -> Int {
        let body = 4_012_345 * 100_000 + sku
        var sum = 0
        var rest = body
        var weight = 3
        while rest > 0 {
            sum += rest % 10 * weight
            weight = 4 - weight
            rest /= 10
        }
        return body * 10 + (10 - sum % 10) % 10
    }
}

extension ByteWriter {
    /// Appends a SKU as `SKU-00042`.
    mutating func append(sku: Int) {
        append("SKU-")
        append(number: sku, width: 5)
    }

    /// Appends a supplier's part number as `P4-00042-X`; no two SKUs share one.
    mutating func append(partOf sku: Int) {
        append("P")
        append(number: sku % 7)
        append("-")
        append(number: sku, width: 5)
        append("-X")
    }

    /// Appends a SKU's name, as `Zenit Drills Pro 42`.
    mutating func append(nameOf sku: Int) {
        append(Goods.brand(sku))
        append(" ")
        append(Goods.category(sku))
        append(" ")
        append(Goods.model(sku))
        append(" ")
        append(number: sku)
    }
}
