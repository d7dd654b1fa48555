package import StockModel

/// Other writings of the numbers of mobile devices (rule 4 of serials): each has one form that units are matched by.
package enum DeviceNumbers {
    /// Replaces what `scratch` holds by the 15 digits of the IMEI that belongs to an IMEISV of 16 digits, and returns
    /// true; returns false, and leaves `scratch` alone, where `serial` is none.
    ///
    /// An IMEISV is the 8 digits of the type, the 6 of the unit and 2 of the software's version; the IMEI has a Luhn
    /// check digit instead of the version (3GPP TS 23.003, section 6.2).
    package static func imeiFromIMEISV(_ serial: Text, scratch: inout [UInt8]) -> Bool {
        guard serial.count == 16, serial.isAllDigits else { return false }
        let body = serial.slice(0..<14)
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: body.bytes)
        scratch.append(UInt8(0x30 + CheckDigit.luhn(of: body.decimalValue)))
        return true
    }

    /// Replaces what `scratch` holds by the 14 hexadecimal digits of an MEID written as 18 decimal digits, and returns
    /// true; returns false, and leaves `scratch` alone, where `serial` is none.
    ///
    /// The first 10 digits are the manufacturer's 32 bits, the last 8 the unit's 24 bits (3GPP2 S.R0048, section 3);
    /// a part beyond its bits is no MEID.
    package static func meidFromDecimal(_ serial: Text, scratch: inout [UInt8]) -> Bool {
        guard serial.count == 18, serial.isAllDigits else { return false }
        let manufacturer = serial.slice(0..<10).decimalValue
        let unit = serial.slice(10..<18).decimalValue
        guard manufacturer <= 0xFFFF_FFFF, unit <= 0xFF_FFFF else { return false }
        scratch.removeAll(keepingCapacity: true)
        let number = manufacturer << 24 | unit
        for shift in stride(from: UInt64(52), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: number >> shift & 0xF)
            scratch.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
        return true
    }
}
