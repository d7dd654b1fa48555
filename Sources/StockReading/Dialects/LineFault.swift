/// Why a line, or for a notice's own values the file, cannot be taken.
struct LineFault: Error {
    /// The element at fault, as the definition writes its path.
    let field: String
    /// The value at fault, shortened.
    let value: String
    /// What is wrong and what to do.
    let problem: String

    init(_ field: String, _ value: Bytes, _ problem: String) {
        self.field = field
        self.value = RowProblem.shortened(value)
        self.problem = problem
    }

    static let severalValues =
        "The element stands there several times with different values, and nothing tells which is right; write one."
    static let noGoods =
        "The line names no goods: there is no buyer's part number, no supplier's part number and no GTIN. Ask the sender "
        + "to add one."
    static let noQuantity =
        "The line has neither a quantity nor serials, so nobody knows how much was sent; ask the sender for the quantity."
    static let noDocument =
        "The notice has no number, so it cannot be told from others; ask the sender to send it again with its number."
    static let noDate =
        "The notice has no date of delivery, despatch or issue; ask the sender to send it again with one."
}
