/// One step in one unit's life.
struct Movement {
    /// In the order of kind ranks.
    enum Kind: Int {
        case opening, receipt, sale, `return`, adjustment
    }

    let kind: Kind
    let serial: String
    let line: DocumentLine
    let time: String

    var sku: String { line.sku }
    /// Whether it can back a unit.
    var backs: Bool { kind == .opening || kind == .receipt }

    /// Whether a sale's goods have left; otherwise the unit is only assigned.
    var hasLeft: Bool { line.shippedPart == line.quantity || line.sent[serial] != nil }

    /// The movements of all lines that are neither cancelled nor inbound.
    static func all(_ lines: Consolidation, businessDate: String) -> [Movement] {
        func movements(_ kind: Kind, _ lines: [DocumentLine]) -> [Movement] {
            lines.flatMap { line in
                line.serials.map { Movement(kind: kind, serial: $0, line: line, time: time(kind, line, $0)) }
            }
        }
        let received = lines.despatches.filter { !isInbound($0, businessDate: businessDate) }
        return movements(.opening, lines.openings) + movements(.receipt, received)
            + movements(.sale, lines.orders.filter { !$0.isCancelled })
            + movements(.return, lines.returns) + movements(.adjustment, lines.adjustments)
    }

    private static func time(_ kind: Kind, _ line: DocumentLine, _ serial: String) -> String {
        kind == .sale ? line.shippedAt ?? line.sent[serial] ?? line.at : line.at
    }
}

/// Whether a despatch line is dated after the business date.
func isInbound(_ despatch: DocumentLine, businessDate: String) -> Bool {
    inByteOrder(day(businessDate), day(despatch.at))
}
