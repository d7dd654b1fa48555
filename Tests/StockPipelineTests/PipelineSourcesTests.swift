import ByteSource
import StockReading
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("definitions, sources and stores of a pipeline")
struct PipelineSourcesTests {
    private let folder = TemporaryFolder()

    @Test("every key")
    func complete() throws {
        folder.makeFolder("own")
        folder.makeFile("own/acme.yaml", Self.format)
        let file = try parse(
            """
            inputs: [inbox/]
            outputs: {directory: out}
            definitions: own/
            stores: {"My Shop": shopify, Bay: ebay}
            sources:
              - match: "*shop-b*"
                channel: shopify-b
                zone: Europe/Berlin
                date_order: day-first
                encoding: shift-jis
                final_line_end: yes
              - {match: "packlog*.csv", columns: {order_id: Order, serials: "Scanned SN", Crate: Box}, scans: yes,
                 scan_separators: "|~"}
            """)
        #expect(file.definitions == [folder("own")])
        #expect(file.stores == ["My Shop": "shopify", "Bay": "ebay"])
        var first = SourceOptions()
        first.match = "*shop-b*"
        first.channel = "shopify-b"
        first.zone = "Europe/Berlin"
        first.dateOrder = .dayFirst
        first.encoding = .shiftJIS
        first.demandsFinalLineEnd = true
        var second = SourceOptions()
        second.match = "packlog*.csv"
        second.columns = ["order_id": "Order", "serials": "Scanned SN", "Crate": "Box"]
        second.scans = true
        second.scanSeparators = "|~"
        #expect(file.sources == [first, second])
        #expect(file.reading.sources == file.sources && file.reading.stores == file.stores)
    }

    @Test("all mistakes at once, each with its place and the nearest right word")
    func mistakes() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse(
                """
                inputs: [inbox/]
                outputs: {directory: out}
                definitions: none/
                stores: {My Shop: shopify, my-shop: web, Other: []}
                sources:
                  - {mtach: "*"}
                  - match: "a*"
                    zone: Europe/Berln
                    date_order: days-first
                    encoding: windows1251
                    scans: perhaps
                    scan_separators: "|"
                  - match: "b*"
                    columns: {oder_id: Order, sku: Order, shop: x}
                    scans: yes
                    scan_separators: "S"
                  - text
                """)
        }
        #expect(
            failure.description.replacing(folder.path, with: "") == """
                nightly.yaml:3:14: error: `definitions:` names /none, which has no definitions to read
                  Do: There is no such file or folder. Write where the definitions are.
                nightly.yaml:4:28: error: `my-shop` and `My Shop` are one name
                  Do: keep one of them
                nightly.yaml:4:49: error: `Other:` must be one text
                  Do: write `Other: …`
                nightly.yaml:6:5: error: `match:` is missing
                  Do: add `match: "name*.csv"`
                nightly.yaml:6:6: error: `mtach` is not a key of a source
                  Do: write `match`
                nightly.yaml:8:11: error: `Europe/Berln` is no time zone
                  Do: write an IANA name such as `zone: Europe/Berlin`, or UTC
                nightly.yaml:9:17: error: `date_order:` must be `day-first` or `month-first`, not `days-first`
                  Do: write `date_order: day-first`
                nightly.yaml:10:15: error: `windows1251` is no encoding that is read
                  Do: write windows-1252
                nightly.yaml:11:12: error: `scans:` must be `false` or `true`, not `perhaps`
                  Do: write `scans: false`
                nightly.yaml:12:22: error: `scan_separators:` means nothing without `scans: yes`
                  Do: add `scans: yes`, or remove it
                nightly.yaml:14:31: error: the column `Order` is given to both `oder_id` and `sku`
                  Do: keep one of them
                nightly.yaml:16:22: error: `S` cannot stand for FNC1
                  Do: write signs that are no letters, digits or blanks, such as `scan_separators: "|~"`
                nightly.yaml:17:5: error: a source must have keys and values
                  Do: write `match: …` under it
                """)
    }

    @Test("a column that no format has, where all definitions are known")
    func columns() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse(
                """
                inputs: [inbox/]
                outputs: {directory: out}
                sources:
                  - match: "b*"
                    columns: {oder_id: Order, zwischenablage: Box}
                """)
        }
        #expect(
            failure.description == """
                nightly.yaml:5:15: error: no format has the column `oder_id`
                  Do: write `order_id`
                nightly.yaml:5:31: error: no format has the column `zwischenablage`
                  Do: write a column of a format (`serialstock definitions show house-fulfilments` shows those of one)
                """)
    }

    private static let format = """
        format: acme-crates
        kind: opening
        header: [Crate, Counted]
        fields: {sku: Crate, at: Counted}
        """

    private func parse(_ text: String) throws -> PipelineFile {
        try PipelineFile.parse(text, path: "nightly.yaml", folder: folder.path)
    }
}
