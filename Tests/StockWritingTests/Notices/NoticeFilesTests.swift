import Glibc
import StockModel
import StockTestSupport
import Testing

@testable import StockNotices
@testable import StockWriting

/// Golden bytes of `warranty/`, `quality/` and `advice/`.
@Suite("lists for people")
struct NoticeFilesTests {
    private let folder = TemporaryFolder()
    private let date = Timestamp(iso8601: "2026-11-23") ?? .absent

    private func written(_ path: String, _ write: (Publication) throws -> Void) throws -> String? {
        let publication = try Publication(in: folder("out"), businessDate: date)
        try write(publication)
        try publication.publish()
        return folder.text("out/latest/\(path)")
    }

    @Test("warranty/expiring.csv: one row a recipient and last day, sorted by the columns")
    func expiring() throws {
        let shop = NoticeFixture()
        let ann: [BuyerField: String] = [.name: "Ann", .email: "ann@example.com", .postcode: "1"]
        let late = shop.sell("A", order: "9", to: ann)
        let early = shop.sell("A", order: "2", to: ann)
        let asked = AskedLines([late, early])
        let book = RecipientBook(lines: shop.lines, asked: asked, registrations: [], contacts: ContactRules())
        let due = [(late, "S2", 30), (early, "S1", 40)].compactMap { line, serial, days in
            ExpiringList.Due(
                WarrantyCover(
                    serial: shop.text(serial), sku: shop.text("A"), line: line,
                    outcome: .window(WarrantyWindow(startsOn: 0, endsOn: date.day + days)), steps: []),
                on: date.day, bands: ExpiryBands([90, 30, 7]), told: [:])
        }
        let text = try written("warranty/expiring.csv") {
            try WarrantyFiles.writeExpiring(ExpiringList(due, asked: asked, book: book, consent: nil), to: $0)
        }
        let id = book.recipients[0].id
        #expect(
            text == """
                recipient_id,notice,name,email,phone,address1,address2,city,region,postcode,country,channel,order_ids,\
                skus,serials,ends_on
                \(id),first,Ann,ann@example.com,,,,,,1,,shop,2,A,S1,2027-01-02
                \(id),first,Ann,ann@example.com,,,,,,1,,shop,9,A,S2,2026-12-23

                """)
        #expect(folder.mode("out/runs/2026-11-23.1/warranty") == S_IFDIR | 0o700)
        #expect(folder.mode("out/runs/2026-11-23.1/warranty/expiring.csv") == S_IFREG | 0o600)
    }

    @Test("warranty/register.csv: one row a unit and claimant")
    func register() throws {
        let shop = NoticeFixture()
        let line = shop.sell("A", order: "1001", to: [.name: "=Ann", .email: "ann@example.com"])
        let facts = CatalogueFacts(entries: [CatalogueEntry(sku: "A")]) { _ in nil }
        var windows = [(0, 100), (0, 20_000), (20_000, 30_000), (20_000, 20_780)].map {
            WarrantyWindow(startsOn: $0.0, endsOn: $0.1)
        }
        windows[0].isVoid = true
        let rows = windows.enumerated().compactMap { index, window in
            RegisterRow(
                WarrantyCover(
                    serial: shop.text("S\(index)"), sku: shop.text("A"), line: line, outcome: .window(window), steps: []
                ),
                line: index == 1 ? nil : shop.lines[0], facts: facts, on: date.day, expiringDays: 90)
        }
        let text = try written("warranty/register.csv") { try WarrantyFiles.writeRegister(rows, to: $0) }
        #expect(
            text == """
                serial,sku,name,buyer_name,buyer_email,channel,order_id,starts_on,ends_on,state
                S0,A,,'=Ann,ann@example.com,shop,1001,1970-01-01,1970-04-11,void
                S1,A,,,,shop,1001,1970-01-01,2024-10-04,expired
                S2,A,,'=Ann,ann@example.com,shop,1001,2024-10-04,2052-02-20,active
                S3,A,,'=Ann,ann@example.com,shop,1001,2024-10-04,2026-11-23,expiring

                """)
    }

    @Test("quality: the worst first, small samples marked")
    func quality() throws {
        var bad = QualityCounts()
        (bad.received, bad.returned, bad.defective, bad.invalid) = (200, 20, 8, 3)
        (bad.duplicate, bad.mismatched) = (2, 1)
        var good = QualityCounts()
        good.received = 100
        var few = QualityCounts()
        (few.received, few.returned, few.defective) = (3, 1, 1)
        let lists = QualityLists([
            QualitySum(supplier: "Good, Ltd", lot: "", counts: good),
            QualitySum(supplier: "Good, Ltd", lot: "L1", counts: good),
            QualitySum(supplier: "@Few", lot: "", counts: few), QualitySum(supplier: "@Few", lot: "=L2", counts: few),
            QualitySum(supplier: "Bad", lot: "", counts: bad),
        ])
        let suppliers = try written("quality/suppliers.csv") { try QualityFiles.write(lists, to: $0) }
        #expect(
            suppliers == """
                supplier,received,returned,returned_defective,invalid,duplicate,quantity_mismatches,returned_rate,\
                returned_defective_rate,invalid_rate,duplicate_rate,quantity_mismatches_rate,fault_rate,small_sample
                Bad,200,20,8,3,2,1,0.1000,0.0400,0.0150,0.0100,0.0050,0.0700,no
                "Good, Ltd",100,0,0,0,0,0,0.0000,0.0000,0.0000,0.0000,0.0000,0.0000,no
                '@Few,3,1,1,0,0,0,0.3333,0.3333,0.0000,0.0000,0.0000,0.3333,yes

                """)
        #expect(
            folder.text("out/latest/quality/lots.csv") == """
                supplier,lot,received,returned,returned_defective,invalid,duplicate,quantity_mismatches,returned_rate,\
                returned_defective_rate,invalid_rate,duplicate_rate,quantity_mismatches_rate,fault_rate,small_sample
                '@Few,'=L2,3,1,1,0,0,0,0.3333,0.3333,0.0000,0.0000,0.0000,0.3333,yes

                """)
    }

    @Test("advice/serialisation.csv: what there is, what would be better, and why")
    func advice() throws {
        var dear = SKUProfile(sku: "-A")
        dear.name = "Phone; black"
        dear.price = 500_00
        dear.recalls = 1
        var cheap = SKUProfile(sku: "B")
        cheap.serials = .required
        (cheap.price, cheap.shipped) = (2_50, 100)
        let text = try written("advice/serialisation.csv") {
            try AdviceFile.write(SerialAdvice.rows([cheap, dear], AdviceThresholds()), to: $0)
        }
        #expect(
            text == """
                sku,name,today,advice,reasons
                '-A,Phone; black,optional,require,"It was recalled once: with serials, only the holders of affected \
                units are told.;It sells for 500.00: one wrong return costs more than scanning it."
                B,,required,drop,"It sells for 2.50, less than scanning each unit is worth.;0 of 100 shipped came back: \
                one unit is as good as another.;No recall, no doubtful unit and no regulated category."

                """)
    }
}
