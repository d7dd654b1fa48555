internal import Glibc
package import StockModel
package import StockNotices
package import StockReading
package import StockWriting
internal import Yams

/// A pipeline file: what a nightly job reads, by which rules, and where it publishes.
///
///     name: marketplace
///     inputs: [inbox/, "exports/*.csv"]   # files, folders, globs; relative to this file
///     catalogue: catalogue.csv            # may also lie among the inputs
///     definitions: definitions/           # the user's own dialects and formats: a file, a folder, or a list of them
///     sources: []                         # what the content of files cannot tell, see `readSources`
///     stores: {"My Shop": shopify}        # what other systems call a channel
///     settle: 60                          # seconds a file must have been still before it is taken
///     ledger: state/ledger.sqlite         # what was read before; leave it out for a one-off
///     memory: 512MB                       # that a one-off may take; not with a ledger
///     rules:
///       serial_scope: auto                # auto, global, sku
///       serial_case: upper                # upper, keep
///       drop_hyphens: false
///       placeholders: ["NO SERIAL"]       # more than the built-in ones
///       fail_on: never                    # never, error, warning
///       max_rejects: 1%                   # of the records of one file
///       stale_open_days: 30
///       drop_stale_open: false
///     recalls: [campaigns/]               # these four: see `readNotices`
///     watch_lists: [stolen.csv]
///     warranty: {terms: warranty.csv, expiring_days: [90, 30, 7]}
///     contacts: {relays: ["*@mail.example.net"]}
///     advice: {dear: 100, cheap: 10}      # which goods deserve serials, see `readAdvice`
///     outputs:
///       directory: out                    # relative to this file
///       keep: 30                          # runs; older ones are removed
///       feeds:                            # stock uploads, see `readFeeds`
///         - {channel: amazon, listings: amazon-listings.txt, buffer: 1}
///
/// `inputs` and `outputs: {directory}` must be there, everything else may be left out and is then as above (`name` is the
/// file's, memory is not limited, there are no more placeholders, no catalogue, no definitions of the user's own, no sources, no stores and no
/// feeds, files are taken at once and all runs kept). A key that this version cannot obey is a mistake, never
/// passed over. All mistakes of a file are told at once.
package struct PipelineFile: Sendable, Equatable {
    package var name: String
    /// Complete paths, folders and globs.
    package var inputs: [String]
    package var catalogue: String?
    /// Files and folders with definitions.
    package var definitions: [String] = []
    package var sources: [SourceOptions] = []
    /// Channels by what other systems call them.
    package var stores: [String: String] = [:]
    /// The ledger's file; nil for a one-off.
    package var ledger: String?
    /// The bytes of memory that a one-off may take; nil for what it needs.
    package var memory: Int?
    /// The folder that runs are published in.
    package var output: String
    package var serialScope = SerialScope.auto
    package var keepsCase = false
    package var dropHyphens = false
    package var placeholders: [String] = []
    package var failOn: Severity?
    /// 0 to 1.
    package var maxRejectsShare = RunSettings.usualMaxRejectsShare
    package var staleOpenDays = 30
    package var dropsStaleOpen = false
    /// In seconds.
    package var settle = 0
    package var keep: Int?
    package var feeds: [FeedRequest] = []
    package var notices = NoticeSettings()
    package var advice = AdviceThresholds()

    package init(name: String, inputs: [String], output: String) {
        self.name = name
        self.inputs = inputs
        self.output = output
    }

    /// The rules for a business date.
    package func rules(businessDay: Int) -> Rules {
        var rules = Rules(businessDay: businessDay)
        rules.serialScope = serialScope
        rules.keepsCase = keepsCase
        rules.dropHyphens = dropHyphens
        rules.placeholders = placeholders
        rules.staleOpenDays = staleOpenDays
        rules.dropsStaleOpen = dropsStaleOpen
        return rules
    }
}

extension PipelineFile {
    /// The largest file that is read, in bytes: no pipeline is that long, anything larger is something else.
    private static let largest = 256 * 1024

