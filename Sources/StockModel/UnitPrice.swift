/// The currency of a price: an ISO 4217 code, whose three letters are packed into two bytes.
public struct Currency: BitwiseCopyable, Hashable, Sendable {
    /// Five bits for each letter, `A` being 1; 0 where nobody tells which currency it is.
    public let rawValue: UInt16

    /// A currency of which nobody tells which it is.
    @inlinable public static var unknown: Currency { Currency(rawValue: 0) }

    /// A currency by what `rawValue` gave.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The currency with this code, in capitals or not; nil for what are not three letters.
    @inlinable public init?(code: UnsafeBufferPointer<UInt8>) {
        guard code.count == 3 else { return nil }
        var packed: UInt16 = 0
        for byte in code {
            let letter = byte | 0x20
            guard letter >= 0x61, letter <= 0x7A else { return nil }
            packed = packed << 5 | UInt16(letter - 0x60)
        }
        rawValue = packed
    }
}

extension Currency: CustomStringConvertible {
    /// The code, such as `EUR`; empty where it is not known.
    public var description: String {
        guard rawValue != 0 else { return "" }
        let letters = [rawValue >> 10, rawValue >> 5, rawValue].map { UInt8(truncatingIfNeeded: $0 & 31) + 0x40 }
        return String(decoding: letters, as: UTF8.self)
    }
}

/// What one unit sells for. A price of 0 is none: it stands for a replacement or a gift.
public struct UnitPrice: BitwiseCopyable, Hashable, Sendable {
    /// In hundredths of the currency; 0 for no price.
    public var hundredths: Int32
    /// Of what the hundredths are.
    public var currency: Currency

    /// No price.
    @inlinable public static var none: UnitPrice { UnitPrice(hundredths: 0, currency: .unknown) }

    /// A price of so many hundredths, not negative.
    @inlinable public init(hundredths: Int32, currency: Currency) {
        self.hundredths = hundredths
        self.currency = hundredths > 0 ? currency : .unknown
    }
}

extension UnitPrice {
    /// Both in one number, for a ledger; 0 for no price.
    package var packed: Int64 { Int64(hundredths) << 16 | Int64(currency.rawValue) }

    /// An amount of hundredths, such as `12.05`.
    package static func text(hundredths: Int) -> String {
        let rest = String(hundredths % 100)
        return "\(hundredths / 100)." + (rest.utf8.count < 2 ? "0" : "") + rest
    }

    /// A price by what `packed` gave.
    package init(packed: Int64) {
        self.init(
            hundredths: Int32(clamping: packed >> 16),
            currency: Currency(rawValue: UInt16(truncatingIfNeeded: packed)))
    }
}
