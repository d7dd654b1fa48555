import ArgumentParser
import Foundation

/// Seeds of our own, from which libFuzzer starts.
struct SamplesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "samples", abstract: "Write valid inputs of a parser to a folder.")

    @Argument(help: "The parser: \(Subjects.names.joined(separator: ", ")).")
    var parser: String

    @Argument(help: "The folder.")
    var folder: String

    @Option(help: "How many.")
    var count = 40

    func run() throws {
        let subject = try Subjects.named(parser)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in 0..<count {
            var dice = Dice(seed: 0, number: number)
            try Data(subject.sample(&dice)).write(to: URL(fileURLWithPath: "\(folder)/sample-\(number)"))
        }
    }
}
