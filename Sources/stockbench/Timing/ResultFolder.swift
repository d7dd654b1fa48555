import Foundation

/// A folder of figures: NAME-1.json, NAME-2.json … of the rounds of a benchmark.
struct ResultFolder {
    let path: String

    /// What each round told under a name; throws where there is none.
    func rounds<Value: Decodable>(_ type: Value.Type, named name: String) throws(BenchError) -> [Value] {
        var rounds: [Value] = []
        while FileManager.default.fileExists(atPath: file(name, rounds.count + 1)) {
            rounds.append(try decode(type, file(name, rounds.count + 1)))
        }
        guard !rounds.isEmpty else { throw BenchError("\(path) holds no \(name)-1.json") }
        return rounds
    }

    /// Whether any round told something under a name.
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name, 1)) }

    private func file(_ name: String, _ round: Int) -> String { "\(path)/\(name)-\(round).json" }

    private func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws(BenchError) -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw BenchError("cannot read \(path): \(error)")
        }
    }
}
