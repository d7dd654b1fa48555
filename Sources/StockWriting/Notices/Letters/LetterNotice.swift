internal import StockModel
internal import StockNotices

/// What all letters of a campaign say: the elements that Article 36(2) of Regulation (EU) 2023/988 and 16 CFR 1115.27 name, in
/// the order of the former's template (Implementing Regulation (EU) 2024/1435).
struct LetterNotice {
    /// A heading and what stands under it.
    struct Section {
        let heading: String
        let paragraphs: [String]

        var isEmpty: Bool { paragraphs.isEmpty }

        /// - Parameter text: As the campaign has it: paragraphs separated by line ends.
        init(_ heading: String, _ text: String) {
            self.heading = heading
            paragraphs = text.split(whereSeparator: \.isNewline).map { SafeText.trimmed(String($0)) }
                .filter { !$0.isEmpty }
        }
    }

    static let greeting = "Dear customer,"
    static let closing =
        "Please also tell anybody else who may use the product. If you gave or sold it to somebody, pass this letter on."

    /// In the words that the Regulation asks for; in capitals as is usual in the United States.
    let headline: String
    let title: String
    let product: [Section]
    let hazard: Section
    /// What to do, the remedy, and the contact.
    let action: [Section]
    /// The first line of the contact, which stands at the top where it is short.
    let sender: String
    let campaign: String
    /// In days since 1970-01-01.
    let issued: Int

    init(_ campaign: Campaign, picture: LetterPicture) {
        headline = campaign.jurisdictions == [.us] ? "PRODUCT SAFETY RECALL" : "Product safety recall"
        title = SafeText.trimmed(campaign.title)
        self.campaign = campaign.id
        issued = campaign.issued
        let notice = campaign.notice
        let seen = picture.address.isEmpty ? "" : "\nPicture: \(picture.address)"
        product = [
            Section("The product", notice.product + seen), Section("How to recognise it", notice.numbers),
        ].filter { !$0.isEmpty }
        hazard = Section("The hazard", notice.hazard)
        let contact = Section("Contact", notice.contact)
        action = [Section("What to do now", notice.whatToDo), Section("Your remedy", notice.remedy), contact]
            .filter { !$0.isEmpty }
        sender = contact.paragraphs.first ?? ""
    }

    /// How a letter begins.
    static func opening(_ kind: NoticeKind) -> String {
        switch kind {
        case .first:
            "Our records show that you bought the product named below. It is being recalled because it is a hazard to "
                + "your safety. Please read this letter now, and do what it says."
        case .more:
            "We have written to you about this recall before. More of what you bought is affected: this letter names all "
                + "of your units that we know of. Please read it now, and do what it says."
        case .repeat:
            "We have written to you about this recall before, and do not know yet that your units were dealt with. "
                + "The hazard remains. Please read this letter now, and do what it says."
        }
    }
}

/// Days as letters write them.
enum LetterDate {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// Such as `2 November 2026`, which nobody reads as a day of February.
    static func words(day: Int) -> String {
        let civil = Timestamp(day: day).civil
        return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
    }
}
