package import StockNotices
internal import StockModel

/// `warranty/`: who is to be written to because a warranty ends soon, and the whole register. Both are personal.
package enum WarrantyFiles {
    package static let expiringPath = "warranty/expiring.csv"
    package static let registerPath = "warranty/register.csv"
    static let registerColumns = [
        "serial", "sku", "name", "buyer_name", "buyer_email", "channel", "order_id", "starts_on", "ends_on", "state",
    ]

    /// Writes `expiring.csv`: one row a recipient and last day.
    package static func writeExpiring(
        _ list: ExpiringList, to files: some PersonalFiles, at path: String = expiringPath
    ) throws(WritingFailure) {
        let file = try files.newPersonalFile(path)
        var writer = ListWriter(file, columns: RecipientList.columns + ["ends_on"])
        for row in list.rows.sorted(by: precedes) {
            RecipientList.append(row.notice, to: &writer)
            writer.day(row.endsOn)
            try writer.endRow()
        }
        try writer.finish()
    }

    /// Of one recipient's rows all columns are alike up to the channels.
    private static func precedes(_ a: ExpiringList.Row, _ b: ExpiringList.Row) -> Bool {
        if a.notice.recipient != b.notice.recipient {
            return ByteOrder.precedes(a.notice.recipient, b.notice.recipient)
        }
        for column in [\NoticeRow.channels, \.orders, \.skus, \.serials] {
            let cells = [a, b].map { $0.notice[keyPath: column].map(\.description).joined(separator: ";") }
            let order = ByteOrder.compare(cells[0], cells[1])
            if order != 0 { return order < 0 }
        }
        return a.endsOn < b.endsOn
    }

    /// Writes `register.csv` from rows that come in their order (`RegisterRow.precedes`), each made only when it is written.
    package static func writeRegister(
        _ rows: some Sequence<RegisterRow>, to files: some PersonalFiles, at path: String = registerPath
    ) throws(WritingFailure) {
        var writer = try RegisterWriter(files, at: path)
        for row in rows { try writer.append(row) }
        try writer.finish()
    }

    /// Writes `register.csv` row by row, in their order.
    package struct RegisterWriter: ~Copyable {
        private var writer: ListWriter

        package init(_ files: some PersonalFiles, at path: String) throws(WritingFailure) {
            writer = ListWriter(try files.newPersonalFile(path), columns: registerColumns)
        }

        package mutating func append(_ row: RegisterRow) throws(WritingFailure) {
            writer.text(row.serial)
            writer.text(row.sku)
            writer.text(row.name)
            writer.text(row.buyerName)
            writer.text(row.buyerEmail)
            writer.text(row.channel)
            writer.text(row.order)
            writer.day(row.window.startsOn)
            writer.day(row.window.endsOn)
            writer.word(row.state.rawValue)
            try writer.endRow()
        }

        /// Puts the file on disk.
        package mutating func finish() throws(WritingFailure) { try writer.finish() }
    }
}
