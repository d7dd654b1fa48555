internal import StockModel

/// Decides who is written to in this run, and whether for the first time (`notices.md`, section 3, waves).
struct Telling {
    /// A recipient to be written to, and what of.
    struct Notice {
        let recipient: Int
        let kind: NoticeKind
        /// Of possibly affected goods alone.
        let isPossible: Bool
        /// All that it holds of the kind told, what is remedied left out: where they stand in the groups.
        fileprivate let held: Range<Int>
    }

    /// In the order of recipients.
    private(set) var notices: [Notice] = []
    /// By recipient.
    let isReachable: [Bool]
    private let groups: Groups

    init(_ holdings: Holdings, book: RecipientBook, memory: RecallMemory) {
        isReachable = book.recipients.map { !$0.ways.isEmpty }
        groups = Groups(holdings.all, recipients: book.recipients.count)
        notices.reserveCapacity(book.recipients.count)
        // What was told of for sure needs no telling as possible.
        let toldAtAll = memory.toldPossibly.merging(memory.told) { min($0, $1) }
        for recipient in book.recipients.indices {
            // A recipient of affected goods hears of these alone.
            let isPossible = groups.open(of: recipient, isPossible: false).isEmpty
            let open = groups.open(of: recipient, isPossible: isPossible)
            let kind = Self.kind(
                open: groups[open], all: groups[groups.all(of: recipient, isPossible: isPossible)],
                isPossible ? toldAtAll : memory.told, memory.wave)
            guard let kind else { continue }
            notices.append(Notice(recipient: recipient, kind: kind, isPossible: isPossible, held: open))
        }
    }

    /// What a notice tells of.
    func holdings(of notice: Notice) -> some Collection<Holding> { groups[notice.held] }

    /// The places of these among all holdings.
    func places(of notice: Notice) -> ArraySlice<Int32> { groups.places[notice.held] }

    /// All holdings by recipient, affected goods before possibly affected ones, what is remedied behind the rest of these,
    /// else in their order.
    private struct Groups {
        private let holdings: [Holding]
        private(set) var places: [Int32]
        /// Where each group begins in `places`, four for each recipient.
        private var starts: [Int]

        init(_ all: [Holding], recipients: Int) {
            holdings = all
            starts = [Int](repeating: 0, count: 4 * recipients + 1)
            for holding in all { starts[Self.group(holding) + 1] += 1 }
            for group in 0..<4 * recipients { starts[group + 1] += starts[group] }
            var next = starts
            places = [Int32](repeating: 0, count: all.count)
            for (place, holding) in all.enumerated() {
                let group = Self.group(holding)
                places[next[group]] = Int32(place)
                next[group] += 1
            }
        }

        private static func group(_ holding: Holding) -> Int {
            4 * holding.recipient + (holding.doubt == nil ? 0 : 2) + (holding.isRemedied ? 1 : 0)
        }

        /// What is not remedied.
        func open(of recipient: Int, isPossible: Bool) -> Range<Int> {
            let group = 4 * recipient + (isPossible ? 2 : 0)
            return starts[group]..<starts[group + 1]
        }

        func all(of recipient: Int, isPossible: Bool) -> Range<Int> {
            let group = 4 * recipient + (isPossible ? 2 : 0)
            return starts[group]..<starts[group + 2]
        }

        subscript(range: Range<Int>) -> LazyMapSequence<ArraySlice<Int32>, Holding> {
            places[range].lazy.map { [holdings] in holdings[Int($0)] }
        }
    }

    /// What a recipient is sent; nil where there is nothing.
    ///
    /// - Parameters:
    ///   - open: What is not remedied.
    ///   - all: All of it.
    private static func kind(
        open: some Collection<Holding>, all: some Collection<Holding>, _ told: [ToldPair: Int], _ wave: Int?
    ) -> NoticeKind? {
        if open.contains(where: { told[$0.pair] == nil }) {
            return all.contains { told[$0.pair] != nil } ? .more : .first
        }
        guard let wave, open.contains(where: { told[$0.pair].map { $0 < wave } ?? false }) else { return nil }
        return .repeat
    }
}
