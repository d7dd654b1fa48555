internal import StockModel

/// A message in the envelope of ISO/IEC 15434: `[)>` RS, then one or several parts, each with two digits for its format,
/// GS, its fields separated by GS, and RS; at the end EOT. A scanner may leave out the end.
enum ScanEnvelope {
    private static let recordSeparator: UInt8 = 0x1E
    private static let endOfTransmission: UInt8 = 0x04

    /// What all parts of the message say.
    static func fields(of text: [UInt8]) throws(ScanProblem) -> ScanFields {
        var rest = text[LabelScan.envelope.count...]
        guard rest.first == recordSeparator else { throw .noSeparators }
        if rest.last == endOfTransmission { rest.removeLast() }
        var fields = ScanFields()
        for part in rest.split(separator: recordSeparator) { fields.add(try self.fields(ofPart: part)) }
        return fields
    }

    private static func fields(ofPart part: ArraySlice<UInt8>) throws(ScanProblem) -> ScanFields {
        let format = String(decoding: part.prefix(2), as: UTF8.self)
        let body = Array(part.dropFirst(2))
        guard body.first == ApplicationIdentifier.separator else { throw .noSeparators }
        switch format {
        case "05":
            guard let fields = ScanFields(elementString: body) else { throw .brokenElementString }
            return fields
        case "06":
            guard let fields = ScanFields(identified: body) else { throw .brokenFields }
            return fields
        default: throw .unknownFormat(format)
        }
    }
}
