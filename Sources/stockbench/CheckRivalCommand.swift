import ArgumentParser

/// `stockbench check-rival`: whether another program's result is that of a run.
struct CheckRivalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-rival",
        abstract: "Compare what a program of scripts/bench-rivals wrote with what a run published.",
        discussion: """
            Stock by SKU, units in stock, duplicate sales and sales of unknown serials must agree. Prints a sentence for each \
            difference and then exits 1.
            """)

    @Argument(help: "Folder given to the run as --out; its `latest` is compared.")
    var out: String

    @Argument(help: "Folder that the other program wrote.")
    var rival: String

    func run() throws {
        let differences = try RivalCheck(published: out + "/latest", rival: rival).differences()
        for difference in differences { print("\(rival): \(difference)") }
        guard differences.isEmpty else { throw ExitCode.failure }
    }
}
