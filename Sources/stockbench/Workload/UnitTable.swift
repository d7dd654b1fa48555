/// Which SKU each unit is of, and in which order units leave; numbers only, 6 bytes for each unit.
struct UnitTable {
    /// The SKU of each unit.
    private(set) var skus: [UInt16]
    /// The units in random order: first those sold early, then those of open lines, then the others that are sold,
    /// then those that stay in stock.
    private(set) var order: [UInt32]

    init(plan: WorkloadPlan) {
        skus = []
        skus.reserveCapacity(plan.units)
        order = (0..<UInt32(plan.units)).map { $0 }
        var random = RandomStream(seed: plan.seed, stream: 2)
        order.withUnsafeMutableBufferPointer { order in
            for index in stride(from: order.count - 1, to: 0, by: -1) {
                order.swapAt(index, random.below(index + 1))
            }
        }
        if let stock = plan.stock { keep(stock) }
    }

    /// Puts the units that are to stay behind the others, either in the order that they had: nine in ten of them from the
    /// latest receipts, four times as many, and one from before.
    private mutating func keep(_ stock: Int) {
        let firstLate = max(0, order.count - 4 * stock)
        var early = min(stock / 10, firstLate)
        var late = stock - early
        var sold: [UInt32] = []
        var kept: [UInt32] = []
        sold.reserveCapacity(order.count)
        for unit in order {
            if unit >= firstLate, late > 0 {
                late -= 1
                kept.append(unit)
            } else if unit < firstLate, early > 0 {
                early -= 1
                kept.append(unit)
            } else {
                sold.append(unit)
            }
        }
        order = sold + kept
    }

    /// Adds `count` units of one SKU after those that are there.
    mutating func append(sku: Int, count: Int) {
        for _ in 0..<count { skus.append(UInt16(sku)) }
    }
}
