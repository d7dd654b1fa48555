import StockModel
import StockReading
import Testing

@Suite("Amazon All Orders")
struct AmazonTests {
    private let header =
        "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\t"
        + "sales-channel\tproduct-name\tsku\titem-status\tquantity\tship-city"

    private func read(_ rows: String...) throws -> FormatFixture {
        try FormatFixture("\u{FEFF}" + ([header] + rows).joined(separator: "\r\n") + "\r\n", named: "123.txt")
    }

    @Test("the item's state counts before the order's; Amazon's stock is not the house's; quotes are data")
    func rows() throws {
        let file = try read(
            "111-1\t\t2026-05-01T13:00:00+00:00\t2026-05-02T00:00:00+00:00\tShipped\tMerchant\tAmazon.com\t27\" TV\tDR\t"
                + "Cancelled\t0\t",
            "111-2\t\t2026-05-01T13:00:00+00:00\t\tPending\tAFN\tAmazon.de\t\tDR\t\t2\t",
            "111-3\t\t2026-05-01T15:00:00+02:00\t\tShipped - Delivered to Buyer\tMFN\tAmazon.com\t\tDR\t\t1\t")
        #expect(
            file.plain == [
                #"{"kind":"order","scope":"amazon","document":"111-1","sku":"DR","quantity":0,"status":"cancelled","#
                    + #""at":"2026-05-01T13:00:00Z","updated_at":"2026-05-02T00:00:00Z","stock":"house"}"#,
                #"{"kind":"order","scope":"amazon","document":"111-2","sku":"DR","quantity":2,"status":"open","#
                    + #""at":"2026-05-01T13:00:00Z","stock":"other"}"#,
                #"{"kind":"order","scope":"amazon","document":"111-3","sku":"DR","quantity":1,"status":"shipped","#
                    + #""at":"2026-05-01T13:00:00Z","stock":"house"}"#,
            ])
        #expect(file.source.notes.isEmpty && file.rejects.isEmpty)
    }

    @Test("another channel's order that Amazon fulfils is a copy of it, from Amazon's stock")
    func nonAmazon() throws {
        let file = try read(
            "S01-1\t#1001\t2026-05-01T13:00:00+00:00\t\tShipped\tAmazon\tNon-Amazon US\t\tDR\t\t1\t",
            "S01-2\t\t2026-05-01T13:00:00+00:00\t\tShipped\tAmazon\tNon-Amazon\t\tDR\t\t1\t")
        #expect(
            try file.columns("kind", "scope", "document", "channel", "status", "stock") == [
                "copy amazon #1001 - shipped other", "copy amazon S01-2 - shipped other",
            ])
    }

    @Test("saved with commas it is quoted like any other CSV")
    func commas() throws {
        let commas = header.replacing("\t", with: ",")
        let file = try FormatFixture(
            commas + "\n111-1,,2026-05-01,,Shipped,Merchant,Amazon.com,\"TV, 27\"\"\",DR,,1,\n")
        #expect(try file.columns("document", "status") == ["111-1 shipped"])
    }

    @Test("an unknown status is rejected")
    func unknown() throws {
        let file = try read("111-1\t\t2026-05-01T13:00:00+00:00\t\tVersendet\tMFN\tAmazon.de\t\tDR\t\t1\t")
        #expect(file.rejects.count == 1 && file.rejects[0].contains("\"Versendet\": The word is not known here."))
    }
}
