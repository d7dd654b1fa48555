import StockReading
import Testing

/// Cells with several identifiers of one unit.
@Suite("Several identifiers of one unit in a cell")
struct UnitIdentifierTests {
    private func definitions(_ perUnit: String) -> Definitions {
        .with(
            """
            format: phones
            kind: fulfilment
            header: [Order, Phones]
            lists: "/;"
            \(perUnit)
            fields: {document: Order, sku: Item, serials: Phones, quantity: Count, shipped_at: Sent}
            """)
    }

    private func read(_ perUnit: String, _ cell: String, source: PerUnit? = nil) throws -> FormatFixture {
        try FormatFixture(
            "Order,Item,Phones,Sent,Count\nO1,P,\(cell),2026-11-20,\n", definitions: definitions(perUnit),
            settings: .with { $1.perUnit = source })
    }

    @Test(
        "the first is the serial, the others name the same unit",
        arguments: [
            ("", "11/12", nil, "11 12", ""), ("per_unit: 2", "11/12;21/22", nil, "11 21", "11=12 21=22"),
            ("per_unit: all", "11/12/S1", nil, "11", "11=12 11=S1"), ("per_unit: 2", "N/11/12/12", nil, "N 12", "N=11"),
            ("per_unit: 2", "NONE/11", nil, "11", ""), ("", "11/12", PerUnit.count(2), "11", "11=12"),
            ("per_unit: 3", "11/12", .count(2), "11", "11=12"), ("per_unit: 2", "", nil, "", ""),
        ])
    func joined(perUnit: String, cell: String, source: PerUnit?, serials: String, identities: String) throws {
        let read = try read(perUnit, cell, source: source)
        #expect(read.rejects == [])
        let found = try read.columns("serials", "quantity", "serial", "also")
        let list = serials.split(separator: " ").map(String.init)
        let count = max(1, list.count)
        let names = identities.split(separator: " ").map { "- - \($0.replacing("=", with: " "))" }
        #expect(found == [(list.isEmpty ? "-" : "\(list)") + " \(count) - -"] + names)
    }

    @Test("a row of several lines of which one is rejected names nothing")
    func linesOfARow() throws {
        let definitions = Definitions.with(
            """
            format: boxes
            kind: fulfilment
            header: [Order, Box 1]
            lists: "/"
            per_unit: 2
            lines: {columns: 'Box {n}', parts: '|'}
            fields:
              document: Order
              sku: line.sku
              serials: line.phones
              quantity: line.count
              shipped_at: Sent
            """)
        let read = try FormatFixture(
            "Order,Sent,Box 1,Box 2\nO1,2026-11-20,sku:P|phones:11/12|count:1,sku:P|phones:13/14|count:x\n"
                + "O2,2026-11-20,sku:P|phones:21/22|count:1,sku:P|phones:23/24|count:1\n", definitions: definitions)
        #expect(read.rejects.count == 1)
        #expect(
            try read.columns("document", "serials", "serial", "also") == [
                "O2 [\"21\"] - -", "O2 [\"23\"] - -", "- - 21 22", "- - 23 24",
            ])
    }

    @Test("identifiers that cannot be dealt out are rejected, and name nothing")
    func uneven() throws {
        let read = try read("per_unit: 2", "11/12/21")
        #expect(read.records == [])
        #expect(read.rejects.first?.contains("3 identifiers cannot be 2 for each unit") == true)
    }
}
