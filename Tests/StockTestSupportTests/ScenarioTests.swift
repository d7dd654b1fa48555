import StockTestSupport
import Testing

/// The oracle against scenarios whose outcome was worked out by hand from the rules.
@Suite("scenarios")
struct ScenarioTests {
    @Test("findings, units and figures are what the rules say", arguments: Scenario.all)
    func scenario(_ scenario: Scenario) {
        let outcome = ReferenceMatcher(scenario.world).outcome()
        #expect(outcome.findings == scenario.findings)
        if let units = scenario.units { #expect(outcome.units == units) }
        #expect(scenario.figures(of: outcome) == scenario.wantedFigures)
    }
}
