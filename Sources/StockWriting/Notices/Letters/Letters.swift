internal import Mustache
internal import StockModel
internal import StockNotices

/// `letters.html`: one page for people to print, a letter of one sheet for each recipient by post.
///
/// It asks no other machine for anything, and runs nothing. Each letter is rendered and written by itself, so that a hundred
/// thousand take the memory of one.
struct Letters {
    private static let step = 256 * 1024
    private let layout: LetterLayout
    private let common: LetterView.Common
    private let picture: LetterPicture
    private let campaign: String

    /// - Parameter day: The date of the letters.
    init(_ campaign: Campaign, on day: Timestamp, picture: LetterPicture) {
        self.picture = picture
        self.campaign = campaign.id
        let notice = LetterNotice(campaign, picture: picture)
        layout = LetterLayout(notice, hasPicture: picture.isEmbedded)
        common = LetterView.Common(notice, layout, picture: picture, day: day)
    }

    /// What is wrong with the texts, see `LetterLayout.complaint`.
    var complaint: String? { layout.complaint }

    func write(_ rows: some Collection<NoticeRow>, to file: OutputFile) throws(WritingFailure) {
        let style = HTMLText(html: LetterTemplate.style(layout, picture: picture.data))
        var bytes = Array(LetterTemplate.start.render(["campaign": HTMLText(campaign), "style": style]).utf8)
        if rows.isEmpty { bytes.append(contentsOf: LetterTemplate.nobody.utf8) }
        var countries = CountryNames()
        for row in rows {
            let view = LetterView(common, row, AddressBlock(row, &countries), LetterFacts(row, layout))
            bytes.append(contentsOf: LetterTemplate.letter.render(view).utf8)
            if bytes.count >= Self.step {
                try file.write(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        bytes.append(contentsOf: LetterTemplate.end.utf8)
        try file.write(bytes)
        try file.finish()
    }
}
