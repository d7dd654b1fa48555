import StockModel
import StockPipeline
import StockWriting
import Testing

@testable import serialstock

@Suite("what a person reads at the end")
struct RunReportTests {
    @Test("figures, findings worst first, and where the files are")
    func complete() {
        var summary = summary()
        summary.durationMilliseconds = 65_432
        summary.files.read = 21
        summary.files.bytes = 1_449_999
        summary.files.deferred = 1
        summary.records = ["order": 1200, "despatch": 34]
        summary.rejectedRecords = 1
        summary.stock.skus = 13
        summary.stock.kits = 1
        summary.stock.onHand = 1_234_567
        summary.stock.available = -5
        summary.units = [.inStock: 1500, .inRepair: 1]
        summary.findings = [.staleOpen: 3, .oversell: 1, .duplicateSale: 2, .serialShared: 1]
        #expect(
            text(of: summary) == """
                Run 2026-11-23.1, business date 2026-11-23, 1 min 5 s

                Read      21 files (1.4 MB), 1,234 records
                          1 file left for later, 1 record rejected

                Stock     13 SKUs, 1 kit
                          on hand     1,234,567   committed           0   available          -5
                          sellable            0   oversold            0   inbound             0

                Units     in-stock 1,500, in-repair 1

                Findings  3 errors, 3 warnings, 1 info
                  error          2  duplicate-sale           one unit sold twice
                  error          1  oversell                 sold, and nothing left to send
                  warning        3  stale-open               open for a long time
                  info           1  serial-shared            one serial, several products

                Rejects   see out/latest/rejects.csv; correct the records in
                          out/latest/rejects/ and read them again

                Files     out/latest/

                """)
    }

    @Test("stock uploads, and why others were not written")
    func feeds() {
        var summary = summary()
        var feeds = ["amazon", "shopify", "ebay", "walmart"].map { RunSummary.Feed(channel: $0) }
        (feeds[0].file, feeds[0].listings) = ("feeds/amazon.txt", 1)
        (feeds[1].file, feeds[1].listings) = ("feeds/shopify.csv", 1204)
        feeds[2].problem = "listings.csv: The file is empty. Fetch the export again."
        feeds[3].problem = "walmart.csv: The file cannot be read: there is none (open, byte 0). Check that it exists."
        summary.take(feeds, notes: [])
        #expect(
            text(of: summary).hasSuffix(
                """
                Feeds     amazon 1 listing, shopify 1,204 listings
                          ebay not written: listings.csv: The file is empty. Fetch the export
                          again.
                          walmart not written: walmart.csv: The file cannot be read: there is
                          none (open, byte 0). Check that it exists.

                Files     out/latest/

                """))
    }

    @Test("nothing at all")
    func empty() {
        #expect(
            text(of: summary()) == """
                Run 2026-11-23.1, business date 2026-11-23, 412 ms

                Read      0 files (0 bytes), 0 records

                Stock     0 SKUs
                          on hand             0   committed           0   available           0
                          sellable            0   oversold            0   inbound             0

                Units     none

                Findings  0 errors, 0 warnings, 0 info

                Files     out/latest/

                """)
    }

    @Test("no line is wider than 80 columns, however large the figures")
    func width() {
        var summary = summary()
        for kind in FindingKind.allCases { summary.findings[kind] = 123_456 }
        for place in RunSummary.places { summary.units[place] = 1_234_567 }
        summary.stock.onHand = 999_999_999
        summary.stock.committed = -99_999_999
        summary.stock.available = 999_999_999
        summary.files.read = 100_000
        summary.files.bytes = 512_000_000_000
        summary.files.deferred = 100_000
        summary.files.rejected = 100_000
        for line in text(of: summary).split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    private func summary() -> RunSummary {
        RunSummary(
            businessDate: Timestamp(iso8601: "2026-11-23") ?? .absent, startedAt: .absent, finishedAt: .absent,
            durationMilliseconds: 412)
    }

    @Test("where no rejected record can be corrected by itself, none is offered")
    func wholeFiles() {
        var summary = summary()
        summary.files.rejected = 1
        let lines = text(of: summary, keepsRejects: false).split(separator: "\n")
        #expect(lines.contains("          1 file rejected") && lines.contains("Rejects   see out/latest/rejects.csv"))
    }

    private func text(of summary: RunSummary, keepsRejects: Bool = true) -> String {
        RunReport.text(
            of: RunOutcome(
                runID: "2026-11-23.1", folder: "out/runs/2026-11-23.1", summary: summary, exitCode: 0),
            keepsRejects: keepsRejects)
    }
}

@Suite("progress line")
struct ProgressLineTests {
    @Test(
        "files, bytes, rate, time left",
        arguments: [
            (0, 0, 0.0, "reading 0 of 200 files, 0.0 of 511.0 MB"),
            (3, 1_000_000, 0.1, "reading 3 of 200 files, 1.0 of 511.0 MB"),
            (12, 34_500_000, 0.5, "reading 12 of 200 files, 34.5 of 511.0 MB, 69 MB/s, 7 s left"),
            (12, 1_000_000, 10.0, "reading 12 of 200 files, 1.0 of 511.0 MB, 0 MB/s, 85 min left"),
            (200, 511_000_000, 5.0, "reading 200 of 200 files, 511.0 of 511.0 MB, 102 MB/s"),
        ])
    func line(filesDone: Int, bytesDone: Int, seconds: Double, text: String) {
        let line = ProgressLine.reading(
            filesDone: filesDone, files: 200, bytesDone: bytesDone, bytes: 511_000_000, seconds: seconds)
        #expect(line == text)
    }
}

@Suite("figures")
struct FiguresTests {
    @Test(
        "grouped by three",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (1_234_567, "1,234,567")])
    func grouped(number: Int, text: String) { #expect(Figures.grouped(number) == text) }

    @Test(
        "sizes",
        arguments: [
            (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (1_449_999, "1.4 MB"), (2_050_000_000, "2.1 GB"),
        ])
    func size(bytes: Int, text: String) { #expect(Figures.size(bytes) == text) }
}
