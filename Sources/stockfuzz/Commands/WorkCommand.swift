import ArgumentParser
import Glibc

/// The child of `mutate`.
struct WorkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "A part of mutate.", shouldDisplay: false)

    @Argument var parser: String
    @Option var seed: UInt64
    @Option var from: Int
    @Option var to: Int
    @Option var progress: Int32
    @Option var findings: String

    func run() throws {
        // What needs more for a few kilobytes is a finding.
        var limit = rlimit(rlim_cur: 2 << 30, rlim_max: 2 << 30)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        var core = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
        let worker = Worker(
            subject: try Subjects.named(parser), seed: seed, findings: Findings(folder: findings),
            progress: try Progress(descriptor: progress))
        try worker.run(from..<to)
    }
}
