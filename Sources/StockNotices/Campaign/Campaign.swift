package import StockModel

/// A recall: what it affects, and what people are told.
package struct Campaign: Sendable, Equatable {
    /// Whose law says what a notice must have.
    package enum Jurisdiction: String, Sendable, CaseIterable {
        /// Regulation (EU) 2023/988, Article 36.
        case eu
        /// 16 CFR part 1115, subpart C.
        case us
    }

    /// Names its folder: letters, digits, `-`, `_` and `.`.
    package var id: String
    package var title: String
    /// In days since 1970-01-01.
    package var issued: Int
    package var jurisdictions: [Jurisdiction] = []
    package var scope: Scope
    package var notice: NoticeText

    package init(id: String, title: String, issued: Int, scope: Scope, notice: NoticeText = NoticeText()) {
        self.id = id
        self.title = title
        self.issued = issued
        self.scope = scope
        self.notice = notice
    }

    /// The day of issue as a time that sales are compared with.
    package var issuedAt: Timestamp { Timestamp(day: issued) }
}

/// What the people who hold an affected unit are told, in the campaign's own words. Paragraphs are separated by line ends.
package struct NoticeText: Sendable, Equatable {
    /// Name and brand.
    package var product = ""
    /// A file beside the campaign, or an address.
    package var picture = ""
    /// Which numbers say whether a unit is meant, and where they stand on it.
    package var numbers = ""
    package var hazard = ""
    package var whatToDo = ""
    package var remedy = ""
    package var contact = ""

    package init() {}
}
