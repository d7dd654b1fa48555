/// One round of the benchmark: a bare parse and, right after it, runs over the same files.
struct BenchRound {
    let floor: FloorReport
    let run: ProcessUsage
    /// The run with one worker; nil where that is how all were made.
    var oneWorker: ProcessUsage?
    /// The programs that were asked for.
    var rivals: [Rival: ProcessUsage] = [:]

    /// Wall time of the run as a multiple of that of the bare parse.
    var wallRatio: Double { run.wall / floor.seconds }
    /// Processor time of the run as a multiple of that of the bare parse.
    var coreRatio: Double { run.coreSeconds / floor.coreSeconds }

    /// The rounds in `folder`, from 1 on.
    static func all(in folder: String) throws(BenchError) -> [BenchRound] {
        let results = ResultFolder(path: folder)
        let runs = try results.rounds(ProcessUsage.self, named: "run")
        let floors = try results.rounds(FloorReport.self, named: "floor")
        guard floors.count >= runs.count else { throw BenchError("\(folder) has a run without its floor") }
        var rounds = zip(floors, runs).map { BenchRound(floor: $0, run: $1) }
        for (index, usage) in try results.companions("one-worker", of: runs).enumerated() {
            rounds[index].oneWorker = usage
        }
        for rival in Rival.allCases {
            for (index, usage) in try results.companions("rival-\(rival.rawValue)", of: runs).enumerated() {
                rounds[index].rivals[rival] = usage
            }
        }
        return rounds
    }
}

extension ResultFolder {
    /// What the rounds of `runs` told under another name: of each of them, or of none.
    fileprivate func companions(_ name: String, of runs: [ProcessUsage]) throws(BenchError) -> [ProcessUsage] {
        guard has(name) else { return [] }
        let usages = try rounds(ProcessUsage.self, named: name)
        guard usages.count == runs.count else {
            throw BenchError("\(path) has not as many \(name)-N.json as run-N.json")
        }
        return usages
    }
}
