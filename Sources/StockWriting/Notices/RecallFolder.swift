package import StockModel
package import StockNotices

/// `recalls/<campaign>/`: all that one campaign publishes.
///
/// | file | holds |
/// |---|---|
/// | `units.csv` | one row a unit and claimant, or goods without serials |
/// | `post.csv`, `email.csv`, `channel.csv`, `unreachable.csv` | recipients of affected goods, by how they are reached |
/// | `possibly_affected.csv`, `consignees.csv` | recipients of possibly affected goods; business buyers |
/// | `quarantine.csv` | what to pull from the shelf, reserved units first |
/// | `letters.html` | one letter for each row of `post.csv`, unless none are asked for |
/// | `summary.json` | the figures; written last, so that a folder that has it is complete |
package enum RecallFolder {
    static let unitColumns = [
        "sku", "serial", "quantity", "place", "affected", "lot", "supplier", "asn_id", "channel", "order_id", "line",
        "shipped_at", "recipient_id", "reachable_by",
    ]
    static let quarantineColumns = ["sku", "serial", "place", "lot", "supplier", "asn_id"]

    /// The folder of a campaign inside that of a run.
    package static func path(of campaign: Campaign) -> String {
        "recalls/\(SafeFileName.names(for: [campaign.id])[campaign.id] ?? campaign.id)"
    }

    /// Writes the folder.
    ///
    /// - Parameters:
    ///   - businessDate: The day that letters are dated with.
    ///   - picture: What letters show of the product.
    ///   - hasLetters: Whether there is to be a `letters.html`.
    ///   - folder: Where in `files`; empty for a folder of its own.
    ///   - parts: Writes files on several threads.
    /// - Returns: what a person should know of it, in sentences; `summary.json` has them too.
    @discardableResult
    package static func write(
        _ recall: Recall, of campaign: Campaign, on businessDate: Timestamp, picture: LetterPicture = .none,
        hasLetters: Bool = true, in folder: String, to files: some PersonalFiles, parts: Parts = .one
    ) throws(WritingFailure) -> [String] {
        func file(_ name: String) throws(WritingFailure) -> OutputFile {
            try files.newPersonalFile(folder.isEmpty ? name : "\(folder)/\(name)")
        }
        let letters = hasLetters ? Letters(campaign, on: businessDate, picture: picture) : nil
        var lists: [List] = []
        for kind in ListKind.allCases where kind != .letters || hasLetters {
            lists.append(List(kind: kind, file: try file(kind.rawValue)))
        }
        let made = lists
        let failures = parts.each(made.count) { place -> WritingFailure? in
            do throws(WritingFailure) {
                try write(made[place].kind, of: recall, letters, to: made[place].file)
                return nil
            } catch {
                return error
            }
        }
        if let failure = failures.lazy.compactMap(\.self).first { throw failure }
        let notes = [letters == nil ? nil : picture.problem, letters?.complaint].compactMap(\.self)
        try RecallSummaryFile.write(recall, of: campaign, on: businessDate, notes: notes, to: file("summary.json"))
        return notes
    }

    /// The lists, the longest work first.
    private enum ListKind: String, CaseIterable {
        case letters = "letters.html"
        case post = "post.csv"
        case email = "email.csv"
        case units = "units.csv"
        case channel = "channel.csv"
        case unreachable = "unreachable.csv"
        case possiblyAffected = "possibly_affected.csv"
        case consignees = "consignees.csv"
        case quarantine = "quarantine.csv"
    }

    /// A list on its way to the thread that writes it.
    private struct List: @unchecked Sendable {
        // Sendable: used by one thread alone.
        let kind: ListKind
        let file: OutputFile
    }

    private static func write(
        _ kind: ListKind, of recall: Recall, _ letters: Letters?, to file: OutputFile
    ) throws(WritingFailure) {
        let lists = recall.lists
        switch kind {
        case .letters: try letters?.write(lists.post, to: file)
        case .post: try RecipientList.write(lists.post, to: file)
        case .email: try RecipientList.write(lists.email, to: file)
        case .units: try write(recall.rows, to: file)
        case .channel: try RecipientList.write(lists.channel, to: file)
        case .unreachable: try RecipientList.write(lists.unreachable, withReason: true, to: file)
        case .possiblyAffected: try RecipientList.write(lists.possiblyAffected, withReason: true, to: file)
        case .consignees: try RecipientList.write(lists.consignees.lazy.map(consignee), withReason: true, to: file)
        case .quarantine: try write(recall.quarantine, to: file)
        }
    }

    /// A business buyer by its company's name, and what is asked of it.
    private static func consignee(_ row: NoticeRow) -> NoticeRow {
        var row = row
        row.name = row.company
        row.reason = "business buyer, who must pass the notice on"
        return row
    }

    private static func write(_ rows: [RecallRow], to file: OutputFile) throws(WritingFailure) {
        var writer = ListWriter(file, columns: unitColumns)
        for row in rows {
            writer.text(row.sku)
            writer.text(row.serial)
            writer.number(row.quantity)
            writer.word(row.place.rawValue)
            writer.word(row.doubt == nil ? "yes" : "possibly")
            writer.text(row.lot)
            writer.text(row.supplier)
            writer.text(row.asn)
            writer.text(row.line?.channel ?? .empty)
            writer.text(row.line?.document ?? .empty)
            writer.text(row.line?.line ?? .empty)
            writer.time(row.shippedAt)
            writer.word(row.recipient)
            writer.word(row.ways.words)
            try writer.endRow()
        }
        try writer.finish()
    }

    private static func write(_ rows: [QuarantineRow], to file: OutputFile) throws(WritingFailure) {
        var writer = ListWriter(file, columns: quarantineColumns)
        for row in rows {
            writer.text(row.sku)
            writer.text(row.serial)
            writer.word(row.place.rawValue)
            writer.text(row.lot)
            writer.text(row.supplier)
            writer.text(row.asn)
            try writer.endRow()
        }
        try writer.finish()
    }
}
