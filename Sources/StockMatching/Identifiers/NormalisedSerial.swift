package import StockModel

/// What became of a serial as written (rules 1, 2, 3 and 5 of serials).
package enum NormalisedSerial: BitwiseCopyable, Sendable {
    /// No serial at all: empty or a placeholder. With the GTIN of the carrier that held no serial, where there was one.
    case none(GTIN?)
    /// The written bytes are the serial; nothing was copied, and no carrier was involved.
    case asWritten(Text)
    /// The serial is in the scratch bytes, until they are used again. With the GTIN of the carrier, where there was one.
    case changed(GTIN?)

    /// The GTIN that a carrier held.
    package var gtin: GTIN? {
        switch self {
        case .none(let gtin), .changed(let gtin): gtin
        case .asWritten: nil
        }
    }
}
