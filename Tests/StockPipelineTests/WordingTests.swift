import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

/// What a finding advises where that depends on the catalogue.
@Suite("wording")
struct WordingTests {
    let folder = TemporaryFolder()

    @Test(
        "what counts until a despatch advice is corrected is what the figures count",
        arguments: [("required", "the listed units count.", "1"), ("optional", "the announced quantity counts.", "3")])
    func quantityMismatch(policy: String, says: String, received: String) throws {
        folder.makeFolder("in")
        folder.makeFile("in/catalogue.csv", "sku,name,serials\nLAMP,Lamp,\(policy)\n")
        folder.makeFile(
            "in/notice.xml",
            """
            <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2">
            <ID>A1</ID><IssueDate>2026-11-02</IssueDate>
            <DespatchSupplierParty><Party><PartyName><Name>Lumen</Name></PartyName></Party></DespatchSupplierParty>
            <DespatchLine><ID>1</ID><DeliveredQuantity unitCode="EA">3</DeliveredQuantity><Item>
            <BuyersItemIdentification><ID>LAMP</ID></BuyersItemIdentification>
            <ItemInstance><SerialID>L1</SerialID></ItemInstance></Item></DespatchLine>
            </DespatchAdvice>

            """)
        let day = try #require(Timestamp(iso8601: "2026-11-23")).day
        _ = try Pipeline.run(
            RunSettings(inputs: [folder("in")], output: folder("out"), rules: Rules(businessDay: day)))
        let findings = try #require(folder.text("out/latest/findings.csv"))
        #expect(findings.contains("asn-quantity-mismatch,LAMP,,2,Lumen,A1,1"))
        #expect(findings.contains(says))
        let stock = try #require(folder.text("out/latest/stock_by_sku.csv"))
        #expect(stock.contains("LAMP,Lamp,0,\(received),"))
    }
}
