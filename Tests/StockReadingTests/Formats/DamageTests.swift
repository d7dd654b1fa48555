import Foundation
import StockModel
import StockReading
import StockTestSupport
import Testing

@Suite("Damaged files")
struct DamageTests {
    private static let texts = [
        """
        channel,order_id,line_id,sku,quantity,status,ordered_at,shipped_at,serials,stock
        amazon,O-1,1,AX-220,3,shipped,2026-03-01,2026-03-02T10:00:00Z,"S1;S2
        S3",house
        ebay,O-2,1,AX-220,1,open,2026-03-01T00:00:00Z,,,other
        shopify,#3,,"A ""quoted"" SKU",2,cancelled,2026-03-01,,,

        """,
        """
        Name,Email,Financial Status,Fulfillment Status,Cancelled at,Created at,Lineitem quantity,Lineitem sku,Lineitem fulfillment status,Tags
        #1001,a@example.com,paid,partial,,2026-05-01 09:58:12 -0400,1,DR,fulfilled,"vip, TikTokOrderID:576, x"
        #1001,,,,,2026-05-01 09:58:12 -0400,2,BT,pending,
        #1002,b@example.com,refunded,unfulfilled,,03/04/2026 10:00,1,DR,pending,

        """,
        "amazon-order-id\tmerchant-order-id\tpurchase-date\torder-status\titem-status\tfulfillment-channel\tsku\tquantity"
            + "\tsales-channel\r\n"
            + "111-1\t\t2026-05-01T13:00:00+00:00\tShipped\t\tMFN\tDR\t1\tAmazon.com\r\n"
            + "S01-2\t#7\t2026-05-01T13:00:00+00:00\tPending\t\tAFN\tDR\t0\tNon-Amazon US\r\n",
        "sku,name,components\nK,Kit,A*2;B\nA,Drill,\n", "serial,also\nS1,A1;B1\n",
    ]

    private static let pieces: [[UInt8]] = [
        [0x22], [0x2C], [0x0A], [0x0D], [0x0D, 0x0A], [0x09], [0x3B], [0x00], [0xFF], [0xC3, 0xA9], [0x27],
        [0x3D, 0x22],
        [0x1F], [0x2B], [0x2D], [0x39, 0x39, 0x39], [0xE2, 0x80, 0xA8], [0x20],
    ]

    @Test(
        "bytes changed, cut, doubled and added at random: never a crash, and every record is counted", arguments: 0..<5)
    func random(text: Int) throws {
        for seed in 0..<300 as Range<UInt64> {
            var random = SplitMix64(seed: seed &* 7919 &+ UInt64(text))
            var bytes = Array(Self.texts[text].utf8)
            for _ in 0..<random.number(1...4) { Self.damage(&bytes, &random) }
            let settings = ReadingSettings.with { settings, options in
                settings.capturesBuyers = seed % 2 == 0
                options.dateOrder = seed % 3 == 0 ? .dayFirst : nil
            }
            let file = try FormatFixture(bytes, settings: settings)
            switch file.source.outcome {
            case .read:
                #expect(file.source.rejected == file.rejects.count)
                if file.source.kind != "identity" { #expect(file.source.records == file.records.count) }
            case .rejected:
                #expect(file.records.isEmpty && file.source.records == 0)
                #expect(file.rejects.contains { $0.hasPrefix("0@") })
            case .alreadyRead, .deferred: Issue.record("\(file.source.outcome)")
            }
            #expect(!(file.records + file.rejects).contains { $0.contains("\u{FFFD}") })
            // The same bytes give the same.
            #expect(try FormatFixture(bytes, settings: settings).records == file.records)
        }
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = random.number(0...bytes.count - 1)
        switch random.number(0...4) {
        case 0: bytes[place] = UInt8(random.number(0...255))
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.number(1...20)))
        case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + random.number(1...40))], at: place)
        case 3: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: random.pick(pieces), at: place)
        }
    }

    @Test("every file of the folder is embedded")
    func folder() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
        let folder = sources.appendingPathComponent("StockReading/BuiltIn/formats")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(Definitions.builtIn.formats.map(\.file)))
    }
}
