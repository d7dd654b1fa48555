package import StockModel
package import StockNotices
package import StockReading
package import StockWriting

/// Everything that a run is told: what to read, by which rules, and where to publish.
package struct RunSettings: Sendable, Equatable {
    /// Files, folders and globs (`InputDiscovery`).
    package var inputs: [String]
    /// The catalogue's file, where it is not among the inputs.
    package var catalogue: String?
    /// The folder that runs are published in.
    package var output: String
    package var rules: Rules
    /// Threads; at least 1.
    package var workers: Int
    /// Parts that the records are spread over, at least 1; nil for as many as suit the inputs.
    package var partitions: Int?
    /// The mildest severity that makes the exit code 1; nil for never.
    package var failOn: Severity?
    /// The share of a file's records, 0 to 1, above which (and above 20) its rejects reject the whole file.
    package var maxRejectsShare: Double
    /// Files and folders with definitions of the user's own; later ones come before earlier ones.
    package var definitions: [String] = []
    /// What the contents of files cannot tell; the first that matches a file's name counts.
    package var sources: [SourceOptions] = []
    /// How huge files are split among the workers; tests make all files huge.
    package var pieces = ReadingSettings.PieceSizes()
    /// Channels by what other systems call them.
    package var stores: [String: String] = [:]
    /// Seconds that a file must have been still before it is taken.
    package var settle = 0
    /// Recalls, warranties, watch lists.
    package var notices = NoticeSettings()
    /// Which goods deserve serials.
    package var advice = AdviceThresholds()
    /// Stock uploads to make.
    package var feeds: [FeedRequest] = []
    /// How many runs are kept; nil for all.
    package var keep: Int?
    /// Do everything but publish and, on a ledger, commit.
    package var isDryRun = false
    /// How much memory a one-off may take; nil for what it needs.
    package var memory: MemoryLimit?
    /// The ledger that the run goes on from; nil for a one-off.
    package var ledger: LedgerSettings?

    package init(
        inputs: [String], catalogue: String? = nil, output: String, rules: Rules, workers: Int = 1,
        partitions: Int? = nil, failOn: Severity? = nil,
        maxRejectsShare: Double = RunSettings.usualMaxRejectsShare
    ) {
        self.inputs = inputs
        self.catalogue = catalogue
        self.output = output
        self.rules = rules
        self.workers = workers
        self.partitions = partitions
        self.failOn = failOn
        self.maxRejectsShare = maxRejectsShare
    }

    /// So many that what is folded of one partition fits a core's own cache on workloads of millions.
    package static let usualPartitions = 256
    /// Bytes of input for each partition of larger workloads, so that it still fits.
    private static let bytesOfPartition = 4 << 20

    /// Parts that the records of inputs of this size are spread over.
    package func partitions(forBytes bytes: Int) -> Int {
        partitions ?? min(max(Self.usualPartitions, bytes / Self.bytesOfPartition), 16_384)
    }

    /// Parts of what a run on a ledger folds: a night is small.
    var ledgerPartitions: Int { partitions ?? Self.usualPartitions }

    package static let usualMaxRejectsShare = 0.01

    /// What reading is told of it.
    var reading: ReadingSettings {
        var reading = ReadingSettings()
        reading.maxRejectsShare = maxRejectsShare
        reading.placeholders = rules.placeholders
        reading.sources = sources
        reading.stores = stores
        reading.pieces = pieces
        reading.capturesBuyers = notices.asksForBuyers
        return reading
    }
}

/// What a run on a ledger is told besides.
package struct LedgerSettings: Sendable, Equatable {
    /// Where it is.
    package var path: String
    /// The pipeline's name, as the ledger remembers its runs by.
    package var pipeline: String
    /// Make it, because this is the first run.
    package var isMade = false

    package init(path: String, pipeline: String) {
        self.path = path
        self.pipeline = pipeline
    }
}
