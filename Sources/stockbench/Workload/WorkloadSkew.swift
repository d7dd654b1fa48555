/// What a workload has far too much of; the number of units and order lines is that of the even one.
enum WorkloadSkew: String, CaseIterable, Sendable {
    /// One SKU has 30 % of all lines.
    case sku
    /// One order has 5 lines of 16: 500,000 of 1,600,000.
    case document
    /// One serial is on one order line of 16: 100,000 of 1,600,000.
    case serial
}
