import StockTestSupport
import Testing

@testable import StockPipeline

/// Scenarios whose outcome was worked out by hand from the rules, through the real folds and through whole runs.
@Suite("scenarios")
struct ScenarioRunTests {
    @Test("the folds give what the rules say", arguments: Scenario.all)
    func folds(_ scenario: Scenario) throws {
        for partitions in [1, 7] {
            let folding = PlainWorldFolding(world: scenario.world, workers: 2, partitions: partitions)
            expect(scenario, try folding.outcome(), "\(partitions) partitions")
        }
    }

    @Test("a run over files gives what the rules say, whatever the order of documents", arguments: Scenario.all)
    func files(_ scenario: Scenario) throws {
        for layout in UInt64(1)...2 {
            let published = try RandomRun(scenario.world, layout: layout).publish()
            #expect(published.outcome.exitCode == 0, "\(scenario.name): \(published.text("rejects.csv"))")
            expect(scenario, try published.plainOutcome(), "layout \(layout)")
        }
    }

    private func expect(_ scenario: Scenario, _ outcome: PlainOutcome, _ how: String) {
        #expect(outcome.findings == scenario.findings, "\(scenario.name), \(how)")
        if let units = scenario.units { #expect(outcome.units == units, "\(scenario.name), \(how)") }
        #expect(scenario.figures(of: outcome) == scenario.wantedFigures, "\(scenario.name), \(how)")
        #expect(!outcome.stockBySKU.contains { $0.hasPrefix(",") }, "\(scenario.name), \(how): a row without SKU")
    }
}
