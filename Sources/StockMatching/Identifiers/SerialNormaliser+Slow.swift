internal import StockModel

extension SerialNormaliser {
    /// The rules in full, for any serial. `normalise` gives the same for those that it does not pass on.
    @inline(never)
    func normaliseSlowly(_ written: Text, scratch: inout [UInt8]) -> NormalisedSerial {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: written.bytes)
        SerialCharacters.clean(&scratch, keepsCase: keepsCase)
        dropCaptions(&scratch)
        var carrier = openCarrier(&scratch)
        dropHyphensAndCaptions(&scratch)
        if carrier == nil, dropsHyphens {
            // A hyphen may have hidden one.
            carrier = openCarrier(&scratch)
            dropHyphensAndCaptions(&scratch)
        }
        let gtin = carrier?.gtin
        return scratch.withUnsafeBufferPointer { bytes in
            let serial = Text(base: bytes.baseAddress, count: bytes.count)
            if placeholders.holds(serial) || bytes.allSatisfy({ $0 == 0x30 }) { return .none(gtin) }
            return carrier == nil && serial == written ? .asWritten(written) : .changed(gtin)
        }
    }

    private func dropHyphensAndCaptions(_ bytes: inout [UInt8]) {
        if dropsHyphens, bytes.contains(UInt8(ascii: "-")) {
            bytes.removeAll { $0 == UInt8(ascii: "-") }
            SerialCharacters.clean(&bytes, keepsCase: keepsCase)
        }
        dropCaptions(&bytes)
    }

    private func dropCaptions(_ bytes: inout [UInt8]) {
        let length = Caption.length(in: bytes)
        if length > 0 { bytes.removeFirst(length) }
    }

    /// Puts the serial in place of the carrier that holds it, if it is one, and returns the carrier.
    private func openCarrier(_ bytes: inout [UInt8]) -> Carrier? {
        let found = bytes.withUnsafeBufferPointer { Carrier(Text(base: $0.baseAddress, count: $0.count)) }
        guard let carrier = found else { return nil }
        bytes.removeSubrange(carrier.serial.upperBound...)
        bytes.removeFirst(carrier.serial.lowerBound)
        if carrier.isEscaped, let plain = PercentEscapes.decoded(bytes) {
            bytes = plain
            SerialCharacters.clean(&bytes, keepsCase: keepsCase)
        }
        return carrier
    }
}
