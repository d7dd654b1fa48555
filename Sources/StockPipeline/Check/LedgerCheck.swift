internal import Glibc
internal import StockLedger
internal import StockModel
internal import StockWriting

/// Looks into the ledger of a pipeline, and changes nothing there.
struct LedgerCheck {
    /// What is wrong with it.
    private(set) var mistakes: [CheckMistake] = []
    /// Whether a run can go on from it, so that there need not be a new file.
    private(set) var hasRuns = false
    /// The entries of its catalogue that count, by the files' names.
    private(set) var catalogue: [(file: String, entry: CatalogueEntry)] = []
    private var book: Ledger?

    init(_ pipeline: CheckedPipeline) {
        guard let path = pipeline.file.ledger else { return }
        guard access(path, F_OK) == 0 else {
            mistakes = [Self.missing(path, pipeline)]
            return
        }
        do {
            let book = try Ledger(at: path, isReadOnly: true)
            try book.look { transaction in
                hasRuns = try transaction.runs().last(.published) ?? transaction.runs().last(.publishing) != nil
                catalogue = try transaction.catalogue().entries().map {
                    (try transaction.sources.name($0.file), $0)
                }
            }
            self.book = book
            if let code = Self.refusal(of: path) {
                mistakes = [
                    pipeline.mistake(
                        at: .ledger, "\(path) cannot be written: \(SystemError.sentence(code))",
                        remedy: "give this user the right to write it and its folder")
                ]
            }
        } catch {
            let failure = LedgerFailure(error)
            mistakes = [pipeline.mistake(at: .ledger, "\(path): \(failure.problem)", remedy: failure.remedy)]
        }
    }

    /// Before the first run there is none; after it, whoever makes a new one loses what was read and who was told.
    private static func missing(_ path: String, _ pipeline: CheckedPipeline) -> CheckMistake {
        let first = "if this is the first run ever, make it with `serialstock run \(pipeline.path) --init`"
        guard access("\(pipeline.file.output)/latest", F_OK) == 0 else {
            return pipeline.mistake(
                at: .ledger, as: .warning, "there is no ledger at \(path) yet",
                remedy: "\(first), else correct the path")
        }
        return pipeline.mistake(
            at: .ledger, "there is no ledger at \(path), and runs were published in \(pipeline.file.output)",
            remedy: "correct the path, or restore the ledger from a backup; only \(first)")
    }

    /// The error of a ledger that a run could not write; nil where it can.
    private static func refusal(of path: String) -> Int32? {
        let folder = Paths.folder(of: path)
        return access(path, W_OK) == 0 && access(folder, W_OK | X_OK) == 0 ? nil : errno
    }

    /// All that it has read.
    struct Records {
        var store: RecordStore
        var identities: [Identity]
        /// More than the greatest file of a record.
        var files: Int
    }

    /// All records, whose names become `names`; nil where there is no ledger to look into, or they cannot be read.
    func records(_ names: Names) -> Records? {
        try? book?.look { transaction in
            let store = RecordStore(partitions: CheckedReading.partitions, names: names)
            try transaction.records(transaction.names(names)).forEach(before: .max, arena: store.arena) {
                store.append($0)
            }
            return Records(
                store: store, identities: try transaction.identities().all(),
                files: try transaction.sources.nextID())
        }
    }

    /// Whether there is one that can be looked into.
    var isThere: Bool { book != nil }

    /// Whether it is there and cannot be looked into, or is lost.
    var isBroken: Bool { book == nil && mistakes.contains { $0.severity == .error } }

    /// What notices and stock-takes ever named; nothing where there is no ledger to look into. Looks at every record.
    func received() -> [ReceivedItem] {
        (try? book?.look { try $0.receivedItems() }) ?? []
    }
}
