import Foundation

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
        var rounds: [BenchRound] = []
        while FileManager.default.fileExists(atPath: "\(folder)/run-\(rounds.count + 1).json") {
            let number = rounds.count + 1
            rounds.append(
                BenchRound(
                    floor: try decode(FloorReport.self, "\(folder)/floor-\(number).json"),
                    run: try decode(ProcessUsage.self, "\(folder)/run-\(number).json")))
        }
        guard !rounds.isEmpty else { throw BenchError("\(folder) holds no run-1.json") }
        return rounds
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws(BenchError) -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw BenchError("cannot read \(path): \(error)")
        }
    }
}
