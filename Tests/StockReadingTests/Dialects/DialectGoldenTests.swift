import Foundation
import StockModel
import Testing

@testable import StockReading

/// The documents of `fixtures/dialects`, each with what `serialstock read --quiet` prints of it beside it.
///
/// After a change that is meant, `SERIALSTOCK_UPDATE_GOLDEN=1 swift test --filter DialectGoldenTests` writes these anew; read
/// what has changed in them before it is committed.
@Suite("documents in every dialect")
struct DialectGoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures/dialects").path
    static let documents = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".xml") }.sorted()
    static let updates = ProcessInfo.processInfo.environment["SERIALSTOCK_UPDATE_GOLDEN"] != nil

    @Test("a document is read as its golden has it", arguments: documents)
    func golden(_ document: String) throws {
        let golden = "\(Self.folder)/\(document).jsonl"
        let text = Self.read(document).lines.map { $0 + "\n" }.joined()
        if Self.updates { try Data(text.utf8).write(to: URL(fileURLWithPath: golden)) }
        #expect(try String(contentsOfFile: golden, encoding: .utf8) == text)
    }

    @Test("a document is recognised as the dialect that it is named for", arguments: documents)
    func recognition(_ document: String) {
        let format = Self.read(document).source.format
        #expect(!format.isEmpty && document.hasPrefix(format))
    }

    @Test("every dialect that comes with the program has a document")
    func coverage() {
        let read = Set(Self.documents.map { Self.read($0).source.format })
        #expect(Set(Definitions.builtIn.dialects.map(\.name)).subtracting(read) == [])
    }

    private static func read(_ document: String) -> (source: Source, lines: [String]) {
        let names = Names()
        let store = RecordStore(partitions: 1, names: names)
        let source = FileReader().read(path: "\(folder)/\(document)", name: document, index: 0, into: store)
        var lines: [String] = []
        lines = RecordJSON(store: store, sources: [source], names: names).lines
        return (source, lines)
    }
}
