internal import StockNotices
internal import Yams

extension CampaignReader {
    /// Words that make a recall sound smaller than it is, which Article 36(2)(c) of Regulation (EU) 2023/988 forbids.
    private static let belittling = [
        "voluntary", "precautionary", "discretionary", "in rare situations", "in specific situations",
    ]

    /// Reads `notice:`, the texts of letters and messages.
    mutating func notice(
        _ entry: ConfigurationReader.Entry?, _ laws: [Campaign.Jurisdiction]
    ) -> NoticeText {
        var text = NoticeText()
        guard let entry else { return text }
        let keys = ["product", "picture", "numbers", "hazard", "what_to_do", "remedy", "contact"]
        let fields = configuration.entries(of: entry.node, called: "`notice:`", known: keys)
        guard entry.node.mapping != nil else { return text }
        let needed = ["hazard", "what_to_do", "remedy", "contact"] + (laws.isEmpty ? [] : ["product", "numbers"])
        for key in needed where fields[key] == nil {
            configuration.note("`\(key):` is missing", at: entry.node.mark, remedy: "add `\(key): …`")
        }
        note(.picture, at: fields["picture"])
        text.product = paragraphs(fields["product"])
        text.picture = paragraphs(fields["picture"])
        text.numbers = paragraphs(fields["numbers"])
        text.hazard = paragraphs(fields["hazard"])
        text.whatToDo = paragraphs(fields["what_to_do"])
        text.remedy = paragraphs(fields["remedy"])
        text.contact = paragraphs(fields["contact"])
        if laws.contains(.eu) { checkHazard(text.hazard, fields["hazard"]) }
        return text
    }

    private mutating func checkHazard(_ hazard: String, _ entry: ConfigurationReader.Entry?) {
        for words in Self.belittling where hazard.lowercased().contains(words) {
            configuration.note(
                "the hazard may not be called `\(words)` (Article 36 of Regulation (EU) 2023/988)",
                at: entry?.node.mark, remedy: "say plainly what can happen")
        }
    }

    /// A text of one or several lines; other control characters are mistakes.
    private mutating func paragraphs(_ entry: ConfigurationReader.Entry?) -> String {
        guard let entry else { return "" }
        guard let written = entry.node.scalar?.string else {
            configuration.note(
                "`\(entry.key):` must be one text", at: entry.node.mark, remedy: "write `\(entry.key): …`")
            return ""
        }
        let lines = written.split(separator: "\n", omittingEmptySubsequences: false)
        var text = lines.joined(separator: "\n")
        while text.last?.isWhitespace ?? false { text.removeLast() }
        if text.isEmpty {
            configuration.note(
                "`\(entry.key):` has no value", at: entry.node.mark, remedy: "give it one, or remove it")
        }
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.value != 0x0A && (scalar.value < 0x20 || scalar.value == 0x7F)
        }
        if text.unicodeScalars.contains(where: isControl) {
            configuration.note(
                "`\(entry.key):` holds a control character", at: entry.node.mark, remedy: "remove it")
        }
        return text
    }
}
