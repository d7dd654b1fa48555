import ArgumentParser
import Foundation

/// For one input at a time, such as a finding that is looked into.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check inputs from files; exit code 1 if one is read wrongly.")

    @Argument(help: "The parser: \(Subjects.names.joined(separator: ", ")).")
    var parser: String

    @Argument(help: "Files.")
    var files: [String]

    func run() throws {
        let subject = try Subjects.named(parser)
        var isClean = true
        for file in files {
            let input = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            do throws(Disagreement) {
                let judgement = try subject.check(input)
                print("\(file): right, \(judgement.isAccepted ? "taken" : "refused")")
            } catch {
                print("\(file): \(error.description)")
                isClean = false
            }
        }
        if !isClean { throw ExitCode(1) }
    }
}
