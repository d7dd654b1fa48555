import StockModel
import Testing

@testable import StockWriting

@Suite("summary.json")
struct RunSummaryTests {
    @Test("counts files, records, rejects, findings and stock")
    func counts() {
        let summary = sample()
        #expect(summary.files.total == 4)
        #expect(summary.files.bytes == 300)
        #expect(summary.records == ["order": 12, "despatch": 5])
        #expect(summary.rejectedRecords == 1)
        #expect(summary.findingTotal == 3)
        #expect(summary.worstSeverity == .warning)
        #expect(summary.stock.skus == 2)
        #expect(summary.stock.kits == 1)
        #expect(summary.stock.onHand == 7)
        #expect(summary.notes.map(\.file) == ["a.csv", "c.part"])
    }

    @Test("its text: every key, in a fixed order")
    func text() {
        var summary = sample()
        summary.runID = "2026-11-23.1"
        var feed = RunSummary.Feed(channel: "amazon")
        feed.file = "feeds/amazon.txt"
        (feed.listings, feed.leftOut, feed.unlisted) = (6, 2, 9)
        summary.take([feed], notes: [])
        var recall = RunSummary.Recall(campaign: "R-1")
        (recall.title, recall.folder) = ("Charger", "recalls/R-1")
        (recall.affected, recall.withCustomers, recall.toldNow, recall.unreachable) = (3, 2, 1, 1)
        summary.take([recall], notes: [])
        let kinds = FindingKind.allCases.map { kind in
            "      \"\(kind.rawValue)\": \(kind == .staleOpen ? 2 : kind == .serialShared ? 1 : 0)"
        }
        #expect(
            String(decoding: SummaryFile.text(of: summary), as: UTF8.self) == """
                {
                  "run": "2026-11-23.1",
                  "business_date": "2026-11-23",
                  "started_at": "2026-11-23T02:00:00Z",
                  "finished_at": "2026-11-23T02:00:03Z",
                  "duration_ms": 2750,
                  "files": {
                    "total": 4,
                    "read": 2,
                    "already-read": 0,
                    "deferred": 1,
                    "rejected": 1,
                    "bytes": 300
                  },
                  "records": {
                    "total": 17,
                    "rejected": 1,
                    "by_kind": {
                      "catalogue": 0,
                      "opening": 0,
                      "despatch": 5,
                      "order": 12,
                      "copy": 0,
                      "fulfilment": 0,
                      "return": 0,
                      "adjustment": 0,
                      "identity": 0
                    }
                  },
                  "findings": {
                    "total": 3,
                    "by_severity": {
                      "error": 0,
                      "warning": 2,
                      "info": 1
                    },
                    "by_kind": {
                \(kinds.joined(separator: ",\n"))
                    }
                  },
                  "stock": {
                    "skus": 2,
                    "kits": 1,
                    "opening": 10,
                    "received": 0,
                    "returned": 0,
                    "adjusted": 0,
                    "shipped": 3,
                    "on_hand": 7,
                    "committed": 2,
                    "available": 5,
                    "oversold": 0,
                    "blocked": 0,
                    "sellable": 4,
                    "inbound": 0
                  },
                  "units": {
                    "total": 6,
                    "in-stock": 5,
                    "reserved": 0,
                    "quarantined": 0,
                    "away": 0,
                    "in-repair": 1
                  },
                  "feeds": [
                    {
                      "channel": "amazon",
                      "file": "feeds/amazon.txt",
                      "listings": 6,
                      "left_out": 2,
                      "unlisted": 9,
                      "problem": ""
                    }
                  ],
                  "recalls": [
                    {
                      "campaign": "R-1",
                      "title": "Charger",
                      "folder": "recalls/R-1",
                      "affected": 3,
                      "stoppable": 0,
                      "with_customers": 2,
                      "told_now": 1,
                      "told_before": 0,
                      "remedied": 0,
                      "unreachable": 1,
                      "possibly_affected": 0,
                      "problem": ""
                    }
                  ],
                  "expiring_warranties": 0,
                  "notes": [
                    {
                      "file": "a.csv",
                      "note": "2 \\"odd\\" columns\\nare not used"
                    },
                    {
                      "file": "c.part",
                      "note": "not complete yet"
                    }
                  ]
                }

                """)
    }

    @Test(
        "exit codes: rejects before findings, findings only from fail_on up",
        arguments: [
            (nil, 0, 0), (.error, 0, 0), (.warning, 0, 1), (.info, 0, 1), (nil, 1, 2), (.warning, 1, 2),
        ] as [(Severity?, Int, Int32)])
    func exitCode(failOn: Severity?, rejected: Int, code: Int32) {
        var summary = RunSummary(
            businessDate: .absent, startedAt: .absent, finishedAt: .absent, durationMilliseconds: 0)
        summary.findings = [.staleOpen: 1]
        summary.rejectedRecords = rejected
        #expect(summary.exitCode(failOn: failOn) == code)
    }

    private func sample() -> RunSummary {
        func time(_ text: String) -> Timestamp { Timestamp(iso8601: text) ?? .absent }
        var summary = RunSummary(
            businessDate: time("2026-11-23"), startedAt: time("2026-11-23T02:00:00Z"),
            finishedAt: time("2026-11-23T02:00:03Z"), durationMilliseconds: 2750)
        summary.count(sources())
        summary.findings = [.staleOpen: 2, .serialShared: 1]
        summary.sum(rows())
        summary.units = [.inStock: 5, .inRepair: 1]
        return summary
    }

    private func sources() -> [Source] {
        var orders = Source(file: "a.csv")
        orders.kind = "order"
        orders.records = 12
        orders.rejected = 1
        orders.bytes = 100
        orders.notes = ["2 \"odd\" columns\nare not used"]
        var notices = Source(file: "b.xml")
        notices.kind = "despatch"
        notices.records = 5
        notices.bytes = 200
        var part = Source(file: "c.part")
        part.outcome = .deferred
        part.notes = ["not complete yet"]
        var bad = Source(file: "d.xml")
        bad.outcome = .rejected
        bad.bytes = 7
        return [part, bad, notices, orders]
    }

    private func rows() -> [StockRow] {
        var item = StockRow(sku: "A")
        var figures = StockRow.Figures()
        figures.opening = 10
        figures.shipped = 3
        figures.committed = 2
        item.figures = figures
        item.sellable = 4
        var other = StockRow(sku: "B")
        other.figures = StockRow.Figures()
        var kit = StockRow(sku: "K")
        kit.sellable = 2
        return [item, other, kit]
    }
}
