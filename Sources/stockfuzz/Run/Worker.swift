/// Checks the mutated inputs of a range of numbers, and keeps what is read wrongly.
struct Worker {
    let subject: any Subject
    let seed: UInt64
    let findings: Findings
    let progress: Progress

    /// No more of one parser are kept by one worker: the first few say what is wrong.
    private static let most = 20

    /// The input of a number, the same on every machine.
    static func input(_ number: Int, of subject: any Subject, seed: UInt64) -> [UInt8] {
        var dice = Dice(seed: seed, number: number)
        return subject.mutant(&dice)
    }

    func run(_ numbers: Range<Int>) throws {
        for number in numbers {
            progress[.current] = number
            let input = Self.input(number, of: subject, seed: seed)
            do throws(Disagreement) {
                let judgement = try subject.check(input)
                progress[.accepted] += judgement.isAccepted ? 1 : 0
                progress[.compared] += judgement.compared
            } catch {
                progress[.findings] += 1
                try findings.keep(input, as: "\(type(of: subject).name)-\(seed)-\(number)", error.description)
            }
            progress[.done] += 1
            if progress[.findings] >= Self.most { return }
        }
    }
}
