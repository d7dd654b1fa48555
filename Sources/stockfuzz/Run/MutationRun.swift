import Glibc

/// Checks many mutated inputs of one parser in child processes, so that a crash or an endless loop costs one input.
struct MutationRun {
    let parser: String
    let seed: UInt64
    let count: Int
    let jobs: Int
    let findings: Findings

    /// Seconds in which an input must be read.
    static let limit = 5.0

    struct Outcome {
        var done = 0
        var accepted = 0
        var compared = 0
        var findings = 0
        var seconds = 0.0
    }

    /// - Parameter minutes: when to stop, done or not; nil to go on to the last input.
    func run(minutes: Double?) throws -> Outcome {
        let clock = ContinuousClock()
        let begin = clock.now
        let deadline = minutes.map { begin + .seconds($0 * 60) }
        let subject = try Subjects.named(parser)
        var shares = try (0..<jobs).map { job in
            try Share(numbers: (job * count / jobs)..<((job + 1) * count / jobs))
        }
        for index in shares.indices { try start(&shares[index]) }
        while shares.contains(where: { $0.child > 0 }) {
            usleep(50_000)
            for index in shares.indices where shares[index].child > 0 {
                try watch(&shares[index], subject, isOver: deadline.map { clock.now > $0 } ?? false)
            }
        }
        var outcome = Outcome()
        for share in shares {
            outcome.done += share.progress[.done]
            outcome.accepted += share.progress[.accepted]
            outcome.compared += share.progress[.compared]
            outcome.findings += share.progress[.findings]
        }
        let time = (clock.now - begin).components
        outcome.seconds = Double(time.seconds) + Double(time.attoseconds) / 1e18
        return outcome
    }

    /// What one child at a time works on.
    private struct Share {
        var numbers: Range<Int>
        let descriptor: Int32
        let progress: Progress
        var child: pid_t = 0
        /// The input at which the child was seen last, and when that was first.
        var seen = (number: -1, at: ContinuousClock.now)

        init(numbers: Range<Int>) throws {
            self.numbers = numbers
            descriptor = try MemoryFile.make()
            guard ftruncate(descriptor, Progress.size) == 0 else { throw FuzzFailure("there is no room for a file") }
            progress = try Progress(descriptor: descriptor)
        }
    }

    private func start(_ share: inout Share) throws {
        guard !share.numbers.isEmpty else { return }
        let command = [
            "/proc/self/exe", "work", parser, "--seed", "\(seed)", "--from", "\(share.numbers.lowerBound)", "--to",
            "\(share.numbers.upperBound)", "--progress", "\(share.descriptor)", "--findings", findings.folder,
        ]
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        // A crash is told by its input, not by a trace that takes seconds to make.
        setenv("SWIFT_BACKTRACE", "enable=no", 1)
        guard posix_spawn(&share.child, command[0], nil, nil, &arguments, environ) == 0 else {
            throw FuzzFailure("no child process can be started")
        }
        share.seen = (share.progress[.current], .now)
    }

    private func watch(_ share: inout Share, _ subject: any Subject, isOver: Bool) throws {
        let current = share.progress[.current]
        if current != share.seen.number { share.seen = (current, .now) }
        let isStuck = ContinuousClock.now - share.seen.at > .seconds(Self.limit)
        if isOver || isStuck { kill(share.child, SIGKILL) }
        var status: Int32 = 0
        guard waitpid(share.child, &status, isOver || isStuck ? 0 : WNOHANG) == share.child else { return }
        share.child = 0
        guard status != 0, !isOver else { return }
        let words = isStuck ? "no end within \(Int(Self.limit)) s" : "the program crashed (wait status \(status))"
        share.progress[.findings] += 1
        share.progress[.done] += 1
        try findings.keep(
            Worker.input(current, of: subject, seed: seed), as: "\(parser)-\(seed)-\(current)", words)
        share.numbers = (current + 1)..<max(share.numbers.upperBound, current + 1)
        if share.progress[.findings] < 20 { try start(&share) }
    }
}
