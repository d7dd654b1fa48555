internal import ArgumentParser
internal import StockModel
internal import StockReading

/// `serialstock inspect FILE…`
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Tell what files are read as and why, what comes near, and what nobody reads.",
        discussion: "Nothing is reconciled or published. Exits with 2 if anything was rejected.")

    @Argument(help: ArgumentHelp("Files to look at.", valueName: "file"))
    var files: [String]

    @OptionGroup var options: ReadingOptions

    @Option(help: "How many of a file's first records are shown.")
    var records = 5

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        guard (0...1_000_000).contains(records) else {
            throw ValidationError("--records must be a number from 0 to 1000000, not \(records).")
        }
    }

    func run() throws {
        let (definitions, settings) = try options.load()
        let inspector = FileInspector(definitions: definitions, settings: settings, records: records)
        var output = StandardOutput()
        var isComplete = true
        for (index, path) in files.enumerated() where output.isOpen {
            let inspection = inspector.inspect(path: path, name: path)
            let source = inspection.source
            if source.outcome != .read || source.rejected > 0 { isComplete = false }
            if json {
                output.append(line: InspectionJSON.text(of: inspection))
            } else {
                if index > 0 { output.append(line: "") }
                for line in InspectionReport.lines(of: inspection) { output.append(line: line) }
            }
        }
        output.flush()
        if !isComplete { throw ExitCode(2) }
    }
}
