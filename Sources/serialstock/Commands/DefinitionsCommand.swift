internal import ArgumentParser
internal import StockReading
internal import StockWriting

/// `serialstock definitions list` and `serialstock definitions show NAME`
struct DefinitionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "definitions",
        abstract: "Show the definitions by which files are recognised and read.",
        discussion: """
            To support a new supplier or channel, copy the nearest definition, change it, and name its file or folder \
            with --definitions.
            """,
        subcommands: [DefinitionListCommand.self, DefinitionShowCommand.self])
}

/// `serialstock definitions list`
struct DefinitionListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all definitions: name, form, kind of records, title.",
        discussion: "Your own are marked with *.")

    @OptionGroup var options: DefinitionOptions

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() throws {
        let summaries = try options.load().summaries
        var output = StandardOutput()
        for line in json ? summaries.map(Self.object) : Self.table(summaries) { output.append(line: line) }
        output.flush()
    }

    private static func table(_ summaries: [DefinitionSummary]) -> [String] {
        var table = TextTable(["", "name", "form", "kind", "title"])
        for summary in summaries {
            table.add([summary.isBuiltIn ? "" : "*", summary.name, summary.form, summary.kind, summary.title])
        }
        return table.lines()
    }

    private static func object(_ summary: DefinitionSummary) -> String {
        var json = JSONText()
        json.add("name", summary.name)
        json.add("title", summary.title)
        json.add("form", summary.form)
        json.add("kind", summary.kind)
        json.add("origin", summary.isBuiltIn ? "built-in" : "own")
        json.add("file", summary.file)
        return json.closed
    }
}

/// `serialstock definitions show NAME`
struct DefinitionShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a definition as YAML, to be copied and changed.")

    @Argument(help: ArgumentHelp("The name that `definitions list` and `read` show.", valueName: "name"))
    var name: String

    @OptionGroup var options: DefinitionOptions

    func run() throws {
        let definitions = try options.load()
        guard let text = definitions.text(named: name) else {
            let names = definitions.summaries.map(\.name)
            let remedy =
                NearestWord.of(name, among: names).map { "write `\($0)`" }
                ?? "run `serialstock definitions list`, which lists all names"
            StandardError.write(
                "\(Printable.line(name)): error: there is no definition of this name\n  Do: \(remedy)")
            throw ExitCode(64)
        }
        var output = StandardOutput()
        output.write(Array(text.ownText.utf8))
    }
}
