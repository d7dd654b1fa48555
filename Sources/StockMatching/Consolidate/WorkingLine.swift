import StockModel

/// An order line while its document's fulfilments and copies are placed on it.
struct WorkingLine {
    var line: DocumentLine
    var serials: [ListedSerial]
    var held: Set<Text>
    /// How many of each SKU it absorbed from fulfilments: of its own, or of a kit's components.
    var absorbed: [Int32: Int] = [:]
    /// Serials that were sent on it, with the earliest time at which they were.
    var sentAt: [Text: Timestamp] = [:]
    /// The scans and copies that put serials or shipped units on it: evidence, as the order's own records are.
    var scans: Set<Evidence> = []
    /// The latest shipping time of the fulfilments of which it was one of the lines.
    var latestFulfilment = Timestamp.absent

    init(_ line: DocumentLine) {
        self.line = line
        serials = Array(line.serials)
        held = Set(serials.map(\.text))
    }

    /// How many serials the line has room for: its quantity, of a kit the sum over its components.
    func room(_ context: FoldContext) -> Int { context.room(of: line) }

    /// Up to how many of `sku` the line absorbs in all.
    func capacity(for sku: Int32, _ context: FoldContext) -> Int {
        let quantity = Int(line.quantity)
        return line.sku == sku ? quantity : quantity * context[line.sku].count(of: sku)
    }

    /// Takes note that `serial` was sent on this line; true if it was not before.
    mutating func send(_ serial: Text, at time: Timestamp) -> Bool {
        let known = sentAt[serial]
        sentAt[serial] = known.map { Timestamp.earliest($0, time) } ?? time
        return known == nil
    }

    mutating func add(_ serial: ListedSerial) {
        guard held.insert(serial.text).inserted else { return }
        serials.append(serial)
    }

    /// How much of it the fulfilments it absorbed make up: of a kit the least over the components of which there were
    /// any, or what it absorbed as the kit itself.
    func absorbedQuantity(_ context: FoldContext) -> Int {
        let itself = absorbed[line.sku] ?? 0
        let info = context[line.sku]
        guard info.isKit else { return itself }
        let parts = info.components.compactMap { part in
            absorbed[part.sku].flatMap { $0 > 0 ? $0 / part.count : nil }
        }
        return max(itself, parts.min() ?? 0)
    }
}

extension FoldContext {
    /// How many serials a line can have: its quantity, of a kit's line n × quantity over its components.
    func room(of line: DocumentLine) -> Int {
        let info = self[line.sku]
        let quantity = Int(line.quantity)
        return info.isKit ? info.components.reduce(0) { $0 + $1.count * quantity } : quantity
    }
}

/// Puts serials on lines (`semantics.md`, section 5): where one is already, there it stays; another goes to the first line
/// with fewer serials than its room, else to the last line.
struct Placement {
    let context: FoldContext
    /// Indices of the lines, in key order; at least one.
    let lines: [Int]
    private var next = 0
    /// The first line that has a serial, where there are so many lines and serials that looking through the lines for each
    /// would take long.
    private var holders: [Text: Int]?

    /// - Parameters:
    ///   - all: The lines that `lines` are indices of, as they are before anything is placed.
    ///   - serials: How many serials are going to be placed.
    init(context: FoldContext, lines: [Int], of all: [WorkingLine], serials: Int) {
        self.context = context
        self.lines = lines
        guard lines.count * serials > 256 else { return }
        var found: [Text: Int] = [:]
        for line in lines {
            for serial in all[line].serials where found[serial.text] == nil { found[serial.text] = line }
        }
        holders = found
    }

    /// The line on which `serial` now stands.
    mutating func place(_ serial: ListedSerial, on all: inout [WorkingLine]) -> Int {
        if let holder = holder(of: serial.text, all) { return holder }
        // Lines only fill up, so those that were full stay full.
        while next < lines.count, all[lines[next]].serials.count >= all[lines[next]].room(context) { next += 1 }
        let target = next < lines.count ? lines[next] : lines[lines.count - 1]
        all[target].add(serial)
        holders?[serial.text] = target
        return target
    }

    private func holder(of serial: Text, _ all: [WorkingLine]) -> Int? {
        if let holders { return holders[serial] }
        return lines.first { all[$0].held.contains(serial) }
    }
}
