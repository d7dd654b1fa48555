package import StockNotices

/// How large the texts of a campaign are printed, so that every letter is one page: the longer they are the smaller.
///
/// Heights are counted in lines of `LineBreaker`, whose estimates are on the safe side; the CSS of `LetterTemplate` has the same
/// measures.
package struct LetterLayout {
    /// The measures of the body, in em of its print; `LetterTemplate` uses the same.
    enum Measure {
        static let line = 1.3
        /// Above each paragraph but the first of a section's.
        static let paragraph = 0.25
        /// Above each section.
        static let section = 0.6
        /// Around the hazard, above and below, and what it takes of the width.
        static let frame = 0.35
        static let frameWidth = 1.6
        /// In points.
        static let pictureWidth = 44 * LetterPage.pointsPerMillimetre
        static let pictureHeight = 34 * LetterPage.pointsPerMillimetre
        static let pictureGap = 5 * LetterPage.pointsPerMillimetre
        /// Lines that stay empty, for where a browser breaks otherwise than thought.
        static let slack = 1.5
        /// Lines that are left for a recipient's own units at least.
        static let units = 7.0
    }

    /// Print that people read without effort, in points.
    private static let readable = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7]
    /// What is left for texts that are too long for that: small, but whole.
    private static let tiny = [6.5, 6, 5.5, 5, 4.5, 4, 3.5, 3]
    private static let titles = [14.0, 13, 12, 11, 10, 9, 8, 7, 6, 5]

    /// Of the body, in points.
    let size: Double
    /// Of the title.
    let titleSize: Double
    /// Whether the sender's line fits.
    let hasSender: Bool
    /// For a recipient's own units, in points.
    let unitsHeight: Double
    private let problem: Problem?

    /// What is too long, and how much of it there is for what would fit.
    private enum Problem {
        case title
        case texts(excess: Double)
    }

    init(_ notice: LetterNotice, hasPicture: Bool) {
        let height = LetterPage.body.heightInPoints
        func rest(_ size: Double) -> Double { height - size * Self.bodyHeight(notice, hasPicture, size: size) }
        func fits(_ size: Double) -> Bool { rest(size) >= size * Measure.line * Measure.units }
        let smallest = Self.readable.last ?? 7
        let readable = Self.readable.first(where: fits)
        size = readable ?? Self.tiny.first(where: fits) ?? Self.tiny.last ?? smallest
        unitsHeight = rest(size)
        let width = LetterPage.head.widthInPoints
        let title = Self.titles.first { size in
            let lines = LineBreaker.count([notice.title], width: width / size / TextWidth.bold)
            return Double(lines) * size * 1.2 <= 34
        }
        titleSize = title ?? Self.titles.last ?? smallest
        hasSender =
            !notice.sender.isEmpty && TextWidth.of(notice.sender) * LetterTemplate.senderSize <= width
        if readable == nil {
            let needed = smallest * (Self.bodyHeight(notice, hasPicture, size: smallest) + Measure.line * Measure.units)
            problem = .texts(excess: 1 - height / needed)
        } else {
            problem = title.map { $0 < smallest } ?? true ? .title : nil
        }
    }

    /// What is wrong with the texts of a campaign's notice as letters print them, and what to do: they are too long for one page
    /// of readable print. Nil where all is well.
    package static func complaint(_ campaign: Campaign, picture: LetterPicture = .none) -> String? {
        LetterLayout(LetterNotice(campaign, picture: picture), hasPicture: picture.isEmbedded).complaint
    }

    var complaint: String? {
        switch problem {
        case nil: nil
        case .title: "the title is too long to be read in letters: shorten it to some 200 characters"
        case .texts(let excess):
            "the texts of the notice are too long for a letter of one page, and would be printed smaller than "
                + "7 points: shorten them by a \(Self.share(excess))"
        }
    }

    private static func share(_ excess: Double) -> String {
        switch excess {
        case ..<0.1: "tenth"
        case ..<0.25: "quarter"
        case ..<0.34: "third"
        case ..<0.5: "half"
        default: "large part; \(Int((excess * 100).rounded(.up))) % do not fit"
        }
    }

    // MARK: Heights

    /// All but the recipient's units, in em.
    private static func bodyHeight(_ notice: LetterNotice, _ hasPicture: Bool, size: Double) -> Double {
        let width = LetterPage.body.widthInPoints / size
        let opening = NoticeKind.allCases.map { LineBreaker.count([LetterNotice.opening($0)], width: width) }.max() ?? 0
        var height = Measure.line * (1 + Double(opening)) + Measure.paragraph + Measure.slack * Measure.line
        let aside = hasPicture ? (Measure.pictureWidth + Measure.pictureGap) / size : 0
        let product = notice.product.reduce(0) { $0 + Self.height($1, width: width - aside) }
        height += hasPicture ? max(product, Measure.section + Measure.pictureHeight / size) : product
        // The heading above the units.
        height += Measure.section + Measure.line
        if !notice.hazard.isEmpty {
            height += 2 * Measure.frame + Self.height(notice.hazard, width: width - Measure.frameWidth)
        }
        height += notice.action.reduce(0) { $0 + Self.height($1, width: width) }
        height += Measure.section + Measure.line * Double(LineBreaker.count([LetterNotice.closing], width: width))
        return height
    }

    private static func height(_ section: LetterNotice.Section, width: Double) -> Double {
        let lines = 1 + LineBreaker.count(section.paragraphs, width: width)
        return Measure.section + Measure.line * Double(lines)
            + Measure.paragraph * Double(max(0, section.paragraphs.count - 1))
    }
}
