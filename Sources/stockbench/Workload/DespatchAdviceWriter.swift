/// Writes UBL despatch advices: lines of 25 to 50 units of one SKU, each unit with its serial, on some lines its lot.
struct DespatchAdviceWriter {
    private let plan: WorkloadPlan
    private let serials: SerialNumber
    private var random: RandomStream
    /// Draws which lines are of the common SKU: a stream of its own, so that all else is as without skew.
    private var skew: RandomStream
    /// Despatch lines written so far.
    private(set) var lines = 0

    /// - Parameter stream: Tells apart what draws from one seed.
    init(plan: WorkloadPlan, stream: UInt64 = 1) {
        self.plan = plan
        serials = SerialNumber(seed: plan.seed)
        random = RandomStream(seed: plan.seed, stream: stream)
        skew = RandomStream(seed: plan.seed, stream: stream + 16)
    }

    /// Writes despatch advices to one file at `path`, several of them in an envelope, draws the SKUs of their lines and adds
    /// their units to `units`. Advices must be written in order. Returns the size of the file.
    mutating func write(_ advices: Range<Int>, to path: String, units: inout UnitTable) throws(BenchError) -> Int {
        var file = try ByteWriter(path: path)
        file.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        if advices.count > 1 { file.append("<DespatchAdvices>\n") }
        for advice in advices { appendAdvice(advice, to: &file, units: &units) }
        if advices.count > 1 { file.append("</DespatchAdvices>\n") }
        return try file.close()
    }

    private mutating func appendAdvice(_ advice: Int, to file: inout ByteWriter, units: inout UnitTable) {
        appendHead(advice, to: &file)
        let range = plan.unitRange(ofAdvice: advice)
        var start = range.lowerBound
        var number = 0
        while start < range.upperBound {
            let count = lineSize(left: range.upperBound - start)
            let sku = drawSKU()
            number += 1
            appendLine(number, advice: advice, sku: sku, units: start..<start + count, to: &file)
            units.append(sku: sku, count: count)
            start += count
        }
        lines += number
        file.append("</DespatchAdvice>\n")
    }

    private mutating func drawSKU() -> Int {
        // Two draws, the lesser taken in half of the cases: low SKUs sell better.
        let first = random.below(WorkloadPlan.skus)
        let second = random.below(WorkloadPlan.skus)
        let sku = random.chance(1, in: 2) ? min(first, second) : first
        return plan.skew == .sku && skew.chance(3, in: 10) ? WorkloadPlan.commonSKU : sku
    }

    /// 25 to 50 units, such that what is left over is none or enough for another line.
    private mutating func lineSize(left: Int) -> Int {
        guard left > 50 else { return left }
        return 25 + random.below(min(50, left - 25) - 24)
    }

    private mutating func appendHead(_ advice: Int, to file: inout ByteWriter) {
        let supplier = plan.supplier(ofAdvice: advice)
        let day = plan.despatchDay(ofAdvice: advice)
        file.append(
            """
            <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" \
            xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
            xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:despatch_advice:3</cbc:CustomizationID>
              <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:despatch_advice:3</cbc:ProfileID>
              <cbc:ID>DA-
            """)
        file.append(number: advice + 1, width: 6)
        file.append("</cbc:ID>\n  <cbc:IssueDate>")
        file.append(day: day)
        file.append("</cbc:IssueDate>\n  <cbc:IssueTime>")
        file.append(secondOfDay: 6 * 3_600 + random.below(10 * 3_600))
        file.append("</cbc:IssueTime>\n  <cac:OrderReference>\n    <cbc:ID>PO-")
        file.append(number: 40_000 + advice)
        file.append("</cbc:ID>\n  </cac:OrderReference>\n")
        appendParties(supplier, to: &file)
        file.append("  <cac:Shipment>\n    <cbc:ID>1</cbc:ID>\n    <cac:Delivery>\n      <cac:Despatch>\n")
        file.append("        <cbc:ActualDespatchDate>")
        file.append(day: day)
        file.append("</cbc:ActualDespatchDate>\n      </cac:Despatch>\n    </cac:Delivery>\n  </cac:Shipment>\n")
    }

