import Glibc
import StockModel
import StockTestSupport
import Testing

@testable import StockNotices
@testable import StockWriting

/// Golden bytes of a campaign's folder.
@Suite("a campaign's folder")
struct RecallFolderTests {
    private let folder = TemporaryFolder()
    private let day = Timestamp(iso8601: "2026-11-23") ?? .absent

    private static let ann: [BuyerField: String] = [
        .name: "=Ann\nMeyer", .email: "ann@example.com", .phone: "+49 30 1", .address1: "Quay 1", .city: "Kiel",
        .postcode: "24103", .country: "DE",
    ]
    private static let bo: [BuyerField: String] = [
        .name: "Bo", .company: "Bo, Sons", .email: "x@marketplace.amazon.de", .country: "DE",
    ]
    private static let cy: [BuyerField: String] = [.name: "Cy"]

    /// One who is told by post and e-mail, one by a marketplace, one by nobody, and goods in stock.
    private func shop() -> NoticeFixture {
        let shop = NoticeFixture()
        shop.sell("CH-65W", order: "1001", serials: ["S1", "-S2"], to: Self.ann)
        shop.sell("CH-65W", on: "amazon.de", order: "302-1", serials: ["S3"], to: Self.bo)
        shop.sell("CH-65W", order: "1002", quantity: 2, to: Self.cy)
        shop.sell("OTHER", order: "1003", serials: ["S1"], to: Self.cy)
        shop.unit("S8", "CH-65W", place: .inStock)
        shop.unit("S9", "CH-65W", place: .inStock)
        shop.units[shop.units.count - 1].place = .reserved
        let sale = Sale(line: shop.key("shop", "1004"), at: shop.time("2026-03-05"), hasLeft: false)
        shop.units[shop.units.count - 1].custodies[0].sales = [sale]
        shop.units[shop.units.count - 1].claimants = [sale]
        shop.rests = [SKURest(sku: shop.text("CH-65W"), onHand: 5, unitsInStock: 1, unitsReserved: 1)]
        return shop
    }

    /// The files of the folder by name.
    private func written(_ shop: NoticeFixture, _ memory: RecallMemory = RecallMemory()) throws -> [String: String] {
        let files = try PersonalFolder(new: folder("out"))
        let recall = try shop.recall(memory: memory)
        let notes = try RecallFolder.write(recall, of: NoticeFixture.campaign(), on: day, in: "", to: files)
        try files.finish()
        #expect(notes == [])
        return Dictionary(
            uniqueKeysWithValues: folder.names("out").map { ($0, folder.text("out/\($0)") ?? "") })
    }

    private static let header =
        "recipient_id,notice,name,email,phone,address1,address2,city,region,postcode,country,channel,order_ids,skus,serials"

