import Foundation
import StockModel
import StockReading
import StockTestSupport
import Testing

@Suite("Columns of prices")
struct PriceColumnTests {
    @Test(
        "what a unit sells for, by format",
        arguments: [
            ("house-orders.csv", ["899.00 USD"]),
            ("shopify-orders.csv", ["20.00 USD"]),
            ("amazon-all-orders.txt", ["59.98 USD", "29.99 USD"]),
            ("amazon-new-orders.txt", ["199.00 USD"]),
            ("ebay-orders.csv", ["20.00 USD"]),
            ("ebay-orders-uk.csv", ["20.00 GBP"]),
            ("ebay-mip-orders.csv", ["20.00 USD"]),
            ("walmart-po-details.csv", ["199.99"]),
            ("etsy-sold-order-items.csv", ["45.00 USD"]),
            ("tiktok-orders.csv", ["28.17"]),
            ("newegg-orders.csv", ["149.99"]),
            ("woocommerce-advanced-order-export.csv", ["29.99"]),
            ("woocommerce-webtoffee.csv", ["20.00 USD", "10.00 USD"]),
            ("woocommerce-webtoffee-rows.csv", ["-"]),
            ("feedonomics-place-orders.csv", ["20.00 USD"]),
        ])
    func formats(file: String, first: [String]) throws {
        let (prices, _) = try read(try Data(contentsOf: fixtures.appendingPathComponent(file)), named: file)
        #expect(Array(prices.prefix(first.count)) == first)
    }

    @Test("a price that cannot be read rejects nothing, and shows nothing of the cell")
    func unreadable() throws {
        let header = "channel,order_id,sku,quantity,status,ordered_at,unit_price,currency\n"
        let rows = ["9.99,EUR", "Ann Harlow,EUR", ",", "0.00,EUR", "5,??", "free,"]
        let text = header + rows.enumerated().map { "shop,\($0),A,1,open,2026-11-01,\($1)\n" }.joined()
        let (prices, source) = try read(Data(text.utf8), named: "orders.csv")
        #expect(prices == ["9.99 EUR", "-", "-", "-", "5.00", "-"])
        #expect((source.records, source.rejected) == (6, 0))
        #expect(source.notes == ["2 prices are no amounts, the first in line 3; the rows are taken without."])
    }

    @Test("no file is refused because it has a column of prices twice: then none counts")
    func twice() throws {
        let text = """
            channel,order_id,sku,quantity,status,ordered_at,unit_price,Unit Price,currency
            shop,1,A,1,open,2026-11-01,9.99,8.99,EUR

            """
        let (prices, source) = try read(Data(text.utf8), named: "orders.csv")
        #expect(prices == ["-"])
        #expect(source.outcome == .read)
    }

    private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures/formats")

    /// The prices of a file's records in their order, `-` for none.
    private func read(_ data: Data, named name: String) throws -> ([String], Source) {
        let folder = TemporaryFolder()
        try data.write(to: URL(fileURLWithPath: folder("input")))
        let store = RecordStore(partitions: 1, names: Names())
        let source = FileReader().read(path: folder("input"), name: name, index: 0, into: store)
        var records: [Record] = []
        for list in store.partitions { list.forEachPointer { records.append($0.pointee) } }
        return (
            records.map { record in
                guard record.price != .none else { return "-" }
                return [UnitPrice.text(hundredths: Int(record.price.hundredths)), record.price.currency.description]
                    .filter { !$0.isEmpty }.joined(separator: " ")
            }, source
        )
    }
}
