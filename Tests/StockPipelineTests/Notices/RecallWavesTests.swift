import Foundation
import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

/// Who is told, night after night, of one campaign on a small shop.
@Suite("waves of a recall")
struct RecallWavesTests {
    let folder = TemporaryFolder()

    init() {
        folder.makeFolder("in")
        folder.makeFolder("campaigns")
        let serials = (1...6).map { "P,2026-10-01,S\($0),L\($0 < 6 ? 1 : 2)\n" }.joined()
        folder.makeFile("in/stock.csv", "sku,as_of,serial,lot\n\(serials)")
        folder.makeFile(
            "campaigns/R.yaml",
            """
            {id: R, title: Hot, issued: 2026-11-02, scope: {all: [{skus: [P]}, {lots: [L1]}]},
             notice: {hazard: h, what_to_do: w, remedy: r, contact: c}}

            """)
    }

    private static let header =
        "channel,order_id,sku,quantity,status,ordered_at,serials,buyer_name,buyer_email,address1,city,postcode,country\n"

    /// A night in which orders come: `number serial person`.
    @discardableResult
    private func run(
        _ orders: [String] = [], more: [String: String] = [:], wave: Int? = nil, isFirst: Bool = false,
        isDryRun: Bool = false
    ) throws -> RunOutcome {
        let rows = orders.map { order in
            let words = order.split(separator: " ").map(String.init)
            let person = words[2] == "Nobody" ? ",,,,," : "\(words[2]),\(words[2])@example.com,,,,"
            return "web,\(words[0]),P,1,shipped,2026-10-0\(words[0].suffix(1)),\(words[1]),\(person)\n"
        }
        if !rows.isEmpty { folder.makeFile("in/orders-\(orders[0].prefix(4)).csv", Self.header + rows.joined()) }
        for (name, text) in more { folder.makeFile("in/\(name)", text) }
        var settings = RunSettings(
            inputs: [folder("in")], output: folder("out"),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day))
        settings.ledger = LedgerSettings(path: folder("l.sqlite"), pipeline: "p")
        settings.ledger?.isMade = isFirst
        settings.notices.campaigns = [folder("campaigns")]
        settings.notices.wave = wave
        settings.isDryRun = isDryRun
        return try Pipeline.run(settings)
    }

    /// `notice name orders serials` of a list.
    private func list(_ name: String) -> [String] {
        CSVText.records(folder.text("out/latest/recalls/R/\(name).csv") ?? "").map { row in
            ["notice", "name", "order_ids", "serials"].map { row[$0] ?? "" }.joined(separator: " ")
        }.sorted()
    }

    private func figures() throws -> String {
        let text = try #require(folder.text("out/latest/recalls/R/summary.json"))
        let summary = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return ["wave", "told_before", "told_now", "remedied", "unreachable"].map { "\($0) \(summary[$0] ?? "-")" }
            .joined(separator: ", ")
    }

    @Test("told once; more where there is more; repeated where a wave asks; not what is remedied")
    func waves() throws {
        try run(["1001 S1 Ann", "1002 S2 Bob", "1003 S3 Nobody", "1006 S6 Cy"], isFirst: true)
        #expect(list("email") == ["first Ann 1001 S1", "first Bob 1002 S2"])
        #expect(list("unreachable") == ["first  1003 S3"])
        #expect(try figures() == "wave 1, told_before 0, told_now 2, remedied 0, unreachable 1")

        try run()
        #expect(list("email") == [])
        #expect(list("unreachable") == ["first  1003 S3"], "until somebody can reach him")
        #expect(try figures() == "wave 1, told_before 2, told_now 0, remedied 0, unreachable 1")

        try run(["1004 S4 Ann"], isDryRun: true)
        try run()
        #expect(list("email") == ["more Ann 1001;1004 S1;S4"], "a dry run remembers nothing")
        #expect(try figures() == "wave 1, told_before 2, told_now 1, remedied 0, unreachable 1")

        try run(more: ["remedied.csv": "campaign,serial,at\nR,s1,2026-11-20\nQ,S2,2026-11-20\n"], wave: 2)
        #expect(list("email") == ["repeat Ann 1004 S4", "repeat Bob 1002 S2"])
        #expect(try figures() == "wave 2, told_before 2, told_now 0, remedied 1, unreachable 1")

        try run(["1005 S5 Bob"])
        #expect(list("email") == ["more Bob 1002;1005 S2;S5"])
        try run(wave: 3)
        #expect(list("email") == ["repeat Ann 1004 S4", "repeat Bob 1002;1005 S2;S5"])
        try run()
        #expect(list("email") == [])
        #expect(folder.text("out/latest/recalls/R/letters.html") != nil)
    }

    @Test("a campaign that is widened tells those whom it did not take in before")
    func widened() throws {
        try run(["1001 S1 Ann", "1006 S6 Cy"], isFirst: true)
        #expect(list("email") == ["first Ann 1001 S1"])
        let text = try #require(folder.text("campaigns/R.yaml"))
        folder.makeFile("campaigns/R.yaml", text.replacing("lots: [L1]", with: "lots: [L1, L2]"))
        try run()
        #expect(list("email") == ["first Cy 1006 S6"])
    }

    @Test("who returns the unit is told no more, and the next buyer is")
    func resold() throws {
        try run(["1001 S1 Ann"], isFirst: true)
        try run(
            ["1009 S1 Dee"],
            more: [
                "returns.csv":
                    "return_id,sku,returned_at,order_id,serials,disposition\nR1,P,2026-10-05,1001,S1,resaleable\n"
            ])
        #expect(list("email") == ["first Dee 1009 S1"])
        try run(wave: 2)
        #expect(list("email") == ["repeat Dee 1009 S1"])
    }

    @Test("an affected unit that nobody received may have been meant by a misread serial, once it is back in stock")
    func misread() throws {
        let text = try #require(folder.text("campaigns/R.yaml"))
        folder.makeFile("campaigns/R.yaml", text.replacing("lots: [L1]", with: "serials: [T0]"))
        try run(
            ["1001 T0 Ann", "1002 TO Bob"],
            more: [
                "returns.csv":
                    "return_id,sku,returned_at,order_id,serials,disposition\nR1,P,2026-10-05,1001,T0,resaleable\n"
            ], isFirst: true)
        #expect(list("possibly_affected") == ["first Bob 1002 TO"])
        #expect(list("email") == [])
    }

    @Test("a campaign that is wrong is told, and costs the others nothing")
    func wrongCampaign() throws {
        folder.makeFile("campaigns/bad.yaml", "id: B\n")
        let outcome = try run(["1001 S1 Ann"], isFirst: true)
        #expect(outcome.exitCode == 2)
        #expect(list("email") == ["first Ann 1001 S1"])
        #expect(outcome.summary.recalls.count == 2)
        #expect(outcome.summary.recalls.contains { $0.problem.contains("bad.yaml") })
    }
}
