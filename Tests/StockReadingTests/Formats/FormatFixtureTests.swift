import Foundation
import StockModel
import StockReading
import Testing

/// Every file of `fixtures/formats` against the `.jsonl` beside it, which is what `serialstock read` prints of it.
@Suite("fixtures of formats")
struct FormatFixtureTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures/formats")

    private static let files =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
        .filter { !$0.hasSuffix(".jsonl") && !$0.hasSuffix(".md") }.sorted() ?? []

    @Test("it is read as its golden file has it", arguments: files)
    func golden(file: String) throws {
        let path = Self.folder.appendingPathComponent(file).path
        let wanted = try String(contentsOfFile: path + ".jsonl", encoding: .utf8)
        var settings = ReadingSettings()
        settings.capturesBuyers = true
        let names = Names()
        let store = RecordStore(partitions: 3, names: names)
        let source = FileReader(settings: settings).read(path: path, name: file, index: 0, into: store)
        var lines = ""
        for line in RecordJSON(store: store, sources: [source], names: names).lines { lines += line + "\n" }
        #expect(lines == wanted)
    }

    @Test("every built-in format has a fixture that is recognised as it")
    func complete() throws {
        let missing = Definitions.builtIn.formats.map(\.name).filter { name in
            !Self.files.contains { $0.hasPrefix(name + ".") }
        }
        #expect(missing.isEmpty, "\(missing)")
        for name in Definitions.builtIn.formats.map(\.name) {
            guard let file = Self.files.first(where: { $0.hasPrefix(name + ".") }) else { continue }
            let store = RecordStore(partitions: 1, names: Names())
            let path = Self.folder.appendingPathComponent(file).path
            #expect(FileReader().read(path: path, name: file, index: 0, into: store).format == name, "\(file)")
        }
    }
}
