/// One round of the benchmark: a bare parse and, right after it, a run over the same files.
struct BenchRound {
    let floor: FloorReport
    let run: ProcessUsage

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
        return zip(floors, runs).map { BenchRound(floor: $0, run: $1) }
    }
}
