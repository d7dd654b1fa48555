/// What a correct reconciliation of the workload says, counted while the workload is written.
struct ExpectedOutcome {
    /// Movements and figures of one SKU, in units.
    struct Figures {
        var received = 0
        /// Shipped order lines.
        var shipped = 0
        /// Open order lines.
        var committed = 0
        /// Units that left or are promised, each once.
        var unitsTaken = 0
        var unitsReserved = 0

        var onHand: Int { received - shipped }
        var unitsInStock: Int { received - unitsTaken }
        /// Open lines that what is on hand does not fill; each is of one unit.
        var oversold: Int { max(0, committed - max(0, onHand)) }
    }

    private(set) var figures: [Figures]
    /// Over sku, serial and place of the units that the house has.
    private(set) var unitDigest = RowDigest()
    /// Over kind, sku and serial of the findings on sales.
    private(set) var findingDigest = RowDigest()
    private(set) var earlySales = 0
    private(set) var duplicateSales = 0
    private(set) var unknownSerials = 0

    init(skus: Int) {
        figures = Array(repeating: Figures(), count: skus)
    }

    /// Counts an order line of one unit.
    mutating func addSale(_ role: SaleRole, sku: Int, serial: UnsafeBufferPointer<UInt8>) {
        switch role {
        case .plain:
            figures[sku].shipped += 1
            figures[sku].unitsTaken += 1
        case .early:
            earlySales += 1
            figures[sku].shipped += 1
            figures[sku].unitsTaken += 1
        case .open:
            figures[sku].committed += 1
            figures[sku].unitsTaken += 1
            figures[sku].unitsReserved += 1
            addUnit(sku: sku, serial: serial, place: "reserved")
        case .duplicate:
            figures[sku].shipped += 1
            duplicateSales += 1
            addFinding("duplicate-sale", sku: sku, serial: serial)
        case .unknown:
            figures[sku].shipped += 1
            unknownSerials += 1
            addFinding("unknown-serial", sku: sku, serial: serial)
        }
    }

    /// Counts what was received of every unit, and the units that nobody bought.
    mutating func addReceipts(plan: WorkloadPlan, units: UnitTable) {
        for sku in units.skus { figures[Int(sku)].received += 1 }
        let serials = SerialNumber(seed: plan.seed)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SerialNumber.length) { place in
            guard let base = place.baseAddress else { return }
            for unit in units.order[plan.unitsSold...] {
                let advice = plan.advice(ofUnit: Int(unit))
                serials.write(UInt64(unit), supplier: plan.supplier(ofAdvice: advice).letter, to: base)
                addUnit(sku: Int(units.skus[Int(unit)]), serial: UnsafeBufferPointer(place), place: "in-stock")
            }
        }
    }

    private mutating func addUnit(sku: Int, serial: UnsafeBufferPointer<UInt8>, place: StaticString) {
        unitDigest.cell(sku: sku)
        unitDigest.cell(serial)
        unitDigest.cell(place)
        unitDigest.endRow()
    }

    private mutating func addFinding(_ kind: StaticString, sku: Int, serial: UnsafeBufferPointer<UInt8>) {
        findingDigest.cell(kind)
        findingDigest.cell(sku: sku)
        findingDigest.cell(serial)
        findingDigest.endRow()
    }
}
