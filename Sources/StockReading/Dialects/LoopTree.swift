/// How the elements of a notice hang together where they form a tree by their numbers, whatever the nesting of the XML:
/// the HL loops of an X12 856. Some loops are lines; what the loops around and inside them say belongs to them.
struct LoopTree: Sendable {
    /// The loop's number, and that of the loop it belongs to.
    var id = DialectField(repeated: .refuse)
    var parent = DialectField(repeated: .refuse)
    /// What kind of loop it is.
    var level = DialectField(repeated: .refuse)
    /// Elements that make a loop a line; relative to the loop.
    var item: [DialectPath] = []
    /// Levels that are lines also without such an element.
    var itemLevels: [String] = []
    /// Levels that are no shipped lines, nor is anything below them.
    var components: [String] = []
    /// Values that a line takes from the nearest loop above it where it has none itself.
    var inherited: [LineField] = []
}

/// One value of a line.
enum LineField: String, CaseIterable, Sendable {
    case number, quantity
    case unitOfMeasure = "unit_of_measure"
    case buyerPart = "buyer_part"
    case supplierPart = "supplier_part"
    case gtin, lot, expiry

    func place(in line: DialectProgram.Line) -> DialectProgram.Field {
        switch self {
        case .number: line.number
        case .quantity: line.quantity
        case .unitOfMeasure: line.unitOfMeasure
        case .buyerPart: line.buyerPart
        case .supplierPart: line.supplierPart
        case .gtin: line.gtin
        case .lot: line.lot
        case .expiry: line.expiry
        }
    }

    func label(in line: LineLevel) -> String {
        switch self {
        case .number: line.number.label
        case .quantity: line.quantity.label
        case .unitOfMeasure: line.unitOfMeasure.label
        case .buyerPart: line.buyerPart.label
        case .supplierPart: line.supplierPart.label
        case .gtin: line.gtin.label
        case .lot: line.lot.label
        case .expiry: line.expiry.label
        }
    }

    /// What counts as no value.
    var blank: DialectRun.Blank {
        switch self {
        case .number, .quantity, .unitOfMeasure: .empty
        case .buyerPart, .supplierPart, .gtin, .lot, .expiry: .noIdentifier
        }
    }
}
