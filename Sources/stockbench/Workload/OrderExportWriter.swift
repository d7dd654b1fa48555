/// Writes order exports in the house format, 16 columns: random units, orders of one to three lines, a buyer for each.
struct OrderExportWriter {
    /// One order line while it is written.
    private struct Line {
        var role: SaleRole
        var sku: Int
        /// The unit whose serial it names or, for an unknown serial, from which that was miswritten.
        var unit: Int
        /// The unknown serial's number, counted from 0 over all that is written.
        var unknown = 0
    }

    /// Where the shop sells; each export is of one channel.
    static let channels: [StaticString] = [
        "amazon", "ebay", "shopify", "walmart", "etsy", "kaufland", "bol", "woocommerce",
    ]

    /// The channel of an export.
    static func channel(ofExport export: Int) -> StaticString { channels[export % channels.count] }

    private let plan: WorkloadPlan
    private let sales: SalesPlan
    private let units: UnitTable
    private let serials: SerialNumber
    private var random: RandomStream
    private var roles: RoleBag
    private var lines: [Line] = []
    private var nextEarly: Int
    private var nextOpen: Int
    private var nextPlain: Int
    private var unknownCount = 0
    private var duplicatesLeft: Int
    private var repeatedLeft: Int
    /// What the lines written so far do to stock.
    private(set) var outcome: ExpectedOutcome
    /// Orders written so far.
    private(set) var orders = 0

    /// - Parameter sales: What to write of the plan's order lines.
    init(plan: WorkloadPlan, sales: SalesPlan, units: UnitTable) {
        self.plan = plan
        self.sales = sales
        self.units = units
        serials = SerialNumber(seed: plan.seed)
        random = RandomStream(seed: plan.seed, stream: sales.stream)
        roles = RoleBag(sales: sales)
        nextEarly = sales.firstSold
        nextOpen = nextEarly + sales.early
        nextPlain = nextOpen + sales.open
        duplicatesLeft = sales.duplicates
        repeatedLeft = sales.repeated
        outcome = ExpectedOutcome(skus: WorkloadPlan.skus)
    }

    /// Writes order exports to one file at `path`; exports must be written in order. Returns the size of the file.
    mutating func write(_ exports: Range<Int>, to path: String) throws(BenchError) -> Int {
        var file = try ByteWriter(path: path)
        file.append("channel,order_id,line_id,sku,quantity,status,ordered_at,shipped_at,serials,")
        file.append("buyer_name,buyer_email,address1,city,postcode,country,unit_price\n")
        for export in exports { appendRows(ofExport: export, to: &file) }
        return try file.close()
    }

    private mutating func appendRows(ofExport export: Int, to file: inout ByteWriter) {
        let channel = Self.channel(ofExport: export)
        var left = sales.lines(ofExport: export)
        while left > 0 {
            drawOrder(upTo: left)
            left -= lines.count
            appendOrder(channel: channel, to: &file)
        }
    }

    /// Draws the lines of the next order.
    private mutating func drawOrder(upTo limit: Int) {
        lines.removeAll(keepingCapacity: true)
        if orders == 0, sales.largestOrder > 0 {
            for _ in 0..<roles.takePlain(upTo: sales.largestOrder) { lines.append(drawLine(.plain)) }
            return
        }
        let role = roles.draw(&random)
        lines.append(drawLine(role))
        guard role == .plain, limit > 1 else { return }
        let dice = random.below(100)
        let wanted = dice < 86 ? 0 : dice < 97 ? 1 : 2
        for _ in 0..<roles.takePlain(upTo: min(wanted, limit - 1)) { lines.append(drawLine(.plain)) }
    }

