internal import ArgumentParser
internal import Glibc
internal import StockModel
internal import StockPipeline
internal import StockWriting

/// Runs a pipeline and tells of it: progress on the way, the figures at the end, the exit code.
enum Runner {
    /// - Throws: the exit code, where it is not 0.
    static func run(_ settings: RunSettings, options: RunOptions) throws {
        let progress = TerminalProgress(isQuiet: options.quiet)
        let outcome: RunOutcome
        do throws(RunFailure) {
            outcome = try Pipeline.run(settings, progress: progress)
        } catch {
            progress.finish()
            throw exit(error)
        }
        progress.finish()
        var output = StandardOutput()
        if options.json {
            output.write(SummaryFile.text(of: outcome.summary))
        } else if !options.quiet {
            output.write(Array(RunReport.text(of: outcome).utf8))
        }
        if outcome.exitCode != 0 { throw ExitCode(outcome.exitCode) }
    }

    /// Says why nothing was published, and gives the exit code for it.
    static func exit(_ failure: RunFailure) -> ExitCode {
        StandardError.write(failure.description)
        return ExitCode(failure.exitCode)
    }
}
