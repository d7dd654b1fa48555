import StockModel

/// The rules that a ledger was last folded by, as it keeps them; all but the business date.
enum StoredRules {
    /// What is raised when the folds conclude something else from the same records.
    private static let version = "1"

    static func text(_ rules: Rules) -> String {
        ([
            version, rules.serialScope.rawValue, rules.dropHyphens ? "drops" : "keeps",
            rules.keepsCase ? "as-written" : "upper", String(rules.staleOpenDays),
            rules.dropsStaleOpen ? "dropped" : "committed",
        ] + rules.placeholders).joined(separator: "\u{1F}")
    }

    /// Nil for what another version has kept.
    static func rules(_ text: String, businessDay: Int) -> Rules? {
        let words = text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        guard words.count >= 6, words[0] == version, let scope = SerialScope(rawValue: words[1]),
            let days = Int(words[4])
        else { return nil }
        var rules = Rules(businessDay: businessDay)
        rules.serialScope = scope
        rules.dropHyphens = words[2] == "drops"
        rules.keepsCase = words[3] == "as-written"
        rules.staleOpenDays = days
        rules.dropsStaleOpen = words[5] == "dropped"
        rules.placeholders = Array(words[6...])
        return rules
    }
}
