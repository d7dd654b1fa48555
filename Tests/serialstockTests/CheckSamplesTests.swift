import Foundation
import StockTestSupport
import Testing

/// `scripts/check-samples` on folders whose expectations are right, and wrong on purpose.
@Suite("check-samples", .enabled(if: Python.isThere, "needs Python 3"))
struct CheckSamplesTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test("what is as expected, and what nothing is expected of, is 0")
    func right() throws {
        let (status, output) = try Self.check("right")
        #expect(
            output == """
                harbour-lamps.xml        ubl-despatch-advice   despatch  right: read: 1 record, 1 rejected
                orders/returns.csv       house-returns         return    read: 1 record
                orders/sales-by-sku.csv  shopify-sales-by-sku  -         right: refused: This is Shopify's report of sales by \
                SKU. It sums up sales and has no orders in it; export the orders.
                orders/web-shop.csv      house-orders          order     right: read: 3 records

                4 files: 3 right, 0 wrong, 1 without expectation

                """)
        #expect(status == 0)
    }

    @Test("what differs is told, and is 1")
    func wrong() throws {
        let (status, output) = try Self.check("wrong")
        #expect(
            output == """
                pack-log.csv  house-fulfilments  fulfilment  WRONG: order_lines is 2, not 3; serials is \
                ["LM-001", "LM-002"], not ["LM-001", "LM-003"]

                1 file: 0 right, 1 wrong, 0 without expectation

                """)
        #expect(status == 1)
    }

    private static func check(_ folder: String) throws -> (status: Int32, output: String) {
        let output = TemporaryFolder()
        output.makeFile("stdout")
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("serialstock")
        let process = Process()
        process.executableURL = repository.appendingPathComponent("scripts/check-samples")
        process.arguments = [
            "--binary", program.path, repository.appendingPathComponent("fixtures/samples/\(folder)").path,
        ]
        process.standardOutput = FileHandle(forWritingAtPath: output("stdout"))
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, output.text("stdout") ?? "")
    }
}

private enum Python {
    static let isThere = ["/usr/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
}