    /// Reads the file at `path`.
    ///
    /// - Parameter definitions: what is known besides the file's own definitions; columns of sources must be columns of
    ///   one of them.
    package static func read(
        _ path: String, definitions: Definitions = .builtIn
    ) throws(PipelineFileFailure) -> PipelineFile {
        try finished(draft(path, definitions: definitions), path)
    }

    /// Reads the file at `path` as far as it can be.
    ///
    /// - Throws: where nothing of it can be read.
    package static func draft(
        _ path: String, definitions: Definitions = .builtIn
    ) throws(PipelineFileFailure) -> PipelineDraft {
        let bytes = try content(of: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure(path, "the file is not UTF-8 text", "save it as UTF-8")
        }
        return try draft(text, path: path, folder: Paths.realFolder(of: path), definitions: definitions)
    }

    private static func finished(
        _ draft: PipelineDraft, _ path: String
    ) throws(PipelineFileFailure) -> PipelineFile {
        guard draft.mistakes.isEmpty else { throw PipelineFileFailure(path: path, mistakes: draft.mistakes) }
        return draft.file
    }

    private static func content(of path: String) throws(PipelineFileFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw failure(
                path, "the pipeline file cannot be opened: \(SystemError.sentence(errno))", "correct the path")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure(path, "this is not a file", "name a pipeline file, such as `pipelines/marketplace.yaml`")
        }
        guard status.st_size <= largest else {
            throw failure(path, "the file is too large for a pipeline", "name a pipeline file")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0, bytes.count <= largest else {
                throw failure(path, "the file cannot be read: \(SystemError.sentence(errno))", "check the disk")
            }
            bytes += buffer[..<count]
        }
    }

    private static func failure(_ path: String, _ problem: String, _ remedy: String) -> PipelineFileFailure {
        PipelineFileFailure(
            path: path, mistakes: [PipelineMistake(line: 0, column: 0, problem: problem, remedy: remedy)])
    }

    /// Reads a pipeline's text. `path` names it in messages; what it names is relative to `folder`.
    package static func parse(
        _ text: String, path: String, folder: String, definitions: Definitions = .builtIn
    ) throws(PipelineFileFailure) -> PipelineFile {
        try finished(draft(text, path: path, folder: folder, definitions: definitions), path)
    }

    private static func draft(
        _ text: String, path: String, folder: String, definitions: Definitions
    ) throws(PipelineFileFailure) -> PipelineDraft {
        guard !YAMLAliases.areTooMany(in: text) else { throw failure(path, YAMLAliases.tooMany, YAMLAliases.remedy) }
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw failure(path, "the file is empty", "write at least `inputs:` and `outputs:`")
            }
            guard !YAMLAliases.explode(node, of: text) else {
                throw failure(path, YAMLAliases.problem, YAMLAliases.remedy)
            }
            root = node
        } catch let error as YamlError {
            throw PipelineFileFailure(path: path, mistakes: [PipelineMistake(error)])
        } catch {
            throw error as? PipelineFileFailure ?? failure(path, "\(error)", "correct the file")
        }
        var reader = ConfigurationReader()
        let file = read(root, path: path, folder: folder, definitions, with: &reader)
        let mistakes = reader.mistakes.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        return PipelineDraft(file: file, mistakes: mistakes, places: reader.places)
    }

    private static func read(
        _ root: Node, path: String, folder: String, _ definitions: Definitions, with reader: inout ConfigurationReader
    ) -> PipelineFile {
        let entries = reader.entries(
            of: root, called: "a pipeline",
            known: [
                "name", "inputs", "settle", "catalogue", "definitions", "sources", "stores", "ledger", "memory",
                "rules", "outputs", "recalls", "watch_lists", "warranty", "contacts", "advice",
            ])
        for key in ["inputs", "outputs"] where entries[key] == nil && root.mapping != nil {
            let example = key == "inputs" ? "inputs: [inbox/]" : "outputs: {directory: out}"
            reader.note("`\(key):` is missing", at: root.mark, remedy: "add `\(example)`")
        }
        var file = PipelineFile(name: Paths.stem(of: path), inputs: [], output: "")
        if let name = reader.text(entries["name"]) { file.name = name }
        file.inputs = (reader.texts(entries["inputs"]) { .input($0) } ?? []).map { Paths.join(folder, $0) }
        if let settle = reader.number(entries["settle"], in: 0...86_400, usual: 60) { file.settle = settle }
        file.catalogue = reader.path(entries["catalogue"], .catalogue).map { Paths.join(folder, $0) }
        if PathPattern.hasWildcards(folder), file.inputs.contains(where: PathPattern.hasWildcards) {
            reader.note(
                "a pipeline in a folder with `*` or `?` in its name cannot have globs",
                at: entries["inputs"]?.node.mark,
                remedy: "rename the folder \(folder)")
        }
        let known = file.readDefinitions(entries["definitions"], folder: folder, definitions, with: &reader)
        file.readSources(entries["sources"], columns: known?.columnNames, with: &reader)
        file.readStores(entries["stores"], with: &reader)
        file.ledger = reader.path(entries["ledger"], .ledger).map { Paths.join(folder, $0) }
        file.readMemory(entries["memory"], with: &reader)
        readRules(entries["rules"], into: &file, with: &reader)
        file.readNotices(entries, folder: folder, with: &reader)
        file.readAdvice(entries["advice"], with: &reader)
        readOutputs(entries["outputs"], folder: folder, into: &file, with: &reader)
        return file
    }

    private static func readRules(
        _ entry: ConfigurationReader.Entry?, into file: inout PipelineFile, with reader: inout ConfigurationReader
    ) {
        guard let entry else { return }
        let rules = reader.entries(
            of: entry.node, called: "`rules:`",
            known: [
                "serial_scope", "serial_case", "drop_hyphens", "placeholders", "fail_on", "max_rejects",
                "stale_open_days", "drop_stale_open",
            ])
        let scopes = SerialScope.allCases.map { (word: $0.rawValue, value: $0) }
        if let scope = reader.choice(rules["serial_scope"], scopes) { file.serialScope = scope }
        if let keeps = reader.choice(rules["serial_case"], [("upper", false), ("keep", true)]) {
            file.keepsCase = keeps
        }
        if let drops = reader.flag(rules["drop_hyphens"]) { file.dropHyphens = drops }
        if let placeholders = reader.texts(rules["placeholders"]) { file.placeholders = placeholders }
        if let failOn = reader.choice(rules["fail_on"], FailOn.choices) { file.failOn = failOn }
        if let share = reader.share(rules["max_rejects"], usual: "1%") { file.maxRejectsShare = share }
        if let days = reader.number(rules["stale_open_days"], in: 0...36_500, usual: 30) { file.staleOpenDays = days }
        if let drops = reader.flag(rules["drop_stale_open"]) { file.dropsStaleOpen = drops }
    }

    private static func readOutputs(
        _ entry: ConfigurationReader.Entry?, folder: String, into file: inout PipelineFile,
        with reader: inout ConfigurationReader
    ) {
        guard let entry else { return }
        let outputs = reader.entries(
            of: entry.node, called: "`outputs:`", known: ["directory", "keep", "feeds"])
        if outputs["directory"] == nil, entry.node.mapping != nil {
            reader.note("`directory:` is missing", at: entry.node.mark, remedy: "add `directory: out`")
        }
        if let directory = reader.path(outputs["directory"], .output) { file.output = Paths.join(folder, directory) }
        file.keep = reader.number(outputs["keep"], in: 1...100_000, usual: 30)
        file.readFeeds(outputs["feeds"], folder: folder, with: &reader)
    }
}

/// The words for the mildest severity that makes a run fail.
package enum FailOn {
    package static let choices: [(word: String, value: Severity?)] = [
        ("never", nil), ("error", .error), ("warning", .warning),
    ]
}
