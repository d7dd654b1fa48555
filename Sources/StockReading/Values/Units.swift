/// Which units of measure count pieces: one article each.
///
/// Codes of UN/ECE Recommendation 20 (`C62` one, `EA` each, `H87` and `PCE` piece, `NAR` number of articles) and 21
/// (`XPP` piece, as UBL writes it), X12 element 355 (`EA`, `PC`, `UN` unit), and the words that senders write in their
/// place. Pairs, sets, dozens, packs, and all weights, lengths and volumes are no pieces: how many units they hold, the
/// code does not say. `ST` is left out because it is a piece to SAP, a sheet to Recommendation 20 and a set to X12; a
/// definition that knows its senders adds it. No unit at all means pieces.
package struct Units: Sendable {
    private static let known = [
        "C62", "EA", "H87", "PCE", "NAR", "XPP", "PC", "UN", "EACH", "PIECE", "PIECES", "PCS", "UNIT", "UNITS", "ITEM",
        "ITEMS", "ARTICLE", "ARTICLES", "STK", "STUECK", "Stück", "STÜCK",
    ]

    private let pieces: Words<Bool>

    /// The units above, and `further` ones that count pieces for this sender.
    package init(further: [String] = []) {
        pieces = Words((Self.known + further).map { ($0, true) })
    }

    /// Whether the unit counts pieces; case and white space around it do not matter.
    package func isPiece(_ unit: Bytes) -> Bool {
        let written = unit.trimmed
        return written.count == 0 || pieces[written] != nil
    }

    /// What is wrong with a line without serials in another unit, and what to do.
    package static let problem =
        "The unit of measure does not count pieces and the line lists no serials, so its number of units is unknown; ask "
        + "the sender for pieces."
}
