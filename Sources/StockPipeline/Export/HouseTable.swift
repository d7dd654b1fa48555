import StockModel

/// A record with its names spelled out, as the house's own formats write it.
struct HouseRecord {
    let record: Record
    let scope: String
    let channel: String
    let item: ItemIdentifiers
    let lot: String
    let expiry: String
    /// Its serials, in one of two forms; see `HouseCell`.
    let serials: (plain: String, units: String)
    let buyer: HouseBuyer

    init(_ record: Record, names: Names, buyer: String) {
        self.record = record
        scope = names.text(of: record.scope).description
        channel = names.text(of: record.channel).description
        item = ItemIdentifiers(joined: names.text(of: record.item)) ?? ItemIdentifiers()
        (lot, expiry) = Self.batch(record.batch, names)
        serials = HouseCell.serials(
            record.serials.map { serial in
                let (lot, expiry) = Self.batch(serial.batch, names)
                return HouseCell.Unit(serial: serial.text.description, lot: lot, expiry: expiry)
            })
        self.buyer = HouseBuyer(joined: buyer)
    }

    private static func batch(_ id: Int32, _ names: Names) -> (lot: String, expiry: String) {
        guard id >= 0 else { return ("", "") }
        let parts = names.text(of: id).description.split(
            separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
}

/// The files of the house's own formats: the word in their names and their columns, for each kind of records.
enum HouseTable {
    static func word(_ kind: RecordKind) -> String {
        switch kind {
        case .opening: "openings"
        case .despatch: "despatches"
        case .order: "orders"
        case .copy: "copies"
        case .fulfilment: "fulfilments"
        case .return: "returns"
        case .adjustment: "adjustments"
        case .identity: "identities"
        }
    }

    static func columns(_ kind: RecordKind) -> [HouseColumn<HouseRecord>] {
        switch kind {
        case .opening:
            goods + [.time("as_of") { $0.record.at }, quantity, HouseColumn("serial") { $0.serials.plain }] + batches
        case .despatch:
            [
                .text("supplier") { $0.scope }, document("asn_id"), line,
                HouseColumn("purpose") { "\($0.record.purpose)" },
                .time("delivered_at") { $0.record.at }, .time("issued_at") { $0.record.updatedAt },
            ] + goods + [quantity, serials] + batches
        case .order: [.text("channel") { $0.scope }] + order
        case .copy: [.text("tool") { $0.scope }, .text("channel") { $0.channel }] + order
        case .fulfilment:
            [.text("channel") { $0.scope }, document("order_id"), .time("shipped_at") { $0.record.shippedAt }] + goods
                + [quantity, serials] + batches + [HouseColumn("void") { $0.record.isVoid ? "yes" : "" }]
        case .return:
            [
                .text("channel") { $0.scope }, document("return_id"), line,
                .text("order_id") { $0.record.reference.description }, .time("returned_at") { $0.record.at },
            ] + goods + [quantity, serials] + batches
                + [HouseColumn("disposition") { "\($0.record.disposition)" }, stock]
        case .adjustment:
            [
                document("adjustment_id"), line, .time("at") { $0.record.at },
                HouseColumn("action") { $0.record.action.word },
            ] + goods + [quantity, serials] + batches
        case .identity: []
        }
    }

    private static let goods: [HouseColumn<HouseRecord>] = [
        .text("sku") { $0.item.sku }, .text("supplier_part") { $0.item.supplierPart }, .text("gtin") { $0.item.gtin },
    ]

    private static let batches: [HouseColumn<HouseRecord>] = [
        HouseColumn("units") { $0.serials.units }, .text("lot") { $0.lot }, HouseColumn("expiry") { $0.expiry },
    ]

    private static let line: HouseColumn<HouseRecord> = .text("line_id") { $0.record.line.description }
    /// Empty where the input gave none and the serials are counted.
    private static let quantity = HouseColumn<HouseRecord>("quantity") {
        $0.record.isQuantityCounted ? "" : String($0.record.quantity)
    }
    private static let serials = HouseColumn<HouseRecord>("serials") { $0.serials.plain }
    private static let stock = HouseColumn<HouseRecord>("stock") { "\($0.record.stock)" }
    private static let price = HouseColumn<HouseRecord>("unit_price") {
        $0.record.price.hundredths > 0 ? UnitPrice.text(hundredths: Int($0.record.price.hundredths)) : ""
    }

    private static func document(_ name: String) -> HouseColumn<HouseRecord> {
        .text(name) { $0.record.document.description }
    }

    private static let order: [HouseColumn<HouseRecord>] =
        [
            document("order_id"), line, HouseColumn("status") { "\($0.record.status)" },
            .time("ordered_at") { $0.record.at }, .time("shipped_at") { $0.record.shippedAt },
            .time("updated_at") { $0.record.updatedAt },
        ] + goods
        + [
            quantity,
            HouseColumn("shipped_quantity") {
                $0.record.shippedQuantity < 0 ? "" : String($0.record.shippedQuantity)
            }, serials,
        ] + batches + [stock, price, HouseColumn("currency") { $0.record.price.currency.description }]
        + buyer.map { field, name in HouseColumn(name) { $0.buyer[field] } }

    private static let buyer: [(BuyerField, String)] = [
        (.name, "buyer_name"), (.company, "company"), (.email, "buyer_email"), (.phone, "buyer_phone"),
        (.address1, "address1"), (.address2, "address2"), (.city, "city"), (.region, "region"),
        (.postcode, "postcode"), (.country, "country"), (.billingName, "billing_name"),
        (.billingCompany, "billing_company"), (.billingAddress1, "billing_address1"),
        (.billingAddress2, "billing_address2"), (.billingCity, "billing_city"), (.billingRegion, "billing_region"),
        (.billingPostcode, "billing_postcode"), (.billingCountry, "billing_country"),
        (.consent, "marketing_consent"),
    ]
}
