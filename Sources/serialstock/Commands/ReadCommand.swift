internal import ArgumentParser
internal import StockModel
internal import StockReading
internal import StockWriting

/// `serialstock read FILE…`
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Show what is understood of files: one JSON object a line, rejects among them.",
        discussion: "Nothing is reconciled or published. Exits with 2 if anything was rejected.")

    @Argument(help: ArgumentHelp("Files to read, each recognised by its content.", valueName: "file"))
    var files: [String]

    @OptionGroup var options: ReadingOptions

    @Flag(help: "Instead of the records, print one JSON object a file: what it is, and how much was read of it.")
    var counts = false

    @Flag(name: .shortAndLong, help: "Leave out notes on standard error.")
    var quiet = false

    func run() throws {
        var (definitions, settings) = try options.load()
        // Nothing is counted of buyers, and most of a file's bytes can be theirs.
        if counts { settings.capturesBuyers = false }
        let reader = FileReader(definitions: definitions, settings: settings)
        var output = StandardOutput()
        var isComplete = true
        // Of all files, as most of them name the same goods.
        let names = Names()
        for path in files where output.isOpen {
            let source = read(path, with: reader, names, to: &output)
            if source.outcome != .read || source.rejected > 0 { isComplete = false }
        }
        output.flush()
        if !isComplete { throw ExitCode(2) }
    }

    /// Reads one file, prints it, and says what became of it.
    private func read(
        _ path: String, with reader: FileReader, _ names: Names, to output: inout StandardOutput
    ) -> Source {
        let store = RecordStore(partitions: 1, names: names)
        let source = reader.read(path: path, name: path, index: 0, into: store)
        if counts {
            output.append(line: CountsJSON.text(of: source, in: store))
        } else {
            RecordJSON(store: store, sources: [source], names: names).forEachLine { output.append(line: $0) }
        }
        if !quiet {
            for note in source.notes { StandardError.write("note: \(Printable.line(path)): \(Printable.line(note))") }
        }
        return source
    }
}
