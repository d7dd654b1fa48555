package import StockModel

/// The figures of one run: what `summary.json` holds, and what the command line says at the end.
package struct RunSummary: Sendable, Equatable {
    /// Input files by what became of them.
    package struct Files: Sendable, Equatable {
        package var read = 0
        package var alreadyRead = 0
        package var deferred = 0
        package var rejected = 0
        /// Bytes of the files that were read.
        package var bytes = 0

        package init() {}

        package var total: Int { read + alreadyRead + deferred + rejected }
    }

    /// Sums over all SKUs but kits, in whole units.
    package struct Stock: Sendable, Equatable {
        package var skus = 0
        package var kits = 0
        package var opening = 0
        package var received = 0
        package var returned = 0
        package var adjusted = 0
        package var shipped = 0
        package var onHand = 0
        package var committed = 0
        package var available = 0
        package var oversold = 0
        package var blocked = 0
        package var sellable = 0
        package var inbound = 0

        package init() {}
    }

    /// Something worth knowing about one file that cost nothing.
    package struct Note: Sendable, Equatable {
        package var file: String
        package var text: String

        package init(file: String, text: String) {
            self.file = file
            self.text = text
        }
    }

    /// What became of one channel's stock upload.
    package struct Feed: Sendable, Equatable {
        package var channel: String
        /// Its path in the run's folder; empty where it was not written.
        package var file = ""
        /// Listings that it has a figure for.
        package var listings = 0
        /// Rows of the channel's export that it leaves out.
        package var leftOut = 0
        /// SKUs without a listing.
        package var unlisted = 0
        /// Why it was not written, and what to do; empty where it was.
        package var problem = ""

        package init(channel: String) { self.channel = channel }
    }

    /// What became of one campaign.
    package struct Recall: Sendable, Equatable {
        /// The campaign's id, or where it could not be read the path of its file.
        package var campaign: String
        package var title = ""
        /// Its folder in the run's; empty where it was not written.
        package var folder = ""
        /// Goods affected, and those of them that the house can still stop and that are with customers.
        package var affected = 0
        package var stoppable = 0
        package var withCustomers = 0
        package var toldNow = 0
        package var toldBefore = 0
        package var remedied = 0
        package var unreachable = 0
        package var possiblyAffected = 0
        /// Why it was not written, and what to do; empty where it was.
        package var problem = ""

        package init(campaign: String) { self.campaign = campaign }
    }

    /// Set by the publication that the summary belongs to.
    package internal(set) var runID = ""
    package var businessDate: Timestamp
    package var startedAt: Timestamp
    /// When the files of the run were written, just before they are published.
    package var finishedAt: Timestamp
    package var durationMilliseconds: Int
    package var files = Files()
    /// Records taken, by the kind of their file (`despatch`, `order`, `catalogue` …).
    package var records: [String: Int] = [:]
    /// Records that were not taken, in files that were read.
    package var rejectedRecords = 0
    package var findings: [FindingKind: Int] = [:]
    package var stock = Stock()
    /// Units that the house has, by place.
    package var units: [Place: Int] = [:]
    /// In the pipeline's order.
    package var feeds: [Feed] = []
    /// By campaign.
    package var recalls: [Recall] = []
    /// Rows of `warranty/expiring.csv`; nil where no warranty is asked for.
    package var expiring: Int?
    package var notes: [Note] = []

    package init(businessDate: Timestamp, startedAt: Timestamp, finishedAt: Timestamp, durationMilliseconds: Int) {
        self.businessDate = businessDate
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.durationMilliseconds = durationMilliseconds
    }

    /// The kinds of records in the order of the files; a kind that is not among them follows by name.
    package static let recordKinds = [
        "catalogue", "opening", "despatch", "order", "copy", "fulfilment", "return", "adjustment", "identity",
    ]

    /// The places of `stock_units.csv`.
    package static let places: [Place] = [.inStock, .reserved, .quarantined, .away, .inRepair]
}

extension RunSummary {
    /// Counts files, records, rejects and notes.
    package mutating func count(_ sources: [Source]) {
        for source in sources {
            switch source.outcome {
            case .read: files.read += 1
            case .alreadyRead: files.alreadyRead += 1
            case .deferred: files.deferred += 1
            case .rejected: files.rejected += 1
            }
            if source.outcome == .read {
                files.bytes += source.bytes
                if source.records > 0 { records[source.kind, default: 0] += source.records }
                rejectedRecords += source.rejected
            }
            notes += source.notes.map { Note(file: source.file, text: $0) }
        }
        sortNotes()
    }

    /// Takes what became of the feeds, and what is worth knowing of them.
    package mutating func take(_ feeds: [Feed], notes more: [Note]) {
        self.feeds = feeds
        notes += more
        sortNotes()
    }

    /// Takes what became of the campaigns, and what is worth knowing of them.
    package mutating func take(_ recalls: [Recall], notes more: [Note]) {
        self.recalls = recalls.sorted { ByteOrder.precedes($0.campaign, $1.campaign) }
        notes += more
        sortNotes()
    }

    private mutating func sortNotes() {
        notes.sort { ByteOrder.compare(($0.file, $1.file), ($0.text, $1.text)) < 0 }
    }

    /// Sums the figures of all SKUs. Kits add nothing but their number, their goods are those of their components.
    package mutating func sum(_ rows: [StockRow]) {
        for row in rows {
            guard let figures = row.figures else {
                stock.kits += 1
                continue
            }
            stock.skus += 1
            stock.opening += figures.opening
            stock.received += figures.received
            stock.returned += figures.returned
            stock.adjusted += figures.adjusted
            stock.shipped += figures.shipped
            stock.onHand += figures.onHand
            stock.committed += figures.committed
            stock.available += figures.available
            stock.oversold += figures.oversold
            stock.blocked += figures.blocked
            stock.sellable += row.sellable
            stock.inbound += figures.inbound
        }
    }

    /// All findings.
    package var findingTotal: Int { findings.values.reduce(0, +) }

    /// Findings of one severity.
    package func findingTotal(_ severity: Severity) -> Int {
        findings.reduce(0) { $0 + ($1.key.severity == severity ? $1.value : 0) }
    }

    /// The worst severity of all findings; nil where there are none.
    package var worstSeverity: Severity? { findings.filter { $0.value > 0 }.keys.map(\.severity).min() }

    /// Whether anything was rejected, a record or a whole file.
    package var hasRejects: Bool { rejectedRecords > 0 || files.rejected > 0 }

    /// Whether a stock upload was asked for and not written.
    package var lacksFeed: Bool { feeds.contains { $0.file.isEmpty } }

    /// Whether a campaign could not be carried out.
    package var lacksRecall: Bool { recalls.contains { $0.folder.isEmpty } }

    /// The exit code of a run that was published (`docs/summary.md`): 2 where anything was rejected or a feed or recall is lacking, 1
    /// where a finding is at or above `failOn`, otherwise 0.
    package func exitCode(failOn: Severity?) -> Int32 {
        if hasRejects || lacksFeed || lacksRecall { return 2 }
        guard let failOn, let worst = worstSeverity, worst <= failOn else { return 0 }
        return 1
    }
}
