package import StockModel

/// A scope made ready to judge millions of custodies: a tree of plain values in an arena, with sets and sorted ranges for
/// its leaves. Nothing is allocated or counted while it judges, so that all workers can share it.
package final class CompiledScope: Sendable {
    private let arena = Arena()
    private let nodes: UnsafeBufferPointerBox
    private let root: Int

    /// One node; children stand one after another.
    enum Node: BitwiseCopyable, @unchecked Sendable {
        // Sendable: the tables' memory is only read.
        case all(first: Int, count: Int)
        case any(first: Int, count: Int)
        case not(Int)
        case serials(TextTable)
        case spans(SpanTable)
        case skus(TextTable)
        /// GTINs, and the SKUs to which the catalogue gives one of them.
        case gtins(TextTable, skus: TextTable)
        case lots(TextTable)
        case suppliers(TextTable)
        case asns(TextTable)
        case received(DayRange)
        case sold(DayRange)
    }

    /// The nodes, in memory that never moves.
    private struct UnsafeBufferPointerBox: @unchecked Sendable {
        // Sendable: points into the scope's own arena.
        let nodes: UnsafeBufferPointer<Node>
    }

    /// Throws where a range is none; the campaign's reader has told of it with its line.
    package init(_ scope: Scope, names: ScopeNames) throws(SerialSpan.Problem) {
        var compiler = ScopeCompiler(names: names, arena: arena)
        root = try compiler.compile(scope)
        nodes = UnsafeBufferPointerBox(
            nodes: compiler.nodes.withUnsafeBufferPointer { [arena] in arena.store(list: $0) })
    }

    /// What it says of one custody of a unit.
    package func judge(_ custody: Custody, of unit: UnitHistory) -> Truth {
        truth(
            of: root,
            Subject(
                serial: unit.serial, identifiers: unit.identifiers, sku: custody.sku, gtin: custody.gtin,
                lot: custody.lot, backing: custody.backing, sales: custody.sales, soldOn: nil))
    }

    /// What it says of goods without serials: of a line that left on a day, or of stock, which was not sold.
    package func judge(goodsOf sku: Text, soldOn day: Int?) -> Truth {
        truth(
            of: root,
            Subject(
                serial: .empty, identifiers: [], sku: sku, gtin: .empty, lot: .empty, backing: .none, sales: [],
                soldOn: day))
    }

    /// What is known of the goods that are judged.
    private struct Subject {
        /// Empty where the goods have none.
        let serial: Text
        let identifiers: [Text]
        let sku: Text
        /// Empty where only the catalogue can tell.
        let gtin: Text
        /// Empty where not known.
        let lot: Text
        let backing: Custody.Backing
        let sales: [Sale]
        let soldOn: Int?
    }

    private func truth(of index: Int, _ subject: borrowing Subject) -> Truth {
        switch nodes.nodes[index] {
        case .all(let first, let count):
            var result = Truth.yes
            for child in first..<first + count where result != .no { result = min(result, truth(of: child, subject)) }
            return result
        case .any(let first, let count):
            var result = Truth.no
            for child in first..<first + count where result != .yes { result = max(result, truth(of: child, subject)) }
            return result
        case .not(let child): return truth(of: child, subject).opposite
        case .serials(let table):
            guard !subject.serial.isEmpty else { return .unknown }
            return Truth(table.contains(subject.serial) || subject.identifiers.contains { table.contains($0) })
        case .spans(let table): return subject.serial.isEmpty ? .unknown : Truth(table.contains(subject.serial))
        case .skus(let table): return Truth(table.contains(subject.sku))
        case .gtins(let table, let skus):
            return Truth(subject.gtin.isEmpty ? skus.contains(subject.sku) : table.contains(subject.gtin))
        case .lots(let table): return subject.lot.isEmpty ? .unknown : Truth(table.contains(subject.lot))
        case .suppliers(let table):
            guard case .despatch(let supplier, _, _) = subject.backing else { return .unknown }
            return Truth(table.contains(supplier))
        case .asns(let table):
            guard case .despatch(_, let asn, _) = subject.backing else { return .unknown }
            return Truth(table.contains(asn))
        case .received(let days):
            guard case .despatch(_, _, let day) = subject.backing else { return .unknown }
            return Truth(days.contains(day))
        case .sold(let days):
            if let day = subject.soldOn { return Truth(days.contains(day)) }
            return Truth(subject.sales.contains { $0.hasLeft && days.contains($0.at.day) })
        }
    }
}
