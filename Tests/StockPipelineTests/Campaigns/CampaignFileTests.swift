import Glibc
import StockModel
import StockNotices
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("campaign file")
struct CampaignFileTests {
    private func parse(_ text: String, folder: String = "/data") throws -> CampaignFile {
        try CampaignFile.parse(text, path: "R.yaml", folder: folder) { $0 == "-" ? [] : [$0.uppercased()] }
    }

    private static let head = "id: R-1\ntitle: Charger may overheat\nissued: 2026-11-02\n"
    private static let notice = "notice: {hazard: Fire., what_to_do: Unplug it., remedy: A new one., contact: 0800 1}\n"

    private func day(_ text: String) -> Int { Timestamp(iso8601: text)?.day ?? 0 }

    @Test("everything")
    func complete() throws {
        let file = try parse(
            """
            id: R-2026-014
            title: Charger may overheat
            issued: 2026-11-02
            jurisdiction: [eu, US]
            scope:
              any:
                - serials: [SN000042, SN000077]
                - range: {from: sn000100, to: SN000199}
                - lots: [L77]
                - all:
                    - skus: [CH-65W]
                    - gtins: ["09506000134352"]
                    - asns: [N1]
                    - received: {from: 2026-05-01, to: 2026-05-31}
                    - sold: {from: 2026-06-01}
                    - not: {suppliers: [Zenit]}
            notice:
              product: Charger CH-65W by Zenit
              picture: charger.png
              numbers: the serial on the back
              hazard: |
                It can overheat
                and catch fire.
              what_to_do: Unplug it.
              remedy: A new one.
              contact: recall@example.com
            """)
        var wanted = Campaign(
            id: "R-2026-014", title: "Charger may overheat", issued: day("2026-11-02"),
            scope: .any([
                .condition(.serials(["SN000042", "SN000077"])),
                .condition(.range(from: "sn000100", to: "SN000199")), .condition(.lots(["L77"])),
                .all([
                    .condition(.skus(["CH-65W"])), .condition(.gtins(["09506000134352"])), .condition(.asns(["N1"])),
                    .condition(.received(DayRange(from: day("2026-05-01"), to: day("2026-05-31")))),
                    .condition(.sold(DayRange(from: day("2026-06-01"), to: nil))),
                    .not(.condition(.suppliers(["Zenit"]))),
                ]),
            ]))
        wanted.jurisdictions = [.eu, .us]
        wanted.notice.product = "Charger CH-65W by Zenit"
        wanted.notice.picture = "charger.png"
        wanted.notice.numbers = "the serial on the back"
        wanted.notice.hazard = "It can overheat\nand catch fire."
        wanted.notice.whatToDo = "Unplug it."
        wanted.notice.remedy = "A new one."
        wanted.notice.contact = "recall@example.com"
        #expect(file.campaign == wanted)
    }

