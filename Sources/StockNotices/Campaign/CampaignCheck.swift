internal import StockModel

/// What only data can tell of a campaign: SKUs that nobody knows, and a scope that selects nothing.
package struct CampaignCheck: Sendable {
    /// SKUs of the scope that are not known, in byte order.
    package let unknownSKUs: [String]
    /// Listed serials that no unit has, in byte order.
    package let unknownSerials: [String]
    /// Texts listed as serials that are none: placeholders and the like.
    package let emptySerials: [String]
    /// Goods without serials of any SKU whatever are possibly affected: nothing but serials bounds the scope.
    package let concernsEverySKU: Bool

    /// - Parameters:
    ///   - isSKU: Whether the catalogue or any document line names a SKU.
    ///   - isSerial: Whether any unit has a serial (normalised) or identifier.
    ///   - serialForms: What units are matched by for a serial as written; empty where it is none.
    package init(
        _ scope: Scope, isSKU: (String) -> Bool, isSerial: (String) -> Bool, serialForms: (String) -> [String]
    ) {
        var skus: Set<String> = []
        var serials: Set<String> = []
        var none: Set<String> = []
        for condition in scope.conditions {
            switch condition {
            case .skus(let listed): skus.formUnion(listed.filter { !isSKU($0) })
            case .serials(let listed):
                for serial in listed {
                    let forms = serialForms(serial)
                    if forms.isEmpty {
                        none.insert(serial)
                    } else if !forms.contains(where: isSerial) {
                        serials.insert(serial)
                    }
                }
            default: break
            }
        }
        unknownSKUs = Self.sorted(skus)
        unknownSerials = Self.sorted(serials)
        emptySerials = Self.sorted(none)
        concernsEverySKU = Self.truthOfUnknownGoods(scope) != .no
    }

    /// What a scope says of goods without serial, of a SKU that it does not name and of which nothing is known.
    private static func truthOfUnknownGoods(_ scope: Scope) -> Truth {
        switch scope {
        case .all(let parts): parts.reduce(.yes) { min($0, truthOfUnknownGoods($1)) }
        case .any(let parts): parts.reduce(.no) { max($0, truthOfUnknownGoods($1)) }
        case .not(let part): truthOfUnknownGoods(part).opposite
        case .condition(.skus), .condition(.gtins): .no
        case .condition: .unknown
        }
    }

    private static func sorted(_ texts: Set<String>) -> [String] {
        texts.sorted(by: ByteOrder.precedes)
    }
}
