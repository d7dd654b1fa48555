import Foundation
import StockModel
import StockNotices
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("quality and advice of whole runs")
struct GoodsListsTests {
    let folder = TemporaryFolder()

    /// One shop, in which each supplier has one thing to answer for.
    private static let shop = [
        "catalogue.csv": """
        sku,name,serials,identifier,category,warranty_months,components
        PH,Phone,required,imei,Mobile Phones,24,
        CA,Cable,required,,,,
        LA,Lamp,optional,,,,
        BU,Bulb,none,,,,
        SET,Lamp with bulb,,,,,LA*1;BU*2

        """,
        "despatches.csv": """
        supplier,asn_id,line_id,delivered_at,sku,quantity,serials,units
        Abe,A1,1,2026-01-01,CA,3,C1;C2;C3,
        Abe,A1,2,2026-01-01,LA,4,,"[{""serial"": ""L1"", ""lot"": ""X""}, {""serial"": ""L2"", ""lot"": ""Y""}]"
        Bob,B1,1,2026-01-02,CA,2,C3;C4,
        Bob,B2,1,2026-12-24,CA,9,C9,
        Cid,C1,1,2026-01-03,PH,2,490154203237518;490154203237519,
        Dan,D1,1,2026-01-04,BU,50,,
        Dan,D1,2,2026-01-04,SET,2,,

        """,
        "orders.csv": """
        channel,order_id,line_id,sku,quantity,status,ordered_at,serials,stock,unit_price,currency
        shop,1,1,CA,1,shipped,2026-02-01,C1,,9.00,EUR
        shop,1,2,CA,1,shipped,2026-02-01,C2,,10.00,EUR
        shop,2,1,LA,1,shipped,2026-02-02,L1,,120.50,EUR
        shop,3,1,PH,1,shipped,2026-02-03,490154203237518,,349.00,EUR
        shop,4,1,BU,30,shipped,2026-02-04,,,1.995,EUR
        shop,4,2,SET,1,shipped,2026-02-04,,,19.00,EUR
        shop,5,1,BU,10,shipped,2026-02-05,,,3.00,USD
        shop,6,1,BU,99,cancelled,2026-02-05,,,300.00,EUR

        """,
        "returns.csv": """
        return_id,sku,returned_at,order_id,quantity,serials,disposition
        R1,CA,2026-03-01,1,1,C1,scrap
        R2,CA,2026-03-01,1,1,C2,
        R3,LA,2026-03-02,99,1,L1,repair
        R4,BU,2026-03-03,4,3,,scrap

        """,
    ]

    @Test("each supplier has what is his to answer for, and lots of which there is nothing to tell are left out")
    func quality() throws {
        try run(Self.shop)
        let columns = """
            received,returned,returned_defective,invalid,duplicate,quantity_mismatches,returned_rate,\
            returned_defective_rate,invalid_rate,duplicate_rate,quantity_mismatches_rate,fault_rate,small_sample
            """
        // Abe's lamp came back for another order, so it is not known to be broken. What is to come is not received.
        #expect(
            folder.text("out/latest/quality/suppliers.csv") == """
                supplier,\(columns)
                Dan,56,0,0,0,0,0,0.0000,0.0000,0.0000,0.0000,0.0000,0.0000,no
                Bob,1,0,0,0,1,0,0.0000,0.0000,0.0000,1.0000,0.0000,1.0000,yes
                Cid,2,0,0,1,0,0,0.0000,0.0000,0.5000,0.0000,0.0000,0.5000,yes
                Abe,7,3,1,0,0,2,0.4286,0.1429,0.0000,0.0000,0.2857,0.4286,yes

                """)
        #expect(
            folder.text("out/latest/quality/lots.csv") == """
                supplier,lot,\(columns)
                Abe,X,1,1,0,0,0,0,1.0000,0.0000,0.0000,0.0000,0.0000,0.0000,yes

                """)
    }

    @Test("advice goes by what sells, comes back, is regulated and is doubtful; kits have none")
    func advice() throws {
        try run(Self.shop)
        #expect(
            folder.text("out/latest/advice/serialisation.csv") == """
                sku,name,today,advice,reasons
                BU,Bulb,none,leave,Nothing speaks for a change.
                CA,Cable,required,leave,Nothing speaks for a change.
                LA,Lamp,optional,require,There is 1 finding of mixed-up or doubtful units.;It sells for 120.50 EUR: one \
                wrong return costs more than scanning it.
                PH,Phone,required,keep,"Its category, Mobile Phones, is one in which the law asks who got which unit.;It \
                sells for 349.00 EUR: one wrong return costs more than scanning it.;Its warranty runs 24 months: a serial \
                proves when it began."

                """)
    }

    @Test("a campaign counts for the SKUs of which it affects some; thresholds are the user's")
    func campaignAndThresholds() throws {
        var shop = Self.shop
        shop["recall.yaml"] = """
            id: R-1
            title: Cable may melt
            issued: 2026-11-01
            scope: {serials: [C1]}
            notice: {hazard: It may melt., what_to_do: Stop using it., remedy: A new one., contact: 555-0100}

            """
        try run(shop) { settings in
            settings.notices.campaigns = [folder("in/recall.yaml")]
            settings.advice.dear = 500_00
            settings.advice.fewReturns = 8_00
            settings.advice.manyReturns = 9_00
            settings.advice.regulatedCategories = []
            settings.advice.longWarranty = 25
        }
        let rows = CSVText.rows(folder.text("out/latest/advice/serialisation.csv") ?? "").dropFirst()
        #expect(
            rows.map { $0[0] + " " + $0[3] + " " + $0[4] } == [
                "BU leave It sells for 2.00 EUR, less than scanning each unit is worth.;3 of 42 shipped came back: one unit "
                    + "is as good as another.;No recall, no doubtful unit and no regulated category.",
                "CA keep It was recalled once: with serials, only the holders of affected units are told.",
                "LA require There is 1 finding of mixed-up or doubtful units.",
                "PH leave Nothing speaks for a change.",
            ])
    }

    @Test("where nothing was received, there are headers alone")
    func nothing() throws {
        try run(["catalogue.csv": "sku,serials\nA,none\n"])
        for name in ["quality/suppliers.csv", "quality/lots.csv"] {
            #expect(folder.text("out/latest/\(name)")?.split(separator: "\n").count == 1)
        }
        #expect(
            folder.text("out/latest/advice/serialisation.csv")
                == "sku,name,today,advice,reasons\nA,,none,leave,Nothing speaks for a change.\n")
    }

    @Test("what is read again, joined and re-exported counts once; a price that changed is the last one's")
    func again() throws {
        var shop = Self.shop
        shop["again.csv"] = Self.shop["orders.csv"]
        shop["later.csv"] = """
            channel,order_id,line_id,sku,quantity,status,ordered_at,updated_at,serials,unit_price,currency
            shop,3,1,PH,1,shipped,2026-02-03,2026-02-09,490154203237518,299.00,EUR

            """
        try run(shop)
        let advice = folder.text("out/latest/advice/serialisation.csv") ?? ""
        #expect(advice.contains("It sells for 120.50 EUR") && advice.contains("It sells for 299.00 EUR"))
    }

    private func run(_ files: [String: String], _ change: (inout RunSettings) -> Void = { _ in }) throws {
        for (name, text) in files {
            let file = URL(fileURLWithPath: folder("in/\(name)"))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        var settings = RunSettings(
            inputs: [folder("in/*.csv")], output: folder("out"), rules: Rules(businessDay: date.day), workers: 2)
        change(&settings)
        _ = try Pipeline.run(settings)
    }
}