    private func appendParties(_ supplier: Supplier, to file: inout ByteWriter) {
        file.append("  <cac:DespatchSupplierParty>\n    <cac:Party>\n      <cbc:EndpointID schemeID=\"0088\">")
        file.append(supplier.location)
        file.append("</cbc:EndpointID>\n      <cac:PartyLegalEntity>\n        <cbc:RegistrationName>")
        file.append(supplier.name)
        file.append(
            """
            </cbc:RegistrationName>
                  </cac:PartyLegalEntity>
                </cac:Party>
              </cac:DespatchSupplierParty>
              <cac:DeliveryCustomerParty>
                <cac:Party>
                  <cbc:EndpointID schemeID="0088">4300001000006</cbc:EndpointID>
                  <cac:PartyLegalEntity>
                    <cbc:RegistrationName>Corner Shop Online</cbc:RegistrationName>
                  </cac:PartyLegalEntity>
                </cac:Party>
              </cac:DeliveryCustomerParty>

            """)
    }

    private mutating func appendLine(
        _ number: Int, advice: Int, sku: Int, units: Range<Int>, to file: inout ByteWriter
    ) {
        let supplier = plan.supplier(ofAdvice: advice)
        file.append("  <cac:DespatchLine>\n    <cbc:ID>")
        file.append(number: number)
        file.append("</cbc:ID>\n    <cbc:DeliveredQuantity unitCode=\"C62\">")
        file.append(number: units.count)
        file.append("</cbc:DeliveredQuantity>\n")
        file.append("    <cbc:OutstandingQuantity unitCode=\"C62\">0</cbc:OutstandingQuantity>\n")
        file.append("    <cac:OrderLineReference>\n      <cbc:LineID>")
        file.append(number: number * 10)
        file.append("</cbc:LineID>\n      <cac:OrderReference>\n        <cbc:ID>PO-")
        file.append(number: 40_000 + advice)
        file.append("</cbc:ID>\n      </cac:OrderReference>\n    </cac:OrderLineReference>\n    <cac:Item>\n")
        file.append("      <cbc:Name>")
        file.append(nameOf: sku)
        file.append("</cbc:Name>\n")
        if supplier.naming == .buyersAndSellersPart {
            file.append("      <cac:BuyersItemIdentification>\n        <cbc:ID>")
            file.append(sku: sku)
            file.append("</cbc:ID>\n      </cac:BuyersItemIdentification>\n")
        }
        file.append("      <cac:SellersItemIdentification>\n        <cbc:ID>")
        file.append(partOf: sku)
        file.append("</cbc:ID>\n      </cac:SellersItemIdentification>\n")
        file.append("      <cac:StandardItemIdentification>\n        <cbc:ID schemeID=\"0160\">")
        file.append(number: Goods.gtin(sku), width: 14)
        file.append("</cbc:ID>\n      </cac:StandardItemIdentification>\n")
        let lot = random.chance(1, in: 9) ? random.below(90_000) + 10_000 : nil
        for unit in units { appendUnit(unit, letter: supplier.letter, lot: lot, to: &file) }
        file.append("    </cac:Item>\n  </cac:DespatchLine>\n")
    }

    private func appendUnit(_ unit: Int, letter: UInt8, lot: Int?, to file: inout ByteWriter) {
        file.append("      <cac:ItemInstance><cbc:SerialID>")
        file.append(upTo: SerialNumber.length) { place in
            serials.write(UInt64(unit), supplier: letter, to: place)
            return SerialNumber.length
        }
        file.append("</cbc:SerialID>")
        if let lot {
            file.append("<cac:LotIdentification><cbc:LotNumberID>L")
            file.append(number: lot)
            file.append("</cbc:LotNumberID></cac:LotIdentification>")
        }
        file.append("</cac:ItemInstance>\n")
    }
}
