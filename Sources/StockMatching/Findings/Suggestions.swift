package import StockModel

/// Finds, for serials that nobody received, the likeliest unit in stock of the same SKU (`semantics.md`, section 9).
package struct Suggestions {
    let context: FoldContext
    let arena: Arena

    package init(context: FoldContext, arena: Arena) {
        self.context = context
        self.arena = arena
    }

    /// What to say of each of some unknown serials of one SKU, given the serials that are in stock.
    package func sentences(for unknown: [Text], sku: Int32, inStock: [Text]) -> [String] {
        let near = NearMatch(serials: inStock)
        let scheme = context.tables.skus.scheme(of: sku)
        return unknown.map { serial in
            near.likeliest(to: serial, scheme: scheme).map(Self.sentence) ?? FindingWording.noNearSerial
        }
    }

    /// The serials in stock that were probably meant by unknown ones of one SKU; empty where none was.
    package func meant(by unknown: [Text], sku: Int32, inStock: [Text]) -> [Text] {
        let near = NearMatch(serials: inStock)
        let scheme = context.tables.skus.scheme(of: sku)
        return unknown.map { near.likeliest(to: $0, scheme: scheme)?.serial ?? .empty }
    }

    /// Sets `related` and `meant` of the `unknown-serial` findings to what to suggest.
    ///
    /// - Parameters:
    ///   - groups: All units that the house has; all of one SKU are in one group.
    ///   - spill: Where they lie, if memory is bounded.
    func complete(_ findings: inout [FindingRow], units groups: [[RowList<UnitResult>]], spill: SpillFile?) {
        var asked: [Int32: [Int]] = [:]
        for index in findings.indices where findings[index].kind == .unknownSerial {
            asked[findings[index].sku, default: []].append(index)
        }
        guard !asked.isEmpty else { return }
        for units in groups {
            spill?.relieve()
            complete(&findings, asked, units)
        }
    }

    private func complete(
        _ findings: inout [FindingRow], _ asked: [Int32: [Int]], _ units: [RowList<UnitResult>]
    ) {
        var inStock: [Int32: [Text]] = [:]
        for list in units {
            for index in 0..<list.count {
                let unit = list[index]
                guard unit.place == .inStock, asked[unit.sku] != nil else { continue }
                inStock[unit.sku, default: []].append(unit.serial)
            }
        }
        for (sku, serials) in inStock {
            let near = NearMatch(serials: serials)
            let scheme = context.tables.skus.scheme(of: sku)
            for index in asked[sku] ?? [] {
                guard let match = near.likeliest(to: findings[index].serial, scheme: scheme) else { continue }
                findings[index].related = arena.store(Self.sentence(match))
                findings[index].meant = match.serial
            }
        }
    }

    private static func sentence(_ match: NearMatch.Suggestion) -> String {
        let confirmed =
            switch match.checkDigitConfirms {
            case true?: " Its check digit is right."
            case false?: " Its check digit is wrong, too."
            case nil: ""
            }
        return
            "Perhaps \(match.serial) was meant, which is in stock (\(reason(match.rule))).\(confirmed) Look at the unit "
            + "before correcting the record."
    }

    private static func reason(_ rule: NearMatch.Rule) -> String {
        switch rule {
        case .lookAlike: "some characters look alike"
        case .insertion: "one character more"
        case .deletion: "one character less"
        case .replacement: "one character different"
        case .swap: "two neighbours swapped"
        }
    }
}
