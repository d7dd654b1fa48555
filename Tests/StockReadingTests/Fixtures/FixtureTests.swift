import Foundation
import StockModel
import Testing

@testable import StockReading

/// Every file of `fixtures/dialects` and `fixtures/formats`, each with what `serialstock read --quiet` prints of it, inside
/// its folder, beside it as `<file>.jsonl`.
///
/// After a change that is meant, `SERIALSTOCK_UPDATE_GOLDEN=1 swift test --filter FixtureTests` writes these anew; read what
/// has changed in them before it is committed.
@Suite("fixtures")
struct FixtureTests {
    private static let updates = ProcessInfo.processInfo.environment["SERIALSTOCK_UPDATE_GOLDEN"] != nil

    @Test("a fixture is read as its golden has it, to the byte", arguments: Fixtures.all)
    func golden(_ name: String) throws {
        let text = try FixtureReading(path: Fixtures.path(name)).text
        let golden = URL(fileURLWithPath: "\(Fixtures.path(name)).jsonl")
        if Self.updates { try Data(text.utf8).write(to: golden) }
        #expect(try Data(contentsOf: golden) == Data(text.utf8))
    }

    @Test("a fixture is recognised as the definition that it is named for", arguments: Fixtures.all)
    func recognition(_ name: String) throws {
        let format = try FixtureReading(path: Fixtures.path(name)).source.format
        let stem = URL(fileURLWithPath: name).lastPathComponent
        #expect(!format.isEmpty && stem.hasPrefix(format), "\(format)")
        let isXML = Definitions.builtIn.dialects.contains { $0.name == format }
        #expect(name.hasPrefix("dialects/") == isXML)
    }

    @Test("every definition that comes with the program has a fixture")
    func coverage() throws {
        let read = Set(try Fixtures.all.map { try FixtureReading(path: Fixtures.path($0)).source.format })
        let missing = Definitions.builtIn.summaries.map(\.name).filter { !read.contains($0) }
        #expect(missing.isEmpty)
    }
}
