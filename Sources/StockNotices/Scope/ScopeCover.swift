/// Conditions of which each affected or possibly affected unit meets one, or leaves one unknown: what a ledger looks up by
/// its indexes before the scope itself is asked.
///
/// A unit always has a serial, so `serials` and `range` are never unknown for it; whoever looks up `lots`, `suppliers`,
/// `asns` or `received` must also take the custodies for which they are not known.
package enum ScopeCover: Sendable, Equatable {
    /// Nothing bounds it: every unit must be asked.
    case everything
    case anyOf([Condition])

    package init(_ scope: Scope) {
        switch scope {
        case .condition(let condition): self = .anyOf([condition])
        case .not: self = .everything
        case .any(let parts):
            var all: [Condition] = []
            for part in parts {
                guard case .anyOf(let conditions) = ScopeCover(part) else {
                    self = .everything
                    return
                }
                all += conditions
            }
            self = .anyOf(all)
        case .all(let parts):
            let covers = parts.map { ScopeCover($0) }
            self = covers.min { $0.weight < $1.weight } ?? .everything
        }
    }

    /// How much it is likely to cover: the weight of its widest condition.
    private var weight: Int {
        switch self {
        case .everything: 100
        case .anyOf(let conditions): conditions.map(Self.weight).max() ?? 0
        }
    }

    private static func weight(_ condition: Condition) -> Int {
        switch condition {
        case .serials: 1
        case .range: 2
        case .skus, .gtins: 3
        case .asns: 4
        case .lots: 5
        case .suppliers: 6
        case .received: 7
        case .sold: 8
        }
    }
}
