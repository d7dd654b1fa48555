/// Where a value stands, relative to the element of its level: `Item/SellersItemIdentification/ID`, `@quantity`,
/// `DeliveredQuantity/@unitCode`, `.` for the level's own text, and with a leading `/` from the root of the document.
///
/// Elements and attributes are named by their local names. Behind an element may stand conditions in brackets, all of
/// which must hold: `S_DTM[D_374=011]/D_373`. See `DialectCondition`.
struct DialectPath: Sendable, Equatable {
    /// One step to a child element.
    struct Step: Sendable, Equatable {
        var name: String
        var conditions: [DialectCondition] = []
    }

    var isFromRoot = false
    var steps: [Step] = []
    /// The attribute that holds the value; nil where it is the element's text.
    var attribute: String?
    /// As written, for messages and as identity.
    var text: String

    /// The path as written up to and including the step at `index`, conditions included.
    func prefix(through index: Int) -> String {
        steps[...index].map { $0.name + $0.conditions.map(\.text).joined() }.joined(separator: "/")
    }
}

/// What must hold for an element to count, written in brackets behind its name. Paths are relative to that element.
///
/// | condition | holds where |
/// |---|---|
/// | `[Serial]`, `[!Serial]` | there is such an element or attribute, be it empty; there is none |
/// | `[Role=supplier]` | a value at the path is this text |
/// | `[@type=ean\|gtin]` | … one of these texts |
/// | `[Level!=F]` | no value at the path is this text |
///
/// Texts compare exactly, once white space is trimmed; in quotes (`'…'`) they may hold `|` and `]`.
struct DialectCondition: Sendable, Equatable {
    var path: DialectPath
    /// The texts it looks for; empty where it is enough to be there.
    var values: [String] = []
    /// Holds where nothing of that kind was found.
    var isNegated = false
    /// As written, brackets included.
    var text: String
}
