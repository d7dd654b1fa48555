import Foundation
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

@Suite("recalls of whole runs over random files")
struct RandomRecallRunTests {
    static let isLong = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] != nil

    /// Two campaigns on each of 100 worlds; with `SERIALSTOCK_LONG` set, on each of 1,000 larger ones.
    @Test("no holder is missed, none told who should not be, and the sums are right", arguments: 0..<20)
    func agree(block: Int) throws {
        let count = UInt64(Self.isLong ? 50 : 5)
        for seed in UInt64(block) * count..<UInt64(block + 1) * count {
            do { try agree(seed: seed) } catch { Issue.record("seed \(seed): \(error)") }
        }
    }

    @Test("the worlds are worth it: every list, place and doubt occurs")
    func variety() throws {
        var lists: Set<String> = []
        var figures: Set<String> = []
        var findings: Set<String> = []
        var suggested = 0
        var freed = 0
        for seed in UInt64(0)..<60 {
            let world = WorldGenerator(seed: seed, records: 160).world()
            let notices = WorldNotices(world, seed: seed &+ 5_000_000, campaigns: 2)
            let folded = FoldedNotices(notices)
            suggested += folded.world.units.count { $0.suggestion != nil }
            freed += folded.world.units.count { !$0.freed.isEmpty }
            for campaign in notices.campaigns {
                let recall = ReferenceRecall(folded.world(notices, campaign: campaign))
                lists.formUnion(recall.lists.keys)
                figures.formUnion(recall.figures.filter { $0.value > 0 }.keys)
                findings.formUnion(recall.findings.compactMap { $0.split(separator: " ").first.map(String.init) })
            }
        }
        #expect(lists == ["email", "post", "channel", "unreachable", "consignees", "possibly"])
        #expect(
            figures.isSuperset(of: [
                "in-stock", "reserved", "away", "quarantined", "in-repair", "written-off", "vendor", "sold",
                "unaccounted", "remedied", "told now", "unreachable", "possibly",
            ]), "\(figures)")
        #expect(findings == ["recalled-in-stock", "recalled-sale"])
        #expect(suggested > 20 && freed > 20, "\(suggested), \(freed)")
    }

    private func agree(seed: UInt64) throws {
        let world = WorldGenerator(seed: seed, records: Self.isLong ? 400 : 160).world()
        let notices = WorldNotices(world, seed: seed &+ 5_000_000, campaigns: 2)
        var random = SplitMix64(seed: seed &+ 6_000_000)
        let run = RandomRun(notices.world, using: &random)
        let folder = TemporaryFolder()
        var settings = try run.settings(in: folder)
        try notices.write(to: folder)
        settings.inputs.append(folder("more"))
        settings.notices.campaigns = [folder("campaigns")]
        let outcome = try Pipeline.run(settings)
        #expect(outcome.summary.recalls.map(\.problem) == ["", ""], "seed \(seed)")

        let folded = FoldedNotices(notices)
        var findings: Set<String> = []
        var blocked: Set<[String]> = []
        for campaign in notices.campaigns {
            let wanted = ReferenceRecall(folded.world(notices, campaign: campaign))
            let got = try PublishedRecall(folder("out/latest/recalls/\(campaign.id)"))
            let what = "seed \(seed); \(run); \(campaign.text)"
            expectSame(got.units, wanted.units, "\(what): units")
            let (lists, wantedLists) = (got.lists, PublishedRecall.lists(wanted))
            for name in Set(lists.keys).union(wantedLists.keys).sorted() {
                expectSame(lists[name] ?? [], wantedLists[name] ?? [], "\(what): \(name)")
            }
            #expect(got.figures == wanted.figures.filter { $0.value != 0 }, "\(what)")
            findings.formUnion(wanted.findings)
            blocked.formUnion(wanted.blocked)
        }
        expectSame(Self.findings(folder), findings.sorted(), "seed \(seed): findings")
        let stock = CSVText.records(folder.text("out/latest/stock_by_sku.csv") ?? "")
        for row in stock where row["on_hand"] != "" {
            #expect(row["blocked"] == "\(blocked.count { $0[0] == row["sku"] })", "seed \(seed): \(row["sku"] ?? "")")
        }
    }

    private func expectSame(_ got: [String], _ wanted: [String], _ what: String) {
        let (more, less) = (got.difference(from: wanted).insertions, got.difference(from: wanted).removals)
        #expect(more.isEmpty && less.isEmpty, "\(what)\nextra \(more.prefix(3))\nmissing \(less.prefix(3))")
    }

    /// As the reference writes them.
    private static func findings(_ folder: TemporaryFolder) -> [String] {
        CSVText.records(folder.text("out/latest/findings.csv") ?? "").compactMap { row in
            guard let kind = row["kind"], kind.hasPrefix("recalled"), let serial = row["serial"] else { return nil }
            let sale = "\(row["party"] ?? "")/\(row["document"] ?? "")/\(row["line"] ?? "")"
            return "\(kind) \(serial) \(kind == "recalled-sale" ? sale : row["sku"] ?? "")"
        }.sorted()
    }
}

extension WorldNotices {
    /// Writes campaigns into the folder `campaigns`, cards and remedied units into `more`.
    func write(to folder: TemporaryFolder) throws {
        for name in ["campaigns", "more", "more/cards"] { folder.makeFolder(name) }
        for campaign in campaigns { folder.makeFile("campaigns/\(campaign.id).yaml", campaign.text) }
        for (path, text) in files { folder.makeFile("more/\(path)", text) }
    }
}
