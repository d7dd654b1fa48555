import Foundation

/// Counts what is in the files of a workload, knowing nothing of how they were made.
struct WorkloadRecount {
    private(set) var received: Set<Substring> = []
    private(set) var deliveredQuantity = 0
    private(set) var orderLines = 0
    /// How many lines an order has.
    private(set) var orders: [Substring: Int] = [:]
    /// How many order lines a SKU has.
    private(set) var skus: [Substring: Int] = [:]
    private(set) var orderDays: Set<Substring> = []
    private(set) var advices: Set<Substring> = []
    /// How many order lines name a serial.
    private(set) var sales: [Substring: Int] = [:]

    var duplicateSales: Int { sales.values.reduce(0) { $0 + $1 - 1 } }
    var unknownSerials: Int { sales.keys.count { !received.contains($0) } }
    /// Serials that no order line names.
    var inStock: Set<Substring> { received.filter { sales[$0] == nil } }

    /// - Parameter inputs: The files by their paths.
    init(inputs: [String: Data]) {
        for (name, data) in inputs {
            let text = String(decoding: data, as: UTF8.self)
            if name.hasSuffix(".xml") { countAdvice(text) }
            if name.contains("/orders/") { countOrders(text) }
        }
    }

    private mutating func countAdvice(_ text: String) {
        advices.formUnion(text.matches(of: /<cbc:ID>(DA-[0-9]+)</).map(\.output.1))
        received.formUnion(text.matches(of: /<cbc:SerialID>([^<]*)</).map(\.output.1))
        for match in text.matches(of: /<cbc:DeliveredQuantity[^>]*>([0-9]+)</) {
            deliveredQuantity += Int(match.output.1) ?? 0
        }
    }

    private mutating func countOrders(_ text: String) {
        for line in text.split(separator: "\n").dropFirst() {
            orderLines += 1
            // No cell before the serials has a comma of its own.
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            orders[cells[1], default: 0] += 1
            skus[cells[3], default: 0] += 1
            orderDays.insert(cells[6].prefix(10))
            sales[cells[8], default: 0] += 1
        }
    }
}
