internal import StockModel

/// Rows of people who were told: in a campaign and its wave, or that a warranty ends on a day.
extension NoticeBuilder {
    /// Puts a row's words and numbers among its texts, as they are kept: `yes`, and digits.
    func addTold(_ row: RowCells, _ texts: inout [Bytes]) throws(RowProblem) {
        let isPossible = try values.word(slots.possibly, row, &flags, .possibly) ?? false
        texts[NoticeRecord.Part.possibly.rawValue] = isPossible ? kept("yes") : .none
        for (part, slot) in [(NoticeRecord.Part.wave, slots.wave), (.band, slots.band)] {
            texts[part.rawValue] = try values.number(slot, row).map { kept(String($0)) } ?? .none
        }
    }

    /// Whether a row says who was told, and of what.
    func checkTold(_ record: NoticeRecord, _ texts: [Bytes], _ row: RowCells) throws(RowProblem) {
        func isEmpty(_ part: NoticeRecord.Part) -> Bool { texts[part.rawValue].count == 0 }
        if isEmpty(.document) {
            throw values.missing(slots.document, "order", "Write the number of the order whose buyer was told.")
        }
        if isEmpty(.line) {
            throw values.missing(
                slots.line, "line of the order",
                "Write its number or, where the channel has none, the SKU and its occurrence in the order: `TD-100#1`.")
        }
        if !isEmpty(.campaign), !record.at.isAbsent {
            throw RowProblem(
                column: map.name(Int(slots.at.column)),
                "The row tells of a campaign and of the end of a warranty. Write a row for each.")
        }
        if isEmpty(.campaign), record.at.isAbsent {
            throw values.missing(
                slots.campaign, "campaign",
                "Write the id of the campaign in which the buyer was told, or instead the day on which the warranty ends "
                    + "of which he was.")
        }
        if !isEmpty(.campaign), texts[NoticeRecord.Part.wave.rawValue].text == "0" {
            throw RowProblem(
                column: map.name(Int(slots.wave.column)), value: texts[NoticeRecord.Part.wave.rawValue],
                "Waves are counted from 1. An empty cell is the first.")
        }
        if isEmpty(.campaign), isEmpty(.band) {
            throw values.missing(
                slots.band, "number of days",
                "Write how many days before the end the buyer was written to at the latest.")
        }
    }
}
