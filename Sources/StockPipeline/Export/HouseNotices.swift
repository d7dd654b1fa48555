import StockModel
import StockReading

/// The files of what only notices need, in the house's own formats.
enum HouseNotices {
    /// The word in their names.
    static func word(_ kind: NoticeRecord.Kind) -> String {
        switch kind {
        case .registration: "registrations"
        case .watched: "watch-list"
        case .term: "warranty-terms"
        case .change: "warranty-changes"
        case .remedied: "remedied"
        case .told: "told"
        }
    }

    static func columns(_ kind: NoticeRecord.Kind) -> [HouseColumn<NoticeRecord>] {
        switch kind {
        case .registration:
            [
                serial("serial", .serial), .time("registered_at") { $0.at }, text("sku", .sku),
                .time("purchased_at") { $0.purchasedAt },
            ] + BuyerField.allCases.map(person)
        case .watched:
            [
                serial("serial", .serial), .time("listed_at") { $0.at }, text("sku", .sku), text("reason", .reason),
                text("reference", .reference),
            ]
        case .term:
            [
                text("sku", .sku), text("brand", .brand), text("category", .category), text("country", .country),
                months, text("starts", .starts),
                HouseColumn("legal_months") { $0.legalMonths.map(String.init) ?? "" },
                HouseColumn("resale") { $0.resale?.word ?? "" },
                HouseColumn("replacement") { $0.replacement?.word ?? "" },
            ]
        case .change:
            [
                serial("serial", .serial), .time("at") { $0.at }, HouseColumn("change") { $0.change?.word ?? "" },
                months, serial("new_serial", .newSerial), text("reason", .reason),
            ]
        case .remedied:
            [
                text("campaign", .campaign), serial("serial", .serial), .time("at") { $0.at },
                text("remedy", .remedy),
            ]
        case .told:
            [
                text("campaign", .campaign), serial("serial", .serial), text("channel", .channel),
                text("order_id", .document), text("line_id", .line), text("registration", .registration),
                text("possibly", .possibly), text("wave", .wave), .time("ends_on") { $0.at },
                text("expiring_days", .band),
            ]
        }
    }

    private static let months = HouseColumn<NoticeRecord>("months") { $0.months.map(String.init) ?? "" }

    private static func text(_ name: String, _ part: NoticeRecord.Part) -> HouseColumn<NoticeRecord> {
        .text(name) { $0[part].description }
    }

    private static func serial(_ name: String, _ part: NoticeRecord.Part) -> HouseColumn<NoticeRecord> {
        HouseColumn(name) { $0[part].isEmpty ? "" : HouseCell.identifier($0[part].description) }
    }

    private static func person(_ field: BuyerField) -> HouseColumn<NoticeRecord> {
        HouseColumn(field == .consent ? "marketing_consent" : field.word) {
            HouseBuyer(joined: $0.person.description)[field]
        }
    }
}
