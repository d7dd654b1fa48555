import ArgumentParser

/// Feeds the program's readers with inputs that nobody would send by accident, and compares them with slow ones.
@main
struct Stockfuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stockfuzz",
        abstract: "Mutate valid inputs, cut them and change every byte of them, and check what the readers make of it.",
        subcommands: [
            MutateCommand.self, PrefixesCommand.self, BytesCommand.self, CheckCommand.self, SamplesCommand.self,
            CoverCommand.self, WorkCommand.self,
        ])
}
