import ArgumentParser

/// Experiments X15 and V8, and the same for all that is read by a parser.
struct MutateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutate",
        abstract: "Check mutated inputs, each named by its seed and number; exit code 1 if one is read wrongly.")

    @Argument(help: "Parsers: \(Subjects.names.joined(separator: ", ")). All, if none is named.")
    var parsers: [String] = []

    @Option(help: "How many inputs of each parser.")
    var count = 1_000_000

    @Option(help: "What the inputs are drawn by.")
    var seed: UInt64 = 1

    @Option(help: "Processes at a time.")
    var jobs = 2

    @Option(help: "Stop after so many minutes for each parser.")
    var minutes: Double?

    @Option(help: "Where inputs that are read wrongly are kept.")
    var findings = "out/fuzz/findings"

    func validate() throws {
        guard count >= 1, jobs >= 1 else { throw ValidationError("--count and --jobs must be 1 or more.") }
    }

    func run() throws {
        var isClean = true
        for parser in parsers.isEmpty ? Subjects.names : parsers {
            let outcome = try MutationRun(
                parser: parser, seed: seed, count: count, jobs: jobs, findings: Findings(folder: findings)
            ).run(minutes: minutes)
            isClean = isClean && outcome.findings == 0
            print(
                "\(parser): \(Figures.count(outcome.done)) mutations of seed \(seed), \(Figures.count(outcome.accepted)) taken, "
                    + "\(Figures.count(outcome.compared)) lines compared, \(outcome.findings) findings, \(Int(outcome.seconds)) s"
            )
        }
        if !isClean {
            print("What was read wrongly is in \(findings).")
            throw ExitCode(1)
        }
    }
}
