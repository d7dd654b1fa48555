import ArgumentParser

/// The workshop bench of the package: makes the workload, measures the bare parsers, times runs and checks results.
@main
struct Stockbench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stockbench",
        abstract: "Make a workload, measure the bare parse, time a run and check what it published.",
        subcommands: [
            GenerateCommand.self, FloorCommand.self, CheckCommand.self, CheckRivalCommand.self, TimeCommand.self,
            ReportCommand.self, VariantReportCommand.self, TenfoldReportCommand.self, LedgerReportCommand.self,
        ])
}
