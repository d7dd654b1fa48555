import Foundation
import StockTestSupport
import Testing

/// Where buyers' details may stand, and where they must not, through the built program.
@Suite("personal data")
struct PersonalDataTests {
    let folder = TemporaryFolder()

    /// Of buyers and of persons on warranty cards; in nothing else that a run reads.
    private static let seeds = [
        "zyxwulf", "quibbleton", "qorvex", "zq.seeded@", "+00 555 0999777", "77 xylander", "flat qwz-9", "xanthippolis",
        "zq9 7qz", "wobbelius", "wb.seeded@", "31 yggdra", "wb8 8bw",
    ]
    private static let person =
        "Zyxwulf Quibbleton,Qorvex Ltd,ZQ.seeded@mail.example,+00 555 0999777,77 Xylander Pass,Flat Qwz-9,Xanthippolis,ZQ9 7QZ,GB"
    private static let card = "Ida Wobbelius,wb.seeded@mail.example,31 Yggdra Lane,Xanthippolis,WB8 8BW,GB"
    private static let columns = "buyer_name,company,buyer_email,buyer_phone,address1,address2,city,postcode,country"

    init() {
        for name in ["in", "campaigns"] { folder.makeFolder(name) }
        folder.makeFile("in/catalogue.csv", "sku,name,serials,warranty_months\nP,Phone,required,12\nC,Case,none,\n")
        folder.makeFile(
            "in/stock.csv",
            "sku,as_of,serial,quantity\n" + (1...6).map { "P,2026-10-01,S\($0),1\n" }.joined() + "C,2026-10-01,,9\n")
        let start = "channel,order_id,sku,quantity,status,ordered_at,serials,marketing_consent,"
        let person = Self.person
        folder.makeFile(
            "in/orders.csv",
            """
            \(start)\(Self.columns)
            web,1001,P,1,shipped,2026-10-02,S1,yes,\(person)
            web,1002,P,1,shipped,2026-10-03,S1,no,\(person)
            web,1003,C,2,shipped,2026-10-03,,,\(person)
            web,1004,P,1,shipped,2026-10-04,S9,,\(person)
            web,1005,P,1,open,2026-10-04,S2,,\(person)
            amazon,1006,P,1,shipped,2026-10-04,S3,,Zyxwulf,,ab12@marketplace.amazon.com,,,,Xanthippolis,ZQ9 7QZ,GB
            web,1007,P,1,shipped,2026-10-32,S4,,\(person)
            web,1008,P,one,shipped,2026-10-05,S4,,\(person)
            web,1009,P,1,shipped,2026-10-05,S4,,\(person),too many
            web,1010,P,1,shipped,2026-10-05,S4,,"Zyxwulf" Quibbleton,Qorvex Ltd,,,,,,,
            web,1011,C,1,shipped,2026-11-20,,,\(person)

            """)
        // Rejected whole: its order numbers are missing.
        folder.makeFile(
            "in/broken.csv",
            "\(start)\(Self.columns)\n" + (1...40).map { _ in "web,,P,1,open,2026-10-02,,,\(person)\n" }.joined())
        folder.makeFile(
            "in/cards.csv",
            """
            serial,registered_at,name,email,address1,city,postcode,country
            S1,2026-10-10,\(Self.card)
            S3,2026-10-32,\(Self.card)

            """)
        folder.makeFile("listings.csv", "Handle,Option1 Value,SKU,Location,On hand\nh,x,C,Main,1\n")
        folder.makeFile(
            "campaigns/R.yaml",
            "{id: R, title: Hot, issued: 2026-10-03, scope: {skus: [P, C]}, notice: {hazard: h, what_to_do: w, remedy: r, "
                + "contact: c}}\n")
        folder.makeFile("campaigns/wrong.yaml", "id: W\n")
        folder.makeFile(
            "p.yaml",
            """
            inputs: [in]
            recalls: [campaigns]
            warranty: {expiring_days: [365], without_consent: true}
            ledger: l.sqlite
            outputs: {directory: out, feeds: [{channel: shopify, listings: listings.csv}]}

            """)
    }

    @Test("it stands in recalls, warranty, rejects and the ledger, and nowhere else")
    func places() throws {
        let commands = [
            ["check", "p.yaml"], ["check", "p.yaml", "--json"], ["run", "p.yaml", "--init"],
            ["run", "p.yaml", "--json"],
            ["run", "p.yaml", "--dry-run"], ["recall", "campaigns/R.yaml", "--ledger", "l.sqlite", "--out", "alone"],
        ]
        for command in commands {
            let date = command[0] == "check" ? [] : ["--date", "2026-11-23"]
            let result = try Tool.run(command + date, in: folder)
            #expect(Self.seeds(in: result.output + result.errors) == [], "\(command)")
        }
        var hits: Set<String> = []
        let manager = FileManager.default
        let runs = try manager.subpathsOfDirectory(atPath: folder("out/runs"))
        #expect(runs.contains("2026-11-23.1/findings.csv") && runs.contains("2026-11-23.2/manifest.json"))
        for path in runs {
            let parts = path.split(separator: "/").map(String.init)
            let isPrivate = parts.count > 1 && ["recalls", "warranty", "rejects"].contains(parts[1])
            var isFolder: ObjCBool = false
            _ = manager.fileExists(atPath: folder("out/runs/\(path)"), isDirectory: &isFolder)
            if isPrivate {
                #expect(folder.mode("out/runs/\(path)") & 0o777 == (isFolder.boolValue ? 0o700 : 0o600), "\(path)")
            }
            guard !isFolder.boolValue else { continue }
            let found = Self.seeds(in: try #require(folder.text("out/runs/\(path)")))
            if isPrivate, !found.isEmpty { hits.insert(parts[1]) }
            #expect(isPrivate || found.isEmpty, "\(path) has \(found)")
        }
        #expect(hits.isSuperset(of: ["recalls", "rejects"]))
        #expect(folder.mode("l.sqlite") & 0o777 == 0o600)
        let lists = try #require(folder.text("out/runs/2026-11-23.1/recalls/R/post.csv"))
        #expect(lists.contains("Zyxwulf Quibbleton") && lists.contains("Ida Wobbelius"))
        #expect(folder.mode("alone") & 0o777 == 0o700)
        for name in folder.names("alone") { #expect(folder.mode("alone/\(name)") & 0o777 == 0o600, "\(name)") }
    }

    @Test("a one-off keeps to it as well")
    func oneOff() throws {
        let text = try #require(folder.text("p.yaml"))
        folder.makeFile("p.yaml", text.replacing("ledger: l.sqlite\n", with: ""))
        let result = try Tool.run(["run", "p.yaml", "--date", "2026-11-23"], in: folder)
        #expect(Self.seeds(in: result.output + result.errors) == [])
        for name in folder.names("out/latest/") where folder.mode("out/latest/\(name)") & S_IFMT == S_IFREG {
            #expect(Self.seeds(in: folder.text("out/latest/\(name)") ?? "") == [], "\(name)")
        }
        for name in folder.names("out/latest/feeds") {
            #expect(Self.seeds(in: folder.text("out/latest/feeds/\(name)") ?? "") == [], "\(name)")
        }
        #expect(Self.seeds(in: folder.text("out/latest/recalls/R/post.csv") ?? "").count > 6)
    }

    /// Those that occur, in whatever letter case.
    private static func seeds(in text: String) -> [String] {
        let text = text.lowercased()
        return seeds.filter { text.contains($0) }
    }
}
