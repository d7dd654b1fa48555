import Foundation
import StockModel
import StockReading
import StockTestSupport

/// What reading one file came to, as text that a test can be compared with.
struct FormatFixture {
    /// One JSON object a record, in the order of the file; rejects are not among them.
    var records: [String] = []
    /// `record@line field "value": problem`, with record 0 for the whole file.
    var rejects: [String] = []
    var raw: [String] = []
    var source: Source

    /// Reads a file of these bytes.
    init(
        _ bytes: [UInt8], named name: String = "file.csv", definitions: Definitions = .builtIn,
        settings: ReadingSettings = ReadingSettings()
    ) throws {
        let folder = TemporaryFolder()
        try Data(bytes).write(to: URL(fileURLWithPath: folder("input")))
        let names = Names()
        let store = RecordStore(partitions: 3, names: names)
        let reader = FileReader(definitions: definitions, settings: settings)
        source = reader.read(path: folder("input"), name: name, index: 0, into: store)
        rejects = store.rejects.map { reject in
            let value = reject.value.isEmpty ? "" : " \"\(reject.value)\""
            let field = reject.field.isEmpty ? "" : " \(reject.field)"
            return "\(reject.record)@\(reject.line)\(field)\(value): \(reject.problem)"
        }
        raw = store.rejects.map(\.raw)
        records = RecordJSON(store: store, sources: [source], names: names).lines.filter {
            !$0.hasPrefix("{\"reject\"")
        }
    }

    /// Reads a file of this text.
    init(
        _ text: String, named name: String = "file.csv", definitions: Definitions = .builtIn,
        settings: ReadingSettings = ReadingSettings()
    ) throws {
        try self.init(Array(text.utf8), named: name, definitions: definitions, settings: settings)
    }

    /// The records without what tells where they stand.
    var plain: [String] {
        records.map { line in
            guard let end = line.range(of: ",\"definition\"") else { return line }
            return line[..<end.lowerBound] + "}"
        }
    }

    private var objects: [[String: Any]] {
        get throws {
            try records.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
        }
    }

    /// Some keys of each record, `-` where it has none.
    func columns(_ keys: String...) throws -> [String] {
        try objects.map { object in
            keys.map { key in object[key].map { "\($0)" } ?? "-" }.joined(separator: " ")
        }
    }

    /// The serials of each record, joined with `;`.
    var serials: [String] {
        get throws {
            try objects.map { ($0["serials"] as? [String] ?? []).joined(separator: ";") }
        }
    }
}

extension Definitions {
    /// The built-in definitions and one more; a mistake in it fails the test.
    static func with(_ yaml: String) -> Definitions {
        var definitions = Definitions.builtIn
        let problems = definitions.add(yaml: yaml, file: "test.yaml")
        precondition(problems.isEmpty, "\(problems)")
        return definitions
    }
}

extension ReadingSettings {
    /// Settings with options for all files.
    static func with(_ change: (inout ReadingSettings, inout SourceOptions) -> Void) -> ReadingSettings {
        var settings = ReadingSettings()
        var options = SourceOptions()
        change(&settings, &options)
        settings.sources = [options]
        return settings
    }
}
