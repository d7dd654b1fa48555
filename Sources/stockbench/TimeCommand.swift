import ArgumentParser
import Foundation

/// `stockbench time`: runs a command and tells what it took.
struct TimeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "time",
        abstract: "Run a command and tell wall, user and system seconds and peak memory as JSON.",
        discussion: """
            The figures go to standard error, or to the file of --out. The exit code is the command's, or 128 and the
            signal that ended it.
            """)

    @Option(help: "File for the figures.")
    var out: String?

    @Argument(parsing: .postTerminator, help: "The command and its arguments, after `--`.")
    var command: [String] = []

    func validate() throws {
        guard !command.isEmpty else { throw ValidationError("name a command after `--`") }
    }

    func run() throws {
        let usage = try ChildProcess.run(command)
        let line = try usage.json() + "\n"
        if let out {
            try Data(line.utf8).write(to: URL(fileURLWithPath: out))
        } else {
            try FileHandle.standardError.write(contentsOf: Data(line.utf8))
        }
        guard usage.exit == 0 else { throw ExitCode(usage.exit) }
    }
}