    @Test(
        "mistakes, each with its place and what to do",
        arguments: [
            (
                "range: {from: SN10, to: SN09}",
                "R.yaml:4:16: error: the range `SN10` to `SN09` is the wrong way round\n  Do: swap `from` and `to`"
            ),
            (
                "range: {from: SN1, to: SN10}",
                "R.yaml:4:16: error: `SN1` and `SN10` do not have as many trailing digits\n  Do: write one range for each count of digits"
            ),
            (
                "range: {from: SN1, to: SM2}",
                "R.yaml:4:16: error: `SN1` and `SM2` differ before their trailing digits\n  Do: write one range for each beginning"
            ),
            (
                "range: {from: SNA, to: SNB}",
                "R.yaml:4:16: error: the range `SNA` to `SNB` does not end in digits\n  Do: list these serials under `serials:`"
            ),
            (
                "range: {form: SN1, to: SN2}",
                "R.yaml:4:17: error: `form` is not a key of `range:`\n  Do: write `from`\nR.yaml:4:16: error: `from:` is missing"
            ),
            ("skuss: [A]", "R.yaml:4:9: error: `skuss` is not a key of a scope\n  Do: write `skus`"),
            ("skus: A", "R.yaml:4:15: error: `skus:` must be a list\n  Do: write `skus: [A]`"),
            ("any: []", "R.yaml:4:14: error: `any:` is empty\n  Do: put at least one scope in it"),
            (
                "sold: {from: 2026-06-01, to: 2026-05-01}",
                "R.yaml:4:15: error: `from:` is later than `to:`\n  Do: swap the two days"
            ),
            (
                "sold: {from: 1 June}",
                "R.yaml:4:22: error: `from:` must be a day, not `1 June`\n  Do: write it as `2026-11-02`"
            ),
            (
                "skus: [A], lots: [L]",
                "R.yaml:4:8: error: `lots:` and `skus:` stand side by side\n  Do: put them in a list under `all:` if each must hold, under `any:` if one is enough"
            ),
            (
                "any: [{range: {from: S10, to: S19}}, {range: {from: S15, to: S29}}]",
                "R.yaml:4:54: error: the range `S15` to `S29` overlaps the range `S10` to `S19`\n  Do: correct one of them, or make them one"
            ),
        ])
    func mistakes(_ scope: String, _ message: String) throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse("\(Self.head)scope: {\(scope)}\n\(Self.notice)")
        }
        let wanted = message.split(separator: "\n").filter { $0.hasPrefix("R.yaml") }.sorted()
        let got = failure.description.split(separator: "\n").filter { $0.hasPrefix("R.yaml") }.sorted()
        if wanted.count == 1 { #expect(failure.description == message) } else { #expect(got == wanted) }
    }

    @Test("all mistakes at once")
    func several() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse("id: ../x\nissued: soon\njurisdiction: uk\nscoop: {}\nnotice: {hazard: A voluntary recall.}\n")
        }
        #expect(
            failure.mistakes.map(\.problem) == [
                "`title:` is missing", "`scope:` is missing", "`../x` cannot name a folder",
                "`issued:` must be a day, not `soon`", "`jurisdiction:` must be of `eu`, `us`, not `uk`",
                "`scoop` is not a key of a campaign", "`what_to_do:` is missing", "`remedy:` is missing",
                "`contact:` is missing",
            ])
    }

    @Test("European law forbids to play a hazard down, and asks for the product and its numbers")
    func european() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse(
                "\(Self.head)jurisdiction: eu\nscope: {skus: [A]}\nnotice: {hazard: A Voluntary recall., what_to_do: x, remedy: x, contact: x}\n"
            )
        }
        #expect(
            failure.mistakes.map(\.problem) == [
                "`product:` is missing", "`numbers:` is missing",
                "the hazard may not be called `voluntary` (Article 36 of Regulation (EU) 2023/988)",
            ])
    }

    @Test("files of serials")
    func serialsFile() throws {
        let folder = TemporaryFolder()
        folder.makeFile("a.csv", "Name,Serial,Note\nx,\"SN,1\",\n\ny, SN2 ,z\nz,,\n")
        let file = try parse("\(Self.head)scope: {serials_file: a.csv}\n\(Self.notice)", folder: folder.path)
        #expect(file.campaign.scope == .condition(.serials(["SN,1", "SN2"])))
        #expect(try SerialsFile.parse("SN1\r\nSN2\rSN3") == ["SN1", "SN2", "SN3"])
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse("\(Self.head)scope: {serials_file: none.csv}\n\(Self.notice)", folder: folder.path)
        }
        #expect(failure.mistakes.count == 1)
        #expect(failure.mistakes[0].line == 4)
        #expect(throws: WholeText.Failure.self) { try SerialsFile.parse("a,b\n1,2\n") }
        #expect(throws: WholeText.Failure.self) { try SerialsFile.parse("serial\n\n") }
    }

    @Test("what data can tell")
    func advice() throws {
        let file = try parse("\(Self.head)scope: {any: [{skus: [CH-66W]}, {serials: [S1, -]}]}\n\(Self.notice)")
        let check = CampaignCheck(
            file.campaign.scope, isSKU: { $0 == "CH-65W" }, isSerial: { _ in false },
            serialForms: { $0 == "-" ? [] : [$0] })
        let advice = file.advice(check, selected: 0) { $0 == "CH-66W" ? "CH-65W" : nil }
        #expect(
            advice.mistakes.map { "\($0.line):\($0.column) \($0.problem); \($0.remedy)" } == [
                "4:8 `-` is no serial; remove it from the scope",
                "4:8 the scope selects nothing; compare its serials, SKUs and dates with the notice of the manufacturer",
                "4:23 `CH-66W` is no SKU that anything names; write `CH-65W`",
            ])
        #expect(
            advice.warnings.map { "\($0.line):\($0.column) \($0.problem)" } == [
                "4:8 1 of the serials listed is on no unit: `S1`",
                "4:8 no SKU bounds the scope, so that goods without serials of every SKU are possibly affected",
            ])
    }
}
