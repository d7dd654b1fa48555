/// True, false or unknown, in the order in which `all` takes the least and `any` the greatest (`notices.md`, section 1).
package enum Truth: Int8, BitwiseCopyable, Sendable, Comparable {
    case no, unknown, yes

    package init(_ value: Bool) { self = value ? .yes : .no }

    package static func < (a: Truth, b: Truth) -> Bool { a.rawValue < b.rawValue }

    /// `not`: unknown stays unknown.
    package var opposite: Truth {
        switch self {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
    }
}
