internal import StockModel
internal import StockNotices

/// A list of recipients, one row each: `post.csv`, `email.csv` and their like, and `warranty/expiring.csv`.
enum RecipientList {
    static let columns = [
        "recipient_id", "notice", "name", "email", "phone", "address1", "address2", "city", "region", "postcode",
        "country", "channel", "order_ids", "skus", "serials",
    ]

    /// Writes rows that come in their order, with why they are on the list in a last column where that is asked for.
    static func write(
        _ rows: some Sequence<NoticeRow>, withReason: Bool = false, to file: OutputFile
    ) throws(WritingFailure) {
        var writer = ListWriter(file, columns: columns + (withReason ? ["reason"] : []))
        for row in rows {
            append(row, to: &writer)
            if withReason { writer.text(row.reason) }
            try writer.endRow()
        }
        try writer.finish()
    }

    /// Appends the cells that all lists have.
    static func append(_ row: NoticeRow, to writer: inout ListWriter) {
        writer.word(row.recipient)
        writer.word(row.notice.rawValue)
        writer.text(row.name)
        writer.text(row.email)
        writer.text(row.phone)
        writer.text(row.address[.address1])
        writer.text(row.address[.address2])
        writer.text(row.address[.city])
        writer.text(row.address[.region])
        writer.text(row.address[.postcode])
        writer.text(row.address[.country])
        writer.list(row.channels)
        writer.list(row.orders)
        writer.list(row.skus)
        writer.list(row.serials)
    }
}
