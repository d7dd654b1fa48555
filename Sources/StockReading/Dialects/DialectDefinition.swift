/// One dialect of despatch advices in XML, as its YAML describes it and validated: how a document is recognised, and
/// where its notices, lines and units have their values.
///
/// The language is described in `docs/definitions.md`. `DialectProgram` compiles a definition for reading.
package struct DialectDefinition: Sendable {
    /// What `sources.csv` calls it.
    package var name: String
    /// What people call it: `UBL despatch advice`.
    package var title: String
    /// Where it was read from.
    package var file: String
    var roots: [DialectRoot] = []
    var notice = NoticeLevel()
    var lines = LineLevel()
    var units: [UnitLevel] = []
    /// Elements whose lot and expiry are those of the units in them.
    var lots: [LotLevel] = []
    /// Where there are no lines but events, of which the shipping ones tell what was sent.
    var events: EventLevel?
    /// Forms of dates, as `TimestampParser` takes them.
    var dates = ["iso"]
    var decimalSeparator = QuantityParser.DecimalSeparator.point
    /// Units of measure that count pieces, beyond those of `Units`.
    var pieces: [String] = []
    /// Texts that stand for no value, beyond those of `Placeholders`.
    var placeholders: [String] = []
}

extension DialectDefinition {
    /// The definition for a source in which so many identifiers in a row name one unit.
    func withIdentifiers(_ perUnit: PerUnit?) -> DialectDefinition {
        guard let perUnit, events == nil else { return self }
        var changed = self
        for index in units.indices where units[index].range == nil { changed.units[index].perUnit = perUnit }
        return changed
    }
}

/// One outermost element that a dialect's documents have, at whatever depth envelopes put it.
struct DialectRoot: Sendable {
    var name: String
    /// Where the element may be from; empty for anywhere, `""` for no namespace, `urn:x:*` for all that start so.
    var namespaces: [String] = []
    /// Elements that must be there as well, below it.
    var has: [DialectPath] = []
}

/// Where one value is looked for: alternatives in order. The first that has a value which is no placeholder counts.
struct DialectField: Sendable {
    enum Alternative: Sendable {
        case path(DialectPath)
        case constant(String)
    }

    /// What happens if one alternative finds several different values.
    enum Repeated: String, Sendable, CaseIterable {
        /// The first counts.
        case first
        /// There is no telling which is right, so the line, or for a notice's field the file, is refused.
        case refuse
        /// There is no telling which is right, so the value counts as absent.
        case ignore
    }

    var alternatives: [Alternative] = []
    var repeated: Repeated
    /// Characters at which a value is split into several; only of serials.
    var separators = ""

    /// The element or attribute that messages name: the first place that is looked at.
    var label: String {
        for case .path(let path) in alternatives { return path.text }
        return ""
    }
}

/// A date and, where it has a place of its own, the time of day.
struct DialectTime: Sendable {
    var date: DialectField
    var time: DialectField?
}

/// The notice: one message of one supplier.
struct NoticeLevel: Sendable {
    /// Relative to the root; `.` for the root itself.
    var at: [DialectPath] = []
    var document = DialectField(repeated: .refuse)
    var supplier = DialectField(repeated: .first)
    /// Alternatives in order.
    var issued: [DialectTime] = []
    var despatched: [DialectTime] = []
    var delivered: [DialectTime] = []
    /// What the notice does to earlier ones of its number.
    var purpose: DialectField?
    var replaceWords: [String] = []
    var cancelWords: [String] = []
}

/// The lines of a notice.
struct LineLevel: Sendable {
    /// Relative to the notice.
    var at: [DialectPath] = []
    var number = DialectField(repeated: .refuse)
    var quantity = DialectField(repeated: .refuse)
    var unitOfMeasure = DialectField(repeated: .refuse)
    var buyerPart = DialectField(repeated: .refuse)
    var supplierPart = DialectField(repeated: .refuse)
    var gtin = DialectField(repeated: .refuse)
    var lot = DialectField(repeated: .ignore)
    var expiry = DialectField(repeated: .ignore)
    /// How the elements hang together where not every one is a line.
    var tree: LoopTree?
}

/// One kind of element that names units of a line.
struct UnitLevel: Sendable {
    /// Relative to the line.
    var at: [DialectPath] = []
    var serial = DialectField(repeated: .refuse)
    var lot = DialectField(repeated: .ignore)
    var expiry = DialectField(repeated: .ignore)
    /// The first and the last serial of a range, in place of a serial.
    var range: SerialRangeLevel?
    /// Further identifiers of the unit; each that has a value counts.
    var also: [DialectField] = []
    var perUnit = PerUnit.one
}

/// An element that says lot and expiry for all units in it that do not say their own.
struct LotLevel: Sendable {
    /// Relative to the line.
    var at: [DialectPath] = []
    var lot = DialectField(repeated: .ignore)
    var expiry = DialectField(repeated: .ignore)
}

/// Where the ends of a range of serials stand.
struct SerialRangeLevel: Sendable {
    var from = DialectField(repeated: .refuse)
    var to = DialectField(repeated: .refuse)
}
