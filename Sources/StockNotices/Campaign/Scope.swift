/// What a campaign affects: a tree of `all`, `any` and `not` over conditions (`notices.md`, section 1). As written; a
/// `CompiledScope` judges by it.
package indirect enum Scope: Sendable, Equatable {
    case all([Scope])
    case any([Scope])
    case not(Scope)
    case condition(Condition)

    /// All conditions of the tree, in the order in which they are written.
    package var conditions: [Condition] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.conditions)
        case .not(let part): part.conditions
        case .condition(let condition): [condition]
        }
    }
}

/// One thing that a scope asks of goods.
package enum Condition: Sendable, Equatable {
    case serials([String])
    case range(from: String, to: String)
    case skus([String])
    case gtins([String])
    case lots([String])
    case suppliers([String])
    case asns([String])
    case received(DayRange)
    case sold(DayRange)
}

/// Days from one to another, both included; an end that is left out is open.
package struct DayRange: BitwiseCopyable, Sendable, Equatable {
    /// In days since 1970-01-01.
    package var from: Int
    package var to: Int

    package init(from: Int?, to: Int?) {
        self.from = from ?? Int.min
        self.to = to ?? Int.max
    }

    package func contains(_ day: Int) -> Bool { from <= day && day <= to }
}
