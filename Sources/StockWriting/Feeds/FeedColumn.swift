/// A column by the names that exports have for it. They are compared without regard to case, white space, `_`, `-` and a
/// `*` in front, which marks columns that must be filled; a name that ends in `*` stands for all that begin so.
struct FeedColumn: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    /// As people read them.
    let names: [String]
    private let exact: Set<String>
    private let beginnings: [String]

    init(stringLiteral name: String) { self.init([name]) }

    init(arrayLiteral names: String...) { self.init(names) }

    private init(_ names: [String]) {
        self.names = names
        exact = Set(names.filter { !$0.hasSuffix("*") }.map { Self.fold($0) })
        beginnings = names.filter { $0.hasSuffix("*") }.map { Self.fold(String($0.dropLast())) }
    }

    /// Where the column stands in a header whose names are folded; nil where it does not.
    func index(in folded: [String]) -> Int? {
        folded.firstIndex { name in exact.contains(name) || beginnings.contains { name.hasPrefix($0) } }
    }

    static func fold(_ name: String) -> String {
        let marked = name.unicodeScalars.drop { $0.properties.isWhitespace || $0 == "*" || $0 == "\u{FEFF}" }
        var folded = String.UnicodeScalarView()
        folded.append(contentsOf: marked.filter { !$0.properties.isWhitespace && $0 != "_" && $0 != "-" })
        return String(folded).lowercased()
    }
}
