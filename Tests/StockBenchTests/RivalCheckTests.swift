import Testing

@testable import stockbench

@Suite("checking that another program came to the same")
struct RivalCheckTests {
    /// Publishes a run's files and writes the other program's, one of them as given, and returns the differences found.
    private func differences(_ name: String = "", _ text: String = "") throws -> [String] {
        let folder = try TemporaryFolder()
        let published = [
            "stock_by_sku.csv": "sku,name,received,returned,shipped,on_hand\nA,a,5,0,4,1\nB,b,0,0,1,-1\n",
            "stock_units.csv": "sku,serial,place,since\nA,S1,in-stock,\nA,S2,in-stock,\nA,S3,reserved,\n",
            "findings.csv": """
            severity,kind,sku,serial,quantity
            error,oversell,A,,1
            error,duplicate-sale,A,S4,1
            error,duplicate-sale,A,S4,1
            error,unknown-serial,B,S9,1

            """,
        ]
        let rival = [
            "stock_by_sku.csv": "sku,received,shipped,on_hand\nB,0,1,-1\nA,5,4,1\n",
            "units_in_stock.csv": "sku,serial\nA,S2\nA,S1\n",
            "findings.csv": "kind,sku,serial,quantity\nunknown-serial,B,S9,1\nduplicate-sale,A,S4,2\n",
        ]
        for (file, content) in published { try folder.write("out/latest/\(file)", content) }
        for (file, content) in rival { try folder.write("rival/\(file)", file == name ? text : content) }
        return try RivalCheck(published: folder.path + "/out/latest", rival: folder.path + "/rival").differences()
    }

    @Test("nothing to say where both agree, in whatever order")
    func agree() throws {
        #expect(try differences().isEmpty)
    }

    @Test("stock by SKU")
    func stock() throws {
        #expect(
            try differences("stock_by_sku.csv", "sku,received,shipped,on_hand\nA,5,3,2\nC,1,0,1\n")
                == [
                    "SKUs, in received,shipped,on_hand, that differ: 3.",
                    "A has 5,3,2, expected 5,4,1.",
                    "B has none, expected 0,1,-1.",
                    "C has 1,0,1, expected none.",
                ])
    }

    @Test("units in stock: too many, or others")
    func units() throws {
        #expect(
            try differences("units_in_stock.csv", "sku,serial\nA,S1\nA,S2\nA,S3\n")
                == ["Units in stock: 3, expected 2."])
        #expect(
            try differences("units_in_stock.csv", "sku,serial\nA,S1\nA,S3\n")
                == ["There are as many units in stock as expected, but not the same ones."])
    }

    @Test("duplicate sales and unknown serials")
    func findings() throws {
        #expect(
            try differences(
                "findings.csv", "kind,sku,serial,quantity\nunknown-serial,B,S8,1\nduplicate-sale,A,S4,1\n")
                == [
                    "Sales to look at, that differ: 3.",
                    "duplicate-sale A S4 has 1, expected 2.",
                    "unknown-serial B S8 has 1, expected none.",
                    "unknown-serial B S9 has none, expected 1.",
                ])
    }
}
