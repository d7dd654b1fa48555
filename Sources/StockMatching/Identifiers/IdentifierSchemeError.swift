/// A catalogue's `identifier` that says nothing: no known word, or a pattern that cannot be read.
package struct IdentifierSchemeError: Error, Equatable {
    package enum Reason: Equatable, Sendable {
        case unknownWord
        case badPattern(SerialPatternError)
    }

    /// The `identifier` as written.
    package let written: String
    /// The 1-based character of `written` at which the trouble begins.
    package let column: Int
    package let reason: Reason

    /// What is wrong, as a sentence without its full stop.
    package var message: String {
        switch reason {
        case .unknownWord: "“\(written)” is no kind of identifier"
        case .badPattern(let error): "the pattern cannot be used: \(error.message)"
        }
    }

    /// What to do about it, as a sentence without its full stop.
    package var remedy: String {
        switch reason {
        case .unknownWord: "write any, imei, meid, vin, gs1, or pattern: and what serials look like"
        case .badPattern(let error): error.remedy
        }
    }
}

extension IdentifierSchemeError: CustomStringConvertible {
    /// Message, the text as written with a caret below the place, and the remedy.
    package var description: String {
        """
        column \(column): \(message)
          \(written)
          \(String(repeating: " ", count: column - 1))^
          Do: \(remedy)
        """
    }
}
