/// Why a row cannot be taken.
struct RowProblem: Error {
    /// The column at fault, as the file calls it; may be empty.
    var column = ""
    /// The value at fault, shortened; empty where it is none of anybody's business.
    var value = ""
    /// What is wrong and what to do.
    var text: String

    init(column: String = "", value: Bytes = .none, _ text: String) {
        self.column = column
        self.value = Self.shortened(value)
        self.text = text
    }

    /// The most bytes of a value that a message shows.
    private static let shown = 120

    /// A value as messages show it: at most so many bytes, cut between characters.
    static func shortened(_ value: Bytes) -> String {
        guard value.count > shown else { return value.text }
        var end = shown
        while end > 0, value[end] & 0xC0 == 0x80 { end -= 1 }
        return value.part(0..<end).text + "…"
    }
}
