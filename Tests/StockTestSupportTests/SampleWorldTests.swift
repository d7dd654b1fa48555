import Foundation
import StockTestSupport
import Testing

/// The oracle against worlds whose outcome an independent implementation worked out.
///
/// `SERIALSTOCK_WORLDS` names a folder of worlds, each with `in/` and `want/`, whose name ends in the serial scope.
@Suite("sample worlds")
struct SampleWorldTests {
    static let folder = ProcessInfo.processInfo.environment["SERIALSTOCK_WORLDS"]

    static var worlds: [String] {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
        return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/want") }.sorted()
    }

    @Test("the oracle gives what is wanted", .enabled(if: folder != nil), arguments: worlds)
    func world(name: String) throws {
        let folder = URL(fileURLWithPath: Self.folder ?? "").appendingPathComponent(name)
        var rules = PlainRules(businessDate: "2026-04-05")
        rules.serialScope = name.split(separator: "-").last.map(String.init) ?? "auto"
        let world = try WorldReader.world(folder.appendingPathComponent("in"), rules: rules)
        let wanted = try WorldReader.outcome(folder.appendingPathComponent("want"))
        let got = ReferenceMatcher(world).outcome()
        let comparison = OutcomeComparison(wanted: wanted, got: got, without: ["invalid-serial", "watchlisted"])
        #expect(comparison.differences.isEmpty, "\(comparison.differences.prefix(20).joined(separator: "\n"))")
    }
}
