internal import StockModel

/// Decides who is written to in this run, and whether for the first time (`notices.md`, section 3, waves).
struct Telling {
    /// A recipient to be written to, and what of.
    struct Notice {
        let recipient: Int
        let kind: NoticeKind
        /// Of possibly affected goods alone.
        let isPossible: Bool
        /// All that it holds of the kind told, what is remedied left out.
        let holdings: [Holding]
    }

    /// In the order of recipients.
    private(set) var notices: [Notice] = []
    /// By recipient.
    let isReachable: [Bool]

    init(_ holdings: Holdings, book: RecipientBook, memory: RecallMemory) {
        isReachable = book.recipients.map { !$0.ways.isEmpty }
        var affected = [[Holding]](repeating: [], count: book.recipients.count)
        var possible = affected
        for holding in holdings.all {
            if holding.doubt == nil {
                affected[holding.recipient].append(holding)
            } else {
                possible[holding.recipient].append(holding)
            }
        }
        // What was told of for sure needs no telling as possible.
        let toldAtAll = memory.toldPossibly.merging(memory.told) { min($0, $1) }
        for recipient in book.recipients.indices {
            let open = affected[recipient].filter { !$0.isRemedied }
            // A recipient of affected goods hears of these alone.
            let isPossible = open.isEmpty
            let held = isPossible ? possible[recipient].filter { !$0.isRemedied } : open
            let pairs = (isPossible ? possible : affected)[recipient].map(\.pair)
            let told = isPossible ? toldAtAll : memory.told
            guard let kind = Self.kind(open: held.map(\.pair), all: pairs, told, memory.wave) else { continue }
            notices.append(Notice(recipient: recipient, kind: kind, isPossible: isPossible, holdings: held))
        }
    }

    /// What a recipient is sent; nil where there is nothing.
    ///
    /// - Parameters:
    ///   - open: The pairs that are not remedied.
    ///   - all: All of its pairs.
    private static func kind(
        open: [ToldPair], all: [ToldPair], _ told: [ToldPair: Int], _ wave: Int?
    ) -> NoticeKind? {
        if open.contains(where: { told[$0] == nil }) {
            return all.contains { told[$0] != nil } ? .more : .first
        }
        guard let wave, open.contains(where: { told[$0].map { $0 < wave } ?? false }) else { return nil }
        return .repeat
    }
}
