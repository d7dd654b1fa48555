import Foundation
import StockModel
import StockTestSupport

@testable import StockReading

/// The files of `fixtures/dialects` and `fixtures/formats`.
enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures").path

    /// `dialects/NAME.xml` and `formats/NAME.csv`, sorted.
    static let all: [String] = ["dialects", "formats"].flatMap { part in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)")) ?? []
        return names.filter { !$0.hasSuffix(".jsonl") && !$0.hasPrefix(".") }.sorted().map { "\(part)/\($0)" }
    }

    /// The bytes of one.
    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    static func path(_ name: String) -> String { "\(folder)/\(name)" }
}

/// What reading a fixture, or a changed one, came to.
struct FixtureReading {
    /// A record, identity or catalogue entry: each key's value as JSON, those of the buyer as `buyer.name`.
    struct Record: Equatable {
        var values: [String: String]
        /// Its number in the file; of a catalogue entry its line.
        var number: Int
        var line: Int
    }

    let source: Source
    /// As `serialstock read --quiet` prints it inside the fixture's folder.
    let text: String
    let records: [Record]
    let rejects: [Reject]

    var isRefused: Bool { source.outcome != .read }

    /// One reader for all, as it compiles every dialect.
    private static let reader: FileReader = {
        var settings = ReadingSettings()
        settings.capturesBuyers = true
        settings.followsSymlinks = true
        // What a few changed rows do to a small file says nothing about the file.
        settings.maxRejectsShare = 1
        return FileReader(settings: settings)
    }()

    /// Reads a file at a path.
    ///
    /// - Parameter reader: the one with the built-in definitions, unless another is given.
    init(path: String, reader: FileReader? = nil) throws {
        let names = Names()
        let store = RecordStore(partitions: 3, names: names)
        let name = URL(fileURLWithPath: path).lastPathComponent
        source = (reader ?? Self.reader).read(path: path, name: name, index: 0, into: store)
        let lines = RecordJSON(store: store, sources: [source], names: names).lines
        text = lines.map { "\($0)\n" }.joined()
        records = try lines.filter { !$0.hasPrefix("{\"reject\"") }.map(Self.record)
        rejects = store.rejects
    }

    /// Reads bytes as a file of this name.
    init(_ bytes: [UInt8], name: String, reader: FileReader? = nil) throws {
        let folder = TemporaryFolder()
        let path = folder(URL(fileURLWithPath: name).lastPathComponent)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try self.init(path: path, reader: reader)
    }

    private static func record(_ line: String) throws -> Record {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        var values: [String: String] = [:]
        for (key, value) in object where !["definition", "record", "line_number"].contains(key) {
            if let buyer = value as? [String: Any] {
                for (part, detail) in buyer { values["buyer.\(part)"] = "\(detail)" }
            } else {
                let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
                values[key] = String(
                    decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
            }
        }
        let lineNumber = object["line_number"] as? Int ?? 0
        return Record(values: values, number: object["record"] as? Int ?? lineNumber, line: lineNumber)
    }
}
