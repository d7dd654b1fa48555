import StockModel

/// Places what multichannel tools repeat of the channels' orders (`semantics.md`, section 5, Copies).
struct Copies {
    let context: FoldContext
    /// The copies of one order number, in key order (tool, line).
    let copies: [JoinedLine]
    /// By copy: whether its document id had no order line (of its channel, if it names one).
    let isOrphan: [Bool]
    /// The tool whose orphans became order lines: a name id.
    let adoptedTool: Int32?
    /// The orphans that became order lines, as those lines. What contradicts in them is told of the copy.
    private(set) var adopted: [JoinedLine] = []
    /// By line: whether it was made from an orphan.
    private var isMade: [Bool] = []

    /// Copies that no line knows, as findings: the copy, or the sum of a tool's copies beyond what was ordered.
    enum Mismatch {
        case copy(DocumentLine)
        case sum(tool: Int32, sku: Int32, beyond: Int, evidence: [DocumentLine])
    }

    /// Decides which copies are orphans, before any copy is looked at, and makes order lines of one tool's.
    ///
    /// - Parameter orders: The document's order lines; those made are added.
    init(context: FoldContext, copies: [JoinedLine], orders: inout [DocumentLine]) {
        self.context = context
        self.copies = copies
        let scopes = Set(orders.map(\.scope))
        isOrphan = copies.map { copy in
            copy.channel == Names.none ? scopes.isEmpty : !scopes.contains(copy.channel)
        }
        let tools = zip(copies, isOrphan).filter(\.1).map(\.0.line.scope)
        adoptedTool = tools.min { context.rank($0) < context.rank($1) }
        var made: [DocumentLine] = []
        for (copy, orphan) in zip(copies, isOrphan) where orphan && copy.line.scope == adoptedTool {
            var line = copy.line
            line.kind = .order
            line.scope = copy.channel == Names.none ? copy.line.scope : copy.channel
            made.append(line)
            var telling = copy
            telling.line = line
            telling.hasConflict = false
            telling.repeats = UnsafeBufferPointer(start: nil, count: 0)
            adopted.append(telling)
        }
        let count = orders.count
        orders += made
        let order = orders.indices.sorted { DocumentLine.precedes(orders[$0], orders[$1], context) }
        isMade = order.map { $0 >= count }
        orders = order.map { orders[$0] }
    }

    /// Indices of the lines a copy belongs to, in key order; nil for a copy that became a line itself.
    private func lines(of copy: Int, in lines: [WorkingLine]) -> [Int]? {
        let line = copies[copy].line
        if isOrphan[copy] {
            if line.scope == adoptedTool { return nil }
            return lines.indices.filter { isMade[$0] }
        }
        let channel = copies[copy].channel
        return lines.indices.filter { channel == Names.none || lines[$0].line.scope == channel }
    }

    /// Places serials, shipping times and shipped quantities of the copies on `lines` (parallel to the orders made by
    /// `init`), whose shipped parts are known.
    ///
    /// - Parameter buyers: Where gaps of buyers are filled; nil where nobody asks for them.
    func place(on lines: inout [WorkingLine], buyers: BuyerBook?) -> [Mismatch] {
        var mismatches: [Mismatch] = []
        struct Sum: Hashable {
            var tool: Int32
            var channel: Int32
            var sku: Int32
        }
        var sums: [Sum: (quantity: Int, lines: [Int], copies: [DocumentLine])] = [:]
        for index in copies.indices {
            let copy = copies[index]
            guard let belonging = self.lines(of: index, in: lines), copy.line.status != .cancelled else { continue }
            let same = belonging.filter { lines[$0].line.sku == copy.line.sku }
            if same.isEmpty {
                mismatches.append(.copy(copy.line))
                continue
            }
            let live = same.filter { lines[$0].line.status != .cancelled }
            place(copy, on: live, of: &lines)
            if let buyers {
                for index in live {
                    lines[index].line.buyer = buyers.fill(lines[index].line.buyer, from: copy.line.buyer)
                }
            }
            guard copy.line.status == .shipped else { continue }
            let key = Sum(tool: copy.line.scope, channel: copy.channel, sku: copy.line.sku)
            sums[key, default: (0, live, [])].quantity += Int(copy.line.quantity)
            sums[key]?.copies.append(copy.line)
        }
        let ordered = sums.keys.sorted { a, b in
            let x = (context.rank(a.tool), context.rank(a.channel), a.sku)
            return x < (context.rank(b.tool), context.rank(b.channel), b.sku)
        }
        for key in ordered {
            guard let sum = sums[key] else { continue }
            let beyond = fill(sum.lines, of: &lines, to: sum.quantity)
            guard beyond > 0 else { continue }
            mismatches.append(.sum(tool: key.tool, sku: key.sku, beyond: beyond, evidence: sum.copies))
        }
        return mismatches
    }

    private func place(_ copy: JoinedLine, on live: [Int], of lines: inout [WorkingLine]) {
        guard !live.isEmpty else { return }
        let isShipped = copy.line.status == .shipped
        var placement = Placement(context: context, lines: live, of: lines, serials: copy.line.serials.count)
        for serial in copy.line.serials.sorted(by: { $0.text < $1.text }) {
            let target = placement.place(serial, on: &lines)
            if isShipped { _ = lines[target].send(serial.text, at: copy.line.shippedAt.or(copy.line.at)) }
            lines[target].scans.formUnion(copy.line.evidence)
        }
        guard isShipped, !copy.line.shippedAt.isAbsent else { return }
        for index in live where lines[index].line.shippedAt.isAbsent {
            lines[index].line.shippedAt = copy.line.shippedAt
        }
    }

    /// Fills the shipped parts of open lines up to `sum` in all, and returns what goes beyond the lines' quantities.
    private func fill(_ live: [Int], of lines: inout [WorkingLine], to sum: Int) -> Int {
        var missing = sum - live.reduce(0) { $0 + Int(lines[$1].line.shippedPart) }
        for index in live where missing > 0 && lines[index].line.status == .open {
            let more = min(missing, Int(lines[index].line.quantity - lines[index].line.shippedPart))
            guard more > 0 else { continue }
            lines[index].line.shippedPart += Int32(more)
            missing -= more
        }
        return max(0, missing)
    }
}
