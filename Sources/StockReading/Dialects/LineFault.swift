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

    init(field: String, value: String, problem: String) {
        self.field = field
        self.value = value
        self.problem = problem
    }

    static let severalValues =
        "The element stands there several times with different values, and nothing tells which is right; write one."
    static let noGoods =
        "The line names no goods: there is no buyer's part number, no supplier's part number and no GTIN. Ask the sender "
        + "to add one."
    static let noQuantity =
        "The line has neither a quantity nor serials, so nobody knows how much was sent; ask the sender for the quantity."
    static let noLevel =
        "Nothing says whether this is a shipped article or a component of one; ask the sender for the level of the loop."
    static let noParent =
        "The loop does not say to which other it belongs, as others in this notice do; ask the sender for it."
    static let lostLoop =
        "There is no loop of this number before it, so nobody knows what it belongs to; ask the sender for the whole "
        + "notice."
    static let serialsOfSeveralLines =
        "The serials of this pack are not those of one line: there are several articles in it. Ask the sender to list them "
        + "with the articles."
    static let serialsWithoutLine =
        "There is no article above or below this pack to which its serials could belong; ask the sender for the whole notice."
    static let noTime =
        "The event has no time, so nobody knows what was packed when it happened; ask the sender for it."
    static let noAction = "The event does not say whether it packs or unpacks; ask the sender for its action."
    static let noPack =
        "The event packs or unpacks something and does not say into or out of what; ask the sender for the pack."
    static let noChildren =
        "The event packs nothing, so what is in the pack is not known; ask the sender for what it packed."
    static let unknownContents =
        "What is in this pack is not told by this message, so its units cannot be counted; ask the sender to send the packing "
        + "events together with the shipping event."
    static let noArticle =
        "This identifier names no article that can be counted: no SGTIN, LGTIN or GS1 Digital Link with a GTIN. Ask the "
        + "sender for one of these."
    static let notShipped =
        "The message says that this was not sent after all, but not by which of its events it was sent before; if another "
        + "message sent it, take it out by an adjustment."
    static let endless =
        "The events of this document ship the same goods over and over, far beyond what it names; ask the sender for a right "
        + "one."
    static let noDocument =
        "The notice has no number, so it cannot be told from others; ask the sender to send it again with its number."
    static let noDate =
        "The notice has no date of delivery, despatch or issue; ask the sender to send it again with one."
}
