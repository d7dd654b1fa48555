internal import StockModel
internal import StockNotices
internal import Yams

/// Reads the values of a campaign file one by one, and notes what is wrong instead of stopping at it.
struct CampaignReader {
    /// The folder that files named in it are relative to.
    let folder: String
    let serialForms: (String) -> [String]
    var configuration = ConfigurationReader()
    private(set) var places: [CampaignFile.Place: (line: Int, column: Int)] = [:]
    var skus: [(sku: String, line: Int, column: Int)] = []
    let arena = Arena()

    init(folder: String, serialForms: @escaping (String) -> [String]) {
        self.folder = folder
        self.serialForms = serialForms
    }

    /// The campaign; nil where something without which there is none is wrong.
    mutating func campaign(_ root: Node) -> Campaign? {
        let entries = configuration.entries(
            of: root, called: "a campaign", known: ["id", "title", "issued", "jurisdiction", "scope", "notice"])
        guard root.mapping != nil else { return nil }
        let examples = [
            ("id", "id: R-2026-014"), ("title", "title: Charger may overheat"), ("issued", "issued: 2026-11-02"),
            ("scope", "scope: {skus: [CH-65W]}"),
            ("notice", "notice: {hazard: …, what_to_do: …, remedy: …, contact: …}"),
        ]
        for (key, example) in examples where entries[key] == nil {
            configuration.note("`\(key):` is missing", at: root.mark, remedy: "add `\(example)`")
        }
        note(.id, at: entries["id"])
        note(.scope, at: entries["scope"])
        note(.notice, at: entries["notice"])
        let id = identifier(entries["id"])
        let title = configuration.text(entries["title"])
        let issued = entries["issued"].flatMap { day($0.node, called: "`issued:`") }
        let laws = jurisdictions(entries["jurisdiction"])
        let scope = entries["scope"].flatMap { self.scope($0.node) }
        let notice = notice(entries["notice"], laws)
        guard let id, let title, let issued, let scope else { return nil }
        var campaign = Campaign(id: id, title: title, issued: issued, scope: scope, notice: notice)
        campaign.jurisdictions = laws
        return campaign
    }

    /// Takes note of where something stands.
    mutating func note(_ place: CampaignFile.Place, at entry: ConfigurationReader.Entry?) {
        if let mark = entry?.node.mark { places[place] = (mark.line, mark.column) }
    }

    /// A name that a folder can have.
    private mutating func identifier(_ entry: ConfigurationReader.Entry?) -> String? {
        guard let id = configuration.text(entry) else { return nil }
        let isSafe = id.utf8.allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x5F || byte == 0x2E
        }
        guard isSafe, !id.hasPrefix("."), id.utf8.count <= 64 else {
            configuration.note(
                "`\(id.prefix(70))` cannot name a folder", at: entry?.node.mark,
                remedy: "use at most 64 letters, digits, `-`, `_` and `.`, no `.` first")
            return nil
        }
        return id
    }

    private mutating func jurisdictions(_ entry: ConfigurationReader.Entry?) -> [Campaign.Jurisdiction] {
        let words = Campaign.Jurisdiction.allCases.map(\.rawValue)
        return (configuration.textOrTexts(entry) ?? []).compactMap { word in
            if let law = Campaign.Jurisdiction(rawValue: word.lowercased()) { return law }
            configuration.note(
                "`jurisdiction:` must be of `\(words.joined(separator: "`, `"))`, not `\(word.prefix(40))`",
                at: entry?.node.mark, remedy: "write `jurisdiction: [\(words.joined(separator: ", "))]`")
            return nil
        }
    }

    /// A day such as `2026-11-02`.
    mutating func day(_ node: Node, called name: String) -> Int? {
        let written = node.scalar?.string ?? ""
        if written.utf8.count == 10, let time = Timestamp(iso8601: written) { return time.day }
        configuration.note(
            "\(name) must be a day\(written.isEmpty ? "" : ", not `\(written.prefix(40))`")", at: node.mark,
            remedy: "write it as `2026-11-02`")
        return nil
    }
}