    @Test("every list has its columns in their order, and one row a recipient")
    func lists() throws {
        let files = try written(shop())
        #expect(
            files.keys.sorted() == [
                "channel.csv", "consignees.csv", "email.csv", "letters.html", "possibly_affected.csv", "post.csv",
                "quarantine.csv", "summary.json", "units.csv", "unreachable.csv",
            ])
        let ann = "R-a,first,'=Ann Meyer,ann@example.com,'+49 30 1,Quay 1,,Kiel,,24103,DE,shop,1001,CH-65W,'-S2;S1\n"
        let bo = "R-b,first,Bo,x@marketplace.amazon.de,,,,,,,DE,amazon.de,302-1,CH-65W,S3"
        #expect(plain(files["post.csv"]) == "\(Self.header)\n\(ann)")
        #expect(files["email.csv"] == files["post.csv"])
        #expect(plain(files["channel.csv"]) == "\(Self.header)\n\(bo)\n")
        #expect(
            plain(files["unreachable.csv"]) == """
                \(Self.header),reason
                R-c,first,Cy,,,,,,,,,shop,1002,CH-65W,,"no e-mail; the postal address lacks address line, city, country"

                """)
        #expect(
            plain(files["consignees.csv"]) == """
                \(Self.header),reason
                \(bo.replacing(",Bo,", with: ",\"Bo, Sons\",")),"business buyer, who must pass the notice on"

                """)
        #expect(files["possibly_affected.csv"] == "\(Self.header),reason\n")
    }

    @Test("units.csv: one row a unit and claimant; what was never sold has no recipient")
    func units() throws {
        let files = try written(shop())
        #expect(
            plain(files["units.csv"]) == """
                sku,serial,quantity,place,affected,lot,supplier,asn_id,channel,order_id,line,shipped_at,recipient_id,\
                reachable_by
                CH-65W,,2,sold,yes,,,,shop,1002,1,2026-03-02,R-c,
                CH-65W,,3,in-stock,yes,,,,,,,,,
                CH-65W,'-S2,1,sold,yes,L1,Zenit,N-7,shop,1001,1,2026-03-02,R-a,email;post
                CH-65W,S1,1,sold,yes,L1,Zenit,N-7,shop,1001,1,2026-03-02,R-a,email;post
                CH-65W,S3,1,sold,yes,L1,Zenit,N-7,amazon.de,302-1,1,2026-03-02,R-b,channel
                CH-65W,S8,1,in-stock,yes,L1,Zenit,N-7,,,,,,
                CH-65W,S9,1,reserved,yes,L1,Zenit,N-7,shop,1004,1,,,

                """)
    }

    @Test("quarantine.csv: what has not left yet comes first")
    func quarantine() throws {
        #expect(
            try written(shop())["quarantine.csv"] == """
                sku,serial,place,lot,supplier,asn_id
                CH-65W,S9,reserved,L1,Zenit,N-7
                CH-65W,,in-stock,,,
                CH-65W,S8,in-stock,L1,Zenit,N-7

                """)
    }

    @Test("summary.json: the sums, the nine places, the recipients")
    func summary() throws {
        #expect(
            try written(shop())["summary.json"] == """
                {
                  "campaign": "R-2026-014",
                  "title": "Charger may overheat",
                  "issued": "2026-11-02",
                  "business_date": "2026-11-23",
                  "wave": 1,
                  "affected": 10,
                  "places": {
                    "in-stock": 4,
                    "reserved": 1,
                    "away": 0,
                    "quarantined": 0,
                    "in-repair": 0,
                    "written-off": 0,
                    "vendor": 0,
                    "sold": 5,
                    "unaccounted": 0
                  },
                  "with_customers": 5,
                  "remedied": 0,
                  "reachable": 3,
                  "told_before": 0,
                  "told_now": 3,
                  "unreachable": 2,
                  "possibly_affected": 0,
                  "recipients": {
                    "post": 1,
                    "email": 1,
                    "channel": 1,
                    "unreachable": 1,
                    "possibly_affected": 0,
                    "consignees": 1
                  },
                  "notes": []
                }

                """)
    }

    @Test("goods of which nothing tells the lot are possibly affected, and the list says why")
    func possibly() throws {
        let shop = NoticeFixture()
        shop.sell("CH-65W", order: "1001", to: Self.ann)
        var campaign = NoticeFixture.campaign()
        campaign.scope = .condition(.lots(["L7"]))
        let files = try PersonalFolder(new: folder("out"))
        try RecallFolder.write(try shop.recall(campaign), of: campaign, on: day, in: "", to: files)
        let rows = folder.text("out/possibly_affected.csv")?.split(separator: "\n")
        #expect(rows?.count == 2)
        #expect(rows?.last?.hasSuffix(",shop,1001,CH-65W,,cannot be told apart by serial") == true)
        #expect(folder.text("out/units.csv")?.contains("CH-65W,,1,sold,possibly,") == true)
        #expect(folder.text("out/post.csv") == "\(Self.header)\n")
        #expect(
            folder.text("out/letters.html")?.hasSuffix("<p>Nobody is to be written to by post.</p>\n</body>\n</html>\n")
                == true)
    }

    @Test("only this user may look into the folder, whatever the mask", arguments: [0o000, 0o022, 0o077] as [mode_t])
    func rights(mask: mode_t) throws {
        let shop = shop()
        let recall = try shop.recall()
        let old = umask(mask)
        defer { umask(old) }
        do {
            let publication = try Publication(in: folder("run"), businessDate: day)
            let path = RecallFolder.path(of: NoticeFixture.campaign())
            #expect(path == "recalls/R-2026-014")
            try RecallFolder.write(recall, of: NoticeFixture.campaign(), on: day, in: path, to: publication)
            try RecallFolder.write(
                recall, of: NoticeFixture.campaign("../x"), on: day,
                in: RecallFolder.path(of: NoticeFixture.campaign("../x")), to: publication)
            try publication.publish()
        }
        let run = "run/latest/"
        let target = "run/runs/2026-11-23.1"
        #expect(folder.mode("\(target)/recalls") == S_IFDIR | 0o700)
        #expect(folder.names(run + "recalls").count == 2)
        for campaign in folder.names(run + "recalls") {
            #expect(folder.mode("\(target)/recalls/\(campaign)") == S_IFDIR | 0o700)
            let names = folder.names(run + "recalls/\(campaign)")
            #expect(names.count == 10)
            for name in names {
                #expect(folder.mode("\(target)/recalls/\(campaign)/\(name)") == S_IFREG | 0o600)
                #expect(folder.text(run + "manifest.json")?.contains("\"recalls/\(campaign)/\(name)\"") == true)
            }
        }
    }

    @Test("a folder of its own is new, and its files are this user's")
    func ownFolder() throws {
        _ = try written(shop())
        #expect(folder.mode("out") == S_IFDIR | 0o700)
        for name in folder.names("out") { #expect(folder.mode("out/\(name)") == S_IFREG | 0o600) }
        #expect(throws: WritingFailure.self) { try PersonalFolder(new: folder("out")) }
    }

    /// A list with the recipients named by the order in which their names come: `R-a` for Ann, `R-b` for Bo, `R-c` for Cy.
    private func plain(_ text: String?) -> String? {
        guard var text else { return nil }
        for (buyer, letter) in [(Self.ann, "a"), (Self.bo, "b"), (Self.cy, "c")] {
            for id in ids(of: buyer) { text = text.replacing(id, with: "R-\(letter)") }
        }
        return text
    }

    /// The ids that somebody has on the lists of the shop.
    private func ids(of buyer: [BuyerField: String]) -> Set<String> {
        guard let recall = try? shop().recall() else { return [] }
        let rows = [recall.lists.post, recall.lists.channel, recall.lists.unreachable].joined()
        return Set(rows.filter { $0.name.description == buyer[.name] }.map(\.recipient))
    }
}
