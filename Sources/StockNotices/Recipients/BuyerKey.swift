internal import StockModel

/// What two buyers must share to be one recipient (`notices.md`, section 3).
package enum BuyerKey: UInt8, Sendable, CaseIterable {
    case emailAndName, emailAndPostcode, nameAndPostcodeAndHouse

    /// The word that tells keys of one kind from those of another.
    var word: StaticString {
        switch self {
        case .emailAndName: "email-name"
        case .emailAndPostcode: "email-postcode"
        case .nameAndPostcodeAndHouse: "name-postcode-house"
        }
    }
}

/// The keys of one buyer after another; its memory is used again.
package struct BuyerKeys: ~Copyable {
    private let contacts: ContactRules
    /// Folded; empty where a buyer has none that counts.
    private var email: [UInt8] = []
    private var name: [UInt8] = []
    private var postcode: [UInt8] = []
    private var house: [UInt8] = []

    package init(contacts: ContactRules) { self.contacts = contacts }

    /// Looks at a buyer.
    package mutating func read(_ buyer: Buyer) {
        email.removeAll(keepingCapacity: true)
        name.removeAll(keepingCapacity: true)
        postcode.removeAll(keepingCapacity: true)
        house.removeAll(keepingCapacity: true)
        var written = Text.empty
        buyer.forEachField(through: .postcode) { field, text in
            switch field {
            case .email: written = text
            case .name: FoldedText.append(lettersAndDigitsOf: text, to: &name)
            case .postcode: FoldedText.append(lettersAndDigitsOf: text, to: &postcode)
            case .address1: FoldedText.append(firstNumberOf: text, to: &house)
            default: break
            }
        }
        if !isRelay(written) { FoldedText.append(wholeOf: written, to: &email) }
    }

    /// As `ContactRules.isRelay`, which millions of addresses ask and few domains decide.
    private mutating func isRelay(_ email: Text) -> Bool {
        guard let sign = email.bytes.firstIndex(of: UInt8(ascii: "@")), contacts.decidesByDomain,
            sign == email.bytes.lastIndex(of: UInt8(ascii: "@"))
        else { return contacts.isRelay(email) }
        let domain = email.dropFirst(sign)
        for known in domains where known.domain.elementsEqual(domain.bytes) { return known.isRelay }
        let isRelay = contacts.isRelay(email)
        if domains.count < Self.mostDomains { domains.append((Array(domain.bytes), isRelay)) }
        return isRelay
    }

    /// Domains from their `@` on.
    private var domains: [(domain: [UInt8], isRelay: Bool)] = []
    private static var mostDomains: Int { 16 }

    /// Puts a key of the buyer into `bytes`: the word of its kind and its parts, separated by U+001F. A ledger may keep
    /// these to find the orders of one recipient again.
    ///
    /// - Returns: False where the buyer has no such key: a part is empty, or the e-mail is a relay's.
    package borrowing func write(_ kind: BuyerKey, into bytes: inout [UInt8]) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        switch kind {
        case .emailAndName:
            guard !email.isEmpty, !name.isEmpty else { return false }
            Self.write(kind.word, into: &bytes)
            Self.add(email, to: &bytes)
            Self.add(name, to: &bytes)
        case .emailAndPostcode:
            guard !email.isEmpty, !postcode.isEmpty else { return false }
            Self.write(kind.word, into: &bytes)
            Self.add(email, to: &bytes)
            Self.add(postcode, to: &bytes)
        case .nameAndPostcodeAndHouse:
            guard !name.isEmpty, !postcode.isEmpty, !house.isEmpty else { return false }
            Self.write(kind.word, into: &bytes)
            Self.add(name, to: &bytes)
            Self.add(postcode, to: &bytes)
            Self.add(house, to: &bytes)
        }
        return true
    }

    private static func write(_ word: StaticString, into bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private static func add(_ part: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(0x1F)
        bytes.append(contentsOf: part)
    }
}