    private mutating func drawLine(_ role: SaleRole) -> Line {
        let place: Int
        switch role {
        case .early: (place, nextEarly) = (nextEarly, nextEarly + 1)
        case .open: (place, nextOpen) = (nextOpen, nextOpen + 1)
        case .plain: (place, nextPlain) = (nextPlain, nextPlain + 1)
        case .duplicate: place = drawResold()
        case .unknown: (place, unknownCount) = (sales.firstMiswritten + unknownCount, unknownCount + 1)
        }
        let unit = Int(units.order[place])
        let unknown = sales.unknownBefore + max(0, unknownCount - 1)
        return Line(role: role, sku: Int(units.skus[unit]), unit: unit, unknown: unknown)
    }

    /// The place of a unit that is sold again.
    private mutating func drawResold() -> Int {
        if repeatedLeft > 0, random.below(duplicatesLeft) < repeatedLeft {
            repeatedLeft -= 1
            duplicatesLeft -= 1
            return sales.resold.upperBound
        }
        duplicatesLeft -= 1
        return sales.resold.lowerBound + random.below(sales.resold.count)
    }

    private mutating func appendOrder(channel: StaticString, to file: inout ByteWriter) {
        orders += 1
        let role = lines[0].role
        let (ordered, shipped) = drawDays(role)
        let second = random.below(86_400)
        let shippedSecond = shipped == ordered ? second + random.below(86_400 - second) : random.below(86_400)
        let buyer = Buyer(number: random.below(max(1, plan.orderLines / 2)), seed: plan.seed)
        for (index, line) in lines.enumerated() {
            file.append(channel)
            file.append(",")
            file.append(byte: channel.utf8Start.pointee - 32)
            file.append("-")
            file.append(number: 1_000_000 + sales.ordersBefore + orders)
            file.append(",")
            file.append(number: index + 1)
            file.append(",")
            file.append(sku: line.sku)
            file.append(role == .open ? ",1,open," : ",1,shipped,")
            file.append(day: ordered)
            file.append("T")
            file.append(secondOfDay: second)
            file.append("Z,")
            if role != .open {
                file.append(day: shipped)
                file.append("T")
                file.append(secondOfDay: shippedSecond)
                file.append("Z")
            }
            file.append(",")
            appendSerial(line, to: &file)
            file.append(",")
            buyer.append(to: &file)
            file.append(number: Goods.cents(line.sku) / 100)
            file.append(".")
            file.append(number: Goods.cents(line.sku) % 100, width: 2)
            file.append("\n")
        }
    }

    /// The days on which the order drawn was made and left, after its units were despatched unless it is an early one.
    private mutating func drawDays(_ role: SaleRole) -> (ordered: CalendarDay, shipped: CalendarDay) {
        if let day = sales.day { return (day, day) }
        let last = WorkloadPlan.businessDay - 3
        var received = WorkloadPlan.firstDay
        for line in lines {
            received = max(received, plan.despatchDay(ofAdvice: plan.advice(ofUnit: line.unit)))
        }
        switch role {
        case .early:
            let shipped = received - 1 - random.below(6)
            return (shipped - random.below(3), shipped)
        case .open:
            // Recent enough not to be stale, after every despatch.
            return (last - random.below(20), last)
        case .plain, .duplicate, .unknown:
            let ordered = received + random.below(min(90, last.number - received.number + 1))
            return (ordered, ordered + random.below(3))
        }
    }

    private mutating func appendSerial(_ line: Line, to file: inout ByteWriter) {
        let advice = plan.advice(ofUnit: line.unit)
        let letter = plan.supplier(ofAdvice: advice).letter
        file.append(upTo: SerialNumber.length) { place in
            var length = SerialNumber.length
            if line.role == .unknown && line.unknown % 2 == 1 {
                // A serial that was never printed: numbers from here on are no unit's.
                serials.write(1 << 40 + UInt64(line.unknown), supplier: letter, to: place)
            } else {
                serials.write(UInt64(line.unit), supplier: letter, to: place)
                if line.role == .unknown { length = SerialNumber.miswrite(place) }
            }
            outcome.addSale(line.role, sku: line.sku, serial: UnsafeBufferPointer(start: place, count: length))
            return length
        }
    }
}
