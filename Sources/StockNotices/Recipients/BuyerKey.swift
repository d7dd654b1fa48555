internal import StockModel

/// What two buyers must share to be one recipient (`notices.md`, section 3).
package enum BuyerKey: UInt8, Sendable, CaseIterable {
    case emailAndName, emailAndPostcode, nameAndPostcodeAndHouse

    /// The word that tells keys of one kind from those of another.
    var word: String {
        switch self {
        case .emailAndName: "email-name"
        case .emailAndPostcode: "email-postcode"
        case .nameAndPostcodeAndHouse: "name-postcode-house"
        }
    }

    /// Puts the key of `buyer` into `bytes`: its kind and its parts, separated by U+001F. A ledger may keep these to find
    /// the orders of one recipient again.
    ///
    /// - Returns: False where the buyer has no such key: a part is empty, or the e-mail is a relay's.
    package func write(_ buyer: Buyer, _ contacts: ContactRules, into bytes: inout [UInt8]) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: word.utf8)
        switch self {
        case .emailAndName:
            guard !contacts.isRelay(buyer[.email]) else { return false }
            return part(into: &bytes) { FoldedText.append(wholeOf: buyer[.email], to: &$0) }
                && part(into: &bytes) { FoldedText.append(lettersAndDigitsOf: buyer[.name], to: &$0) }
        case .emailAndPostcode:
            guard !contacts.isRelay(buyer[.email]) else { return false }
            return part(into: &bytes) { FoldedText.append(wholeOf: buyer[.email], to: &$0) }
                && part(into: &bytes) { FoldedText.append(lettersAndDigitsOf: buyer[.postcode], to: &$0) }
        case .nameAndPostcodeAndHouse:
            return part(into: &bytes) { FoldedText.append(lettersAndDigitsOf: buyer[.name], to: &$0) }
                && part(into: &bytes) { FoldedText.append(lettersAndDigitsOf: buyer[.postcode], to: &$0) }
                && part(into: &bytes) { FoldedText.append(firstNumberOf: buyer[.address1], to: &$0) }
        }
    }

    /// Adds a separator and what `write` writes; false where it writes nothing.
    private func part(into bytes: inout [UInt8], _ write: (inout [UInt8]) -> Void) -> Bool {
        bytes.append(0x1F)
        let start = bytes.count
        write(&bytes)
        return bytes.count > start
    }
}
