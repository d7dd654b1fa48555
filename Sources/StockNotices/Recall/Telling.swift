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
        let holdings: ArraySlice<Holding>
    }

    /// In the order of recipients.
    private(set) var notices: [Notice] = []
    /// By recipient.
    let isReachable: [Bool]

    init(_ holdings: Holdings, book: RecipientBook, memory: RecallMemory) {
        isReachable = book.recipients.map { !$0.ways.isEmpty }
        let grouped = Grouped(holdings.all, recipients: book.recipients.count)
        // What was told of for sure needs no telling as possible.
        let toldAtAll = memory.toldPossibly.merging(memory.told) { min($0, $1) }
        for recipient in book.recipients.indices {
            let (affected, possible) = grouped[recipient]
            let open = Self.open(affected)
            // A recipient of affected goods hears of these alone.
            let isPossible = open.isEmpty
            let held = isPossible ? Self.open(possible) : open
            let told = isPossible ? toldAtAll : memory.told
            guard let kind = Self.kind(open: held, all: isPossible ? possible : affected, told, memory.wave) else {
                continue
            }
            notices.append(Notice(recipient: recipient, kind: kind, isPossible: isPossible, holdings: held))
        }
    }

    /// What is not remedied.
    private static func open(_ holdings: ArraySlice<Holding>) -> ArraySlice<Holding> {
        holdings.contains(where: \.isRemedied) ? holdings.filter { !$0.isRemedied }[...] : holdings
    }

    /// All holdings by recipient, affected goods before possibly affected ones, else in their order.
    private struct Grouped {
        private var holdings: [Holding] = []
        /// By recipient and whether the goods are possibly affected alone: where its holdings begin.
        private var starts: [Int]

        init(_ all: [Holding], recipients: Int) {
            starts = [Int](repeating: 0, count: 2 * recipients + 1)
            for holding in all { starts[Self.group(holding) + 1] += 1 }
            for group in 0..<2 * recipients { starts[group + 1] += starts[group] }
            var next = starts
            var places = [Int](repeating: 0, count: all.count)
            for (place, holding) in all.enumerated() {
                let group = Self.group(holding)
                places[next[group]] = place
                next[group] += 1
            }
            holdings = places.map { all[$0] }
        }

        private static func group(_ holding: Holding) -> Int { 2 * holding.recipient + (holding.doubt == nil ? 0 : 1) }

        subscript(recipient: Int) -> (affected: ArraySlice<Holding>, possible: ArraySlice<Holding>) {
            let group = 2 * recipient
            return (
                holdings[starts[group]..<starts[group + 1]], holdings[starts[group + 1]..<starts[group + 2]]
            )
        }
    }

    /// What a recipient is sent; nil where there is nothing.
    ///
    /// - Parameters:
    ///   - open: What is not remedied.
    ///   - all: All of it.
    private static func kind(
        open: ArraySlice<Holding>, all: ArraySlice<Holding>, _ told: [ToldPair: Int], _ wave: Int?
    ) -> NoticeKind? {
        if open.contains(where: { told[$0.pair] == nil }) {
            return all.contains { told[$0.pair] != nil } ? .more : .first
        }
        guard let wave, open.contains(where: { told[$0.pair].map { $0 < wave } ?? false }) else { return nil }
        return .repeat
    }
}
