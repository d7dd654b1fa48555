import Glibc
import StockModel
import StockTestSupport
import Testing

@testable import StockWriting

/// Golden bytes of every file of a run.
@Suite("files of a run")
struct FilesTests {
    private let arena = Arena()
    let folder = TemporaryFolder()
    let date = Timestamp(iso8601: "2026-11-23") ?? .absent

    @Test("stock_by_sku.csv: sorted by bytes; a kit has its name and sellable; variance only where it is one")
    func stock() throws {
        var figures = StockRow.Figures()
        figures.opening = 8
        figures.received = 8
        figures.shipped = 54
        figures.committed = 12
        figures.oversold = 12
        figures.unitsInStock = 3
        figures.inbound = 5
        var item = StockRow(sku: "SKU-00")
        item.name = "Item, small"
        item.figures = figures
        item.safetyStock = 1
        item.variance = -41
        var kit = StockRow(sku: "KIT-0")
        kit.name = "Kit 0"
        kit.safetyStock = 9
        var plain = StockRow(sku: "SKU-é")
        plain.figures = StockRow.Figures()
        var early = StockRow(sku: "SKU-Z")
        early.figures = StockRow.Figures()

        let text = try written("stock_by_sku.csv") { try StockFile.write([plain, early, item, kit], to: $0) }
        #expect(
            text == """
                sku,name,opening,received,returned,adjusted,shipped,on_hand,committed,available,oversold,safety_stock,\
                blocked,sellable,units_in_stock,units_reserved,units_quarantined,units_away,inbound,variance
                KIT-0,Kit 0,,,,,,,,,,,,0,,,,,,
                SKU-00,"Item, small",8,8,0,0,54,-38,12,-50,12,1,0,0,3,0,0,0,5,-41
                SKU-Z,,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
                SKU-é,,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,

                """)
    }

    @Test("stock_units.csv: the blocks of the SKUs behind one another")
    func units() throws {
        let blocks = [
            [unit("A", "1", .inRepair), unit("A", "10", .inStock)],
            [unit("B", "1", .away), unit("B", "2", .reserved, channel: "eBay, UK", order: "#1001")],
        ].map { units in
            var rows = CSVRows()
            for unit in units { UnitsFile.append(unit, to: &rows) }
            return rows.bytes
        }
        let text = try written("stock_units.csv") { publication in
            var file = try UnitsFile(in: publication)
            for block in blocks { try file.append(rendered: block) }
            try file.finish()
        }
        #expect(
            text == """
                sku,serial,place,since,gtin,lot,expiry,supplier,asn_id,channel,order_id
                A,1,in-repair,2026-11-02,04006381333931,L1,,Acme,ASN-1,,
                A,10,in-stock,2026-11-02,04006381333931,L1,,Acme,ASN-1,,
                B,1,away,2026-11-02,04006381333931,L1,,Acme,ASN-1,,
                B,2,reserved,2026-11-02,04006381333931,L1,,Acme,ASN-1,"eBay, UK",#1001

                """)
    }

    @Test("a file of several steps is written whole")
    func large() throws {
        let block = Array(String(repeating: "SKU,SERIAL,in-stock,,,,,,,,\n", count: 4000).utf8)
        let row = unit("A", "1", .inStock)
        let text = try written("stock_units.csv") { publication in
            var file = try UnitsFile(in: publication)
            for _ in 0..<3 { try file.append(rendered: block) }
            try file.append(rendered: block + block + block)
            var rows = CSVRows()
            UnitsFile.append(row, to: &rows)
            try file.append(rendered: rows.bytes)
            try file.finish()
        }
        let lines = try #require(text).split(separator: "\n")
        #expect(lines.count == 1 + 6 * 4000 + 1)
        #expect(lines.last == "A,1,in-stock,2026-11-02,04006381333931,L1,,Acme,ASN-1,,")
    }

    @Test("findings.csv: worst first, then kind, SKU, serial, party, document, line")
    func findings() throws {
        var oversell = Finding(.oversell)
        oversell.sku = "PH-1"
        oversell.quantity = 2
        oversell.party = "amazon"
        oversell.document = "111-1"
        oversell.line = "PH-1#1"
        oversell.at = Timestamp(iso8601: "2026-11-20T10:00:00Z") ?? .absent
        oversell.detail = "2 of 3 cannot be sent, nothing is left."
        oversell.suggestion = "Order more, or tell the buyer."
        oversell.evidence = [Evidence(file: 1, number: 3), Evidence(file: 0, number: 12), Evidence(file: 0, number: 3)]
        var shared = Finding(.serialShared)
        shared.serial = "1"
        shared.quantity = 1
        var unknownB = Finding(.unknownSKU)
        unknownB.sku = "B"
        var unknownA = Finding(.unknownSKU)
        unknownA.sku = "A"
        let sources = [Source(file: "orders.csv"), Source(file: "asn/1.xml")]
        let text = try written("findings.csv") {
            try FindingsFile.write(
                sorted: [shared, unknownB, oversell, unknownA].sorted(by: FindingsFile.precedes), sources: sources,
                to: $0)
        }
        #expect(
            text == """
                severity,kind,sku,serial,quantity,party,document,line,at,status,detail,suggestion,evidence,id
                error,oversell,PH-1,,2,amazon,111-1,PH-1#1,2026-11-20T10:00:00Z,new,"2 of 3 cannot be sent, nothing is \
                left.","Order more, or tell the buyer.",asn/1.xml#3;orders.csv#3;orders.csv#12,\(oversell.id)
                warning,unknown-sku,A,,,,,,,new,,,,\(unknownA.id)
                warning,unknown-sku,B,,,,,,,new,,,,\(unknownB.id)
                info,serial-shared,,1,1,,,,,new,,,,\(shared.id)

                """)
    }

    @Test("a finding's id is SHA-256 over its identity")
    func findingID() {
        var finding = Finding(.duplicateSale)
        finding.serial = "SN1"
        finding.sku = "A"
        finding.party = "ebay"
        finding.document = "12"
        finding.line = "1"
        // printf 'duplicate-sale\x1fSN1\x1fA\x1febay\x1f12\x1f1' | sha256sum
        #expect(finding.id == "d2357d0463663dd5")
        finding.quantity = 7
        finding.detail = "another wording"
        #expect(finding.id == "d2357d0463663dd5")
    }

    @Test("evidence: each record once, at most twenty, then how many more")
    func evidence() {
        let sources = [Source(file: "a.csv")]
        let all = (1...25).reversed().map { Evidence(file: 0, number: Int32($0)) }
        let text = FindingsFile.text(of: all + all) { sources[Int($0)].file }
        #expect(text == (1...20).map { "a.csv#\($0)" }.joined(separator: ";") + ";+5")
        #expect(FindingsFile.text(of: []) { sources[Int($0)].file } == "")
        #expect(FindingsFile.text(of: Array(all.suffix(20))) { sources[Int($0)].file }.hasSuffix(";a.csv#20"))
    }

    @Test("sources.csv")
    func sources() throws {
        var read = Source(file: "orders, new.csv")
        read.bytes = 1234
        read.kind = "order"
        read.format = "shopify-orders"
        read.records = 10
        read.rejected = 1
        var deferred = Source(file: "asn.xml.part")
        deferred.outcome = .deferred
        let text = try written("sources.csv") { try SourcesFile.write([read, deferred], to: $0) }
        #expect(
            text == """
                file,sha256,bytes,kind,format,records,rejected,outcome
                asn.xml.part,,0,,,0,0,deferred
                "orders, new.csv",,1234,order,shopify-orders,10,1,read

                """)
    }

    @Test("rejects.csv, and the records under their own header")
    func rejects() throws {
        let sources = [Source(file: "in/orders.csv"), Source(file: "bad.xml"), Source(file: "in_orders.csv")]
        let rejects = [
            Reject(
                file: 0, record: 10, line: 12, field: "quantity", value: "x,y", problem: "no number", raw: "B,\"x,y\""),
            Reject(file: 0, record: 2, line: 3, field: "sku", problem: "empty", raw: ",1"),
            Reject(file: 0, record: 2, line: 3, field: "quantity", value: "z", problem: "no number", raw: ",1"),
            Reject(file: 1, record: 0, line: 7, problem: "not well-formed"),
            Reject(file: 2, record: 1, line: 2, field: "sku", problem: "empty", raw: ";2"),
        ]
        let headers: [Int32: String] = [0: "sku,quantity", 2: "sku;quantity"]
        let text = try written("rejects.csv") {
            try RejectsFiles.write(rejects, sources: sources, headers: headers, to: $0)
        }
        #expect(
            text == """
                file,record,line,field,value,problem
                bad.xml,,7,,,not well-formed
                in/orders.csv,10,12,quantity,"x,y",no number
                in/orders.csv,2,3,quantity,z,no number
                in/orders.csv,2,3,sku,,empty
                in_orders.csv,1,2,sku,,empty

                """)
        let names = folder.names("out/latest/rejects")
        #expect(names.count == 2)
        let texts = names.compactMap { folder.text("out/latest/rejects/\($0)") }
        #expect(texts == ["sku;quantity\n;2\n", "sku,quantity\n,1\nB,\"x,y\"\n"])
        #expect(names == ["in_orders.csv", "orders.csv"])
        #expect(folder.mode("out/latest/rejects") == S_IFDIR | 0o700)
        #expect(names.allSatisfy { folder.mode("out/latest/rejects/\($0)") == S_IFREG | 0o600 })
        #expect(folder.mode("out/latest/rejects.csv") == S_IFREG | 0o600)
    }

    @Test("files of the same last name keep the whole; documents come back as they are; an order of dates is said")
    func rejectedFiles() throws {
        var sources = [Source(file: "a/log.csv"), Source(file: "b/LOG.csv"), Source(file: "in/asn.xml")]
        sources[1].layout.dateOrder = "day-first"
        let rejects = [0, 1, 2].map { Reject(file: $0, record: 1, line: 2, problem: "empty", raw: ",\($0)") }
        _ = try written("rejects.csv") {
            try RejectsFiles.write(
                rejects, sources: sources, headers: [0: "sku,n", 1: "sku,n"],
                documents: [2: ShortDocument()], to: $0)
        }
        #expect(folder.names("out/latest/rejects") == ["a_log.csv", "asn.xml", "b_LOG.csv"])
        #expect(folder.text("out/latest/rejects/a_log.csv") == "sku,n\n,0\n")
        #expect(folder.text("out/latest/rejects/b_LOG.csv") == "date_order: day-first\nsku,n\n,1\n")
        #expect(folder.text("out/latest/rejects/asn.xml") == "<a/>")
    }

    @Test("the records of a file that was rejected whole are not offered for correction")
    func rejectedWhole() throws {
        var source = Source(file: "orders.csv")
        source.outcome = .rejected
        let rejects = [
            Reject(file: 0, record: 0, line: 0, field: "", value: "", problem: "too many"),
            Reject(file: 0, record: 1, line: 2, field: "sku", value: "", problem: "empty", raw: ",2"),
        ]
        let text = try written("rejects.csv") {
            try RejectsFiles.write(rejects, sources: [source], headers: [0: "sku,quantity"], to: $0)
        }
        #expect(text == "file,record,line,field,value,problem\norders.csv,,,,,too many\norders.csv,1,2,sku,,empty\n")
        #expect(!folder.names("out/latest/").contains("rejects"))
    }

    @Test("no rejects: an empty table, no folder")
    func noRejects() throws {
        let text = try written("rejects.csv") { try RejectsFiles.write([], sources: [], headers: [:], to: $0) }
        #expect(text == "file,record,line,field,value,problem\n")
        #expect(!folder.names("out/latest/").contains("rejects"))
    }

    @Test("manifest.json: every other file of the run, sorted")
    func manifest() throws {
        let text = try written("manifest.json") { publication in
            for name in ["b.txt", "a.txt"] {
                let file = try publication.newFile(name)
                try file.write(Array("abc".utf8))
                try file.finish()
            }
            let empty = try publication.newPersonalFile("lists/empty")
            try empty.finish()
        }
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(
            text == """
                {
                  "run": "2026-11-23.1",
                  "business_date": "2026-11-23",
                  "files": [
                    {
                      "path": "a.txt",
                      "sha256": "\(abc)",
                      "bytes": 3
                    },
                    {
                      "path": "b.txt",
                      "sha256": "\(abc)",
                      "bytes": 3
                    },
                    {
                      "path": "lists/empty",
                      "sha256": "\(nothing)",
                      "bytes": 0
                    }
                  ]
                }

                """)
    }

    private func unit(
        _ sku: String, _ serial: String, _ place: Place, channel: String = "", order: String = ""
    ) -> UnitRow {
        var row = UnitRow(place: place)
        row.sku = arena.store(sku)
        row.serial = arena.store(serial)
        row.since = Timestamp(iso8601: "2026-11-02") ?? .absent
        row.gtin = arena.store("04006381333931")
        row.lot = arena.store("L1")
        row.supplier = arena.store("Acme")
        row.asn = arena.store("ASN-1")
        row.channel = arena.store(channel)
        row.order = arena.store(order)
        return row
    }

    /// Publishes what `write` writes, and returns one file of it.
    private func written(_ name: String, _ write: (Publication) throws -> Void) throws -> String? {
        let publication = try Publication(in: folder("out"), businessDate: date)
        try write(publication)
        try publication.publish()
        return folder.text("out/latest/\(name)")
    }
}

private struct ShortDocument: RejectedDocument {
    func write(to output: OutputFile) throws(WritingFailure) { try output.write(Array("<a/>".utf8)) }
}
