package import StockModel

/// A buyer's details, or those of a registration's person: the fields of `BuyerField` in their order, separated by U+001F.
package struct Buyer: BitwiseCopyable, Sendable {
    /// All of them.
    package let joined: Text

    package init(joined: Text) { self.joined = joined }

    /// Nobody known.
    package static var none: Buyer { Buyer(joined: .empty) }

    /// One field; empty where it is not known.
    package subscript(field: BuyerField) -> Text {
        let bytes = joined.bytes
        var start = 0
        for _ in 0..<field.rawValue {
            while start < bytes.count, bytes[start] != 0x1F { start += 1 }
            guard start < bytes.count else { return .empty }
            start += 1
        }
        var end = start
        while end < bytes.count, bytes[end] != 0x1F { end += 1 }
        return end == start ? .empty : Text(base: joined.base.map { $0 + start }, count: end - start)
    }

    /// Calls `body` with the fields from `BuyerField.name` on, in one pass, as far as `last`.
    func forEachField(through last: BuyerField, _ body: (BuyerField, Text) -> Void) {
        let bytes = joined.bytes
        var start = 0
        var field = 0
        for end in 0...bytes.count where end == bytes.count || bytes[end] == 0x1F {
            guard let each = BuyerField(rawValue: field), field <= last.rawValue else { return }
            body(each, end == start ? .empty : Text(base: joined.base.map { $0 + start }, count: end - start))
            start = end + 1
            field += 1
        }
    }

    /// Whether nothing is known by which somebody could be found or told apart.
    package var isNobody: Bool {
        let telling: [BuyerField] = [.name, .company, .email, .phone, .address1, .postcode]
        return telling.allSatisfy { self[$0].isEmpty }
    }

    /// Whether a letter would arrive: name, address line, city and country are known.
    package var hasPostalAddress: Bool {
        let needed: [BuyerField] = [.name, .address1, .city, .country]
        return needed.allSatisfy { !self[$0].isEmpty }
    }
}
