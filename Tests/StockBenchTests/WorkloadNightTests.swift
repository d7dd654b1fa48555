import Foundation
import Testing

@testable import stockbench

@Suite("a workload of some stock, and the night after")
struct WorkloadNightTests {
    private func make(_ plan: WorkloadPlan) throws -> (summary: WorkloadSummary, files: [String: Data]) {
        let folder = try TemporaryFolder()
        return (try WorkloadGenerator(plan: plan).write(to: folder.path), try folder.files())
    }

    private func recount(_ files: [String: Data], in folder: String) -> WorkloadRecount {
        WorkloadRecount(inputs: files.filter { $0.key.hasPrefix(folder + "/") })
    }

    @Test("the stock asked for stays, whatever the number of units", arguments: [5_000, 40_003])
    func stock(units: Int) throws {
        let (summary, files) = try make(WorkloadPlan(units: units, seed: 5, stock: 1_000))
        let recount = recount(files, in: "inputs")
        #expect(summary.expected.units["in-stock"] == 1_000)
        #expect(summary.expected.units["reserved"] == 40)
        #expect(recount.inStock.count == 1_000)
        #expect(recount.received.count == units)
        #expect(recount.orderLines == summary.orderLines)
        #expect(recount.duplicateSales == summary.duplicateSales)
        #expect(recount.unknownSerials == summary.unknownSerials)
    }

    @Test("nine in ten of the units in stock came late")
    func lateStock() {
        let plan = WorkloadPlan(units: 40_000, seed: 5, stock: 1_000)
        let units = UnitTable(plan: plan)
        #expect(Set(units.order).count == 40_000)
        #expect(units.order[plan.unitsSold...].count { $0 >= 36_000 } == 900)
        #expect(units.order[plan.unitsSold...].count == 1_000)
    }

    @Test("the night's units are new, and its order lines sell what is in stock", arguments: [nil, 4_000])
    func night(stock: Int?) throws {
        let (summary, files) = try make(WorkloadPlan(units: 20_000, seed: 5, stock: stock, night: 3_000))
        let (before, night) = (recount(files, in: "inputs"), recount(files, in: "night"))
        let told = try #require(summary.night)
        #expect(told.businessDate == "2026-02-01")
        #expect(told.records == 3_000)
        #expect(told.files == files.keys.count { $0.hasPrefix("night/") })
        #expect(night.received.count == told.units)
        #expect(night.deliveredQuantity == told.units)
        #expect(night.received.isDisjoint(with: before.received))
        #expect(night.advices.isDisjoint(with: before.advices))

        #expect(night.orderLines == told.orderLines)
        #expect(night.orderDays == ["2026-02-01"])
        #expect(Set(night.orders.keys).isDisjoint(with: before.orders.keys))
        let serials = Set(night.sales.keys)
        // One line in a thousand is unknown, and one sells again what was sold.
        #expect(serials.subtracting(before.received).count == 1)
        #expect(serials.subtracting(before.received).isDisjoint(with: before.sales.keys))
        #expect(serials.intersection(before.received).subtracting(before.inStock).count == 1)
        #expect(serials.intersection(before.inStock).count == 1_498)
    }

    @Test("what comes before the night is the same without it")
    func before() throws {
        let without = try make(WorkloadPlan(units: 20_000, seed: 5, stock: 4_000))
        var with = try make(WorkloadPlan(units: 20_000, seed: 5, stock: 4_000, night: 3_000))
        with.summary.night = nil
        #expect(with.summary == without.summary)
        let inputs = with.files.filter { $0.key.hasPrefix("inputs/") }
        #expect(inputs == without.files.filter { $0.key.hasPrefix("inputs/") })
    }

    @Test(
        "says why there can be no such workload",
        arguments: [
            (1_000, nil, 0, nil), (2_000_000, nil, 100_000, nil), (10_000_000, 200_000, 100_000, nil),
            (999, nil, 0, "--units must be from 1,000 to 400000000"),
            (1_000, 1_000, 0, "--stock must be from 1 to less than --units"),
            (1_000, 990, 0, "--stock leaves too few units to be sold"),
            (1_000, nil, 999, "--night must be 1,000 or more, or 0 for none"),
            (1_000_000, 50_000, 100_000, "50000 units in stock are too few: unknown serials and the night take 50950"),
        ] as [(Int, Int?, Int, String?)])
    func problems(units: Int, stock: Int?, night: Int, problem: String?) {
        #expect(WorkloadPlan(units: units, seed: 1, stock: stock, night: night).problem == problem)
    }
}
