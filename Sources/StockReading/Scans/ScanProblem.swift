/// Why a scan gives no serial. The scan is refused and nothing is guessed.
enum ScanProblem: Error, Equatable {
    case oneAsterisk
    case noIdentifier
    case unknownIdentifier(String)
    case noSerial([String])
    case severalSerials([String])
    case box(quantity: String)
    case brokenCAGE
    case brokenFields
    case brokenElementString
    case numberOrElementString
    case identifiersOfTwoKinds
    case noSeparators
    case unknownFormat(String)

    /// What is wrong and what to do.
    var text: String {
        switch self {
        case .oneAsterisk:
            "The scan has only one of the two asterisks that Code 39 has around it, so it may be cut off. \(Self.again)"
        case .noIdentifier:
            "The scan begins with no data identifier, and this source's cells are scans, so nobody can tell whether its "
                + "first letters belong to the serial. Write S in front of a bare serial, or scan the label that has one."
        case .unknownIdentifier(let identifier):
            "The scan begins with \(identifier), which may be a data identifier that names no unit, or the beginning of a "
                + "bare serial. Write S in front of a bare serial, or scan the label of the serial."
        case .noSerial(let others):
            "The scan names \(others.joined(separator: ", ")), and no unit. Scan the label of the serial."
        case .severalSerials(let serials):
            "The scan names \(serials.joined(separator: " and ")), and nothing tells whether these are several units or one. "
                + "Write the unit's serial with S in front."
        case .box(let quantity):
            "The scan is of a label for \(quantity) units and has not as many serials: it is a box's. Scan the unit's own "
                + "label."
        case .brokenCAGE:
            "Behind 18S stand a CAGE code of five characters and the serial; this is shorter. \(Self.again)"
        case .brokenFields:
            "The scan has several fields, of which one begins with no data identifier. \(Self.again)"
        case .brokenElementString:
            "The scan says that it is GS1 data, but its application identifiers cannot be read to the end. \(Self.again)"
        case .numberOrElementString:
            "The scan is a number that may be a serial as it stands, or GS1 data without its mark. Set the scanner up to "
                + "send symbology identifiers (]C1), or write S in front of a bare serial."
        case .identifiersOfTwoKinds:
            "The scan can be read with GS1's application identifiers and with ANSI's data identifiers. Set the scanner up "
                + "to send symbology identifiers (]C1), or write S in front of a bare serial."
        case .noSeparators:
            "The scan begins with [)> and has lost the separators behind it. Set the scanner up to send control characters, "
                + "or to write them as {GS}, {RS} and {EOT}."
        case .unknownFormat(let format):
            "The scan is an ISO/IEC 15434 message of format \(format); 05 and 06 are read. Write the unit's serial with S "
                + "in front."
        }
    }

    private static let again = "Scan it again."
}
