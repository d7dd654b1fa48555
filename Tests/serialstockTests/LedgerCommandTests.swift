import Foundation
import StockTestSupport
import Testing

/// `serialstock ledger …` and `serialstock trace`, from outside.
@Suite("the ledger's commands")
struct LedgerCommandTests {
    let folder = TemporaryFolder()

    private func night() throws {
        folder.makeFolder("in")
        folder.makeFile(
            "in/asn.csv",
            "supplier,asn_id,line_id,sku,delivered_at,quantity,serials\nZenit,A-7,1,D,2026-11-02,2,SN-0042;SN-0077\n")
        folder.makeFile(
            "in/orders.csv",
            """
            channel,order_id,line_id,sku,quantity,status,ordered_at,shipped_at,serials,buyer_name,buyer_email
            web,1001,1,D,1,shipped,2026-11-05,2026-11-06,sn-0042,Ann Harlow,ann@example.com
            web,1002,1,D,1,shipped,2026-11-09,2026-11-09,SN-0042,Bob Ortiz,bob@example.com

            """)
        folder.makeFile("p.yaml", "name: night\ninputs: [in/]\nledger: l.sqlite\noutputs: {directory: out}\n")
        let run = try Tool.run(["run", "p.yaml", "--init", "--date", "2026-11-23", "-q"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test("init makes a ledger once")
    func make() throws {
        #expect(try Tool.run(["ledger", "init", "l.sqlite"], in: folder).status == 0)
        #expect(folder.mode("l.sqlite") & 0o777 == 0o600)
        let again = try Tool.run(["ledger", "init", "l.sqlite"], in: folder)
        #expect(again.status == 3)
        #expect(
            again.errors == """
                l.sqlite: error: there is already something at l.sqlite
                  Do: use it as it is (a run without `--init` goes on from it), or choose another path

                """)
        let status = try Tool.run(["ledger", "status", "l.sqlite"], in: folder)
        #expect(status.output.contains("Runs       none yet\n") && status.output.contains("no file was read yet"))
    }

    @Test("status tells of runs, files, findings and what waits, at most 80 columns wide")
    func status() throws {
        try night()
        let result = try Tool.run(["ledger", "status", "l.sqlite"], in: folder)
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(
            lines.dropFirst().filter { !$0.hasPrefix("Last") } == [
                "Runs       1, business dates 2026-11-23 to 2026-11-23", "Findings   1 new, 0 open, 0 resolved",
                "To ship    nothing", "To arrive  nothing", "", "kind      files  records  rejected",
                "despatch  1      1        0", "order     1      2        0", "",
            ])
        let json = try Tool.run(["ledger", "status", "l.sqlite", "--json"], in: folder)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect((object["findings"] as? [String: Int]) == ["new": 1, "open": 0, "resolved": 0])
        #expect((object["last_run"] as? [String: Any])?["run"] as? String == "2026-11-23.1")
    }

    @Test("trace prints a life that a person can read; 1 and near serials where there is none")
    func trace() throws {
        try night()
        let result = try Tool.run(["trace", "S/N: sn-0042", "--ledger", "l.sqlite"], in: folder)
        #expect(result.status == 0)
        #expect(
            result.output == """
                SN-0042 D

                NOW with a customer since 2026-11-06
                for order 1001 on web (line 1): Ann Harlow, ann@example.com
                for order 1002 on web (line 1): Bob Ortiz, bob@example.com

                  2026-11-02  received       despatch advice A-7 of Zenit (line 1); now in-stock
                                             asn.csv#1 (line 2)
                  2026-11-06  sold           order 1001 on web (line 1); now sold
                                             orders.csv#1 (line 2), as “sn-0042”
                  2026-11-09  sold           order 1002 on web (line 1); stays sold
                                             ! duplicate-sale
                                             orders.csv#2 (line 3)

                Findings
                  error  duplicate-sale (new)
                    Serial SN-0042 is on order 1002 on web (line 1), but it had gone to order
                    1001 on web (line 1) and never came back.
                    Do: Find out who really has the unit: look at both parcels' records, then
                        correct the serial of the other order.

                """)
        let json = try Tool.run(["trace", "SN-0042", "--pipeline", "p.yaml", "--json"], in: folder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let unit = try #require((object["units"] as? [[String: Any]])?.first)
        #expect(unit["place"] as? String == "sold" && (unit["life"] as? [Any])?.count == 3)
        let unknown = try Tool.run(["trace", "SN-OO77", "--ledger", "l.sqlite"], in: folder)
        #expect(unknown.status == 1)
        #expect(
            unknown.output == """
                The ledger knows no unit with the serial “SN-OO77”.
                Perhaps one of these was meant; look at the unit:
                  SN-0077 D, in-stock (some characters look alike)

                """)
        #expect(try Tool.run(["trace", "SN-0042"], in: folder).status == 64)
        #expect(try Tool.run(["trace", "SN-0042", "--ledger", "none.sqlite"], in: folder).status == 3)
    }

    @Test("backup, export and forget say what they did")
    func others() throws {
        try night()
        let backup = try Tool.run(["ledger", "backup", "l.sqlite", "copy.sqlite"], in: folder)
        #expect(backup.status == 0 && backup.output.isEmpty && backup.errors.isEmpty)
        #expect(try Tool.run(["ledger", "backup", "l.sqlite", "copy.sqlite"], in: folder).status == 3)
        let export = try Tool.run(["ledger", "export", "l.sqlite", "--out", "ex"], in: folder)
        #expect(export.output == "3 records in 2 files in ex\n")
        let again = try Tool.run(["ledger", "export", "l.sqlite", "--out", "ex"], in: folder)
        #expect(again.status == 3 && again.errors.hasPrefix("ex: error: the folder cannot be created: "))
        #expect(try Tool.run(["ledger", "forget", "l.sqlite"], in: folder).status == 64)
        let nobody = try Tool.run(["ledger", "forget", "l.sqlite", "--email", "x@example.com"], in: folder)
        #expect(nobody.status == 1 && nobody.output == "There is no such buyer; nothing was removed.\n")
        let forgotten = try Tool.run(["ledger", "forget", "l.sqlite", "--email", "ann@example.com"], in: folder)
        #expect(
            forgotten.output == """
                Removed the buyer's details from 1 record of 1 order: 1001.
                Backups, exports, folders of `serialstock recall` and `serialstock warranty`,
                and the input files still have what they had.

                """)
        let trace = try Tool.run(["trace", "SN-0042", "--ledger", "l.sqlite"], in: folder)
        #expect(trace.output.contains("for order 1001 on web (line 1)\n") && !trace.output.contains("Harlow"))
    }
}
