package import StockModel

/// A range of serials: one head, what stands before the trailing digits, and as many digits, between two numbers inclusive.
package struct SerialSpan: BitwiseCopyable, Sendable, Equatable {
    package let head: Text
    /// Digits of one count, so that byte order is the order of numbers.
    package let from: Text
    package let to: Text

    /// Why two serials are no range.
    package enum Problem: Error, Sendable, Equatable {
        case noDigits
        case otherHead
        case otherWidth
        case reversed

        /// What is wrong with the range from `from` to `to`.
        package func sentence(from: String, to: String) -> String {
            switch self {
            case .noDigits: "the range `\(from)` to `\(to)` does not end in digits"
            case .otherHead: "`\(from)` and `\(to)` differ before their trailing digits"
            case .otherWidth: "`\(from)` and `\(to)` do not have as many trailing digits"
            case .reversed: "the range `\(from)` to `\(to)` is the wrong way round"
            }
        }

        package var remedy: String {
            switch self {
            case .noDigits: "list these serials under `serials:`"
            case .otherHead: "write one range for each beginning"
            case .otherWidth: "write one range for each count of digits"
            case .reversed: "swap `from` and `to`"
            }
        }
    }

    /// - Parameters:
    ///   - from: The first serial, normalised; it must outlive the span.
    ///   - to: The last one.
    package init(from: Text, to: Text) throws(Problem) {
        let first = Self.split(from)
        let last = Self.split(to)
        guard first.digits.count > 0, last.digits.count > 0 else { throw .noDigits }
        guard first.head == last.head else { throw .otherHead }
        guard first.digits.count == last.digits.count else { throw .otherWidth }
        guard first.digits <= last.digits else { throw .reversed }
        self.init(head: first.head, from: first.digits, to: last.digits)
    }

    init(head: Text, from: Text, to: Text) {
        self.head = head
        self.from = from
        self.to = to
    }

    /// What stands before the trailing digits of a serial, and these.
    static func split(_ serial: Text) -> (head: Text, digits: Text) {
        var start = serial.count
        while start > 0, serial[start - 1] &- 0x30 < 10 { start -= 1 }
        return (Text(base: serial.base, count: start), serial.dropFirst(start))
    }

    /// Whether some serial lies in both.
    package func overlaps(_ other: SerialSpan) -> Bool {
        head == other.head && from.count == other.from.count && from <= other.to && other.from <= to
    }
}
