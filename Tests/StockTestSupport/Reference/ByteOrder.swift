/// Whether the one text comes before the other in the order of their UTF-8 bytes.
package func inByteOrder(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// Whether the one list comes before the other, field by field, each in byte order.
package func inByteOrder(_ left: [String], _ right: [String]) -> Bool {
    for (one, other) in zip(left, right) {
        if inByteOrder(one, other) { return true }
        if inByteOrder(other, one) { return false }
    }
    return left.count < right.count
}

/// A value that may be absent, which comes before any other; numbers before texts before lists, which never meet.
enum Ranked: Comparable {
    case absent
    case number(Int)
    case text(String)
    case list([String])

    init(_ text: String?) {
        self = text.map { .text($0) } ?? .absent
    }

    init(_ number: Int?) {
        self = number.map { .number($0) } ?? .absent
    }

    private var order: Int {
        switch self {
        case .absent: 0
        case .number: 1
        case .text: 2
        case .list: 3
        }
    }

    static func < (left: Ranked, right: Ranked) -> Bool {
        switch (left, right) {
        case (.number(let one), .number(let other)): one < other
        case (.text(let one), .text(let other)): inByteOrder(one, other)
        case (.list(let one), .list(let other)): inByteOrder(one, other)
        default: left.order < right.order
        }
    }
}
