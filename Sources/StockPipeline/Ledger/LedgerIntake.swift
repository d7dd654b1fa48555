import StockLedger
import StockMatching
import StockModel

/// Takes what a run has read into the ledger: sources, records, identities, what only notices need, catalogue.
struct LedgerIntake {
    let books: LedgerBooks
    let workers: Workers

    /// What was taken.
    struct Outcome {
        /// The id of the source that was read as the first file; the others follow.
        var firstSource: Int
        /// The id of the first record that is new.
        var firstRecord: Int
        var identities: [Identity] = []
        /// The names that the new records and openings touch.
        var touch = Touch()
        var records = 0
    }

    /// - Throws: `RunFailure` where records are lost on the way, which is a mistake of the program.
    func take(_ reading: Reading.Outcome, _ files: KnownFiles.Outcome) throws -> Outcome {
        var outcome = Outcome(
            firstSource: try books.transaction.sources.nextID(), firstRecord: books.records.nextID)
        let base = Int32(outcome.firstSource)
        var kept = [Int](repeating: 0, count: reading.sources.count)
        // Records of identities alone; one of which a unit has several identifiers is counted as what else it is.
        var identityRecords: [Set<Int32>] = reading.sources.map { _ in [] }
        for identity in reading.stores.flatMap(\.identities) {
            identityRecords[Int(identity.file)].insert(identity.number)
        }
        let forgotten = try ForgottenBuyers(books.transaction)
        var ranges: [Range<Int>] = reading.sources.map { _ in 0..<0 }
        let isFirst = try books.transaction.isEmpty()
        let members = WorkerState(byFile(reading))
        var buyers: [Text] = []
        // Those whose buyer must stay unknown.
        var withheld: [Int] = []
        func append() throws {
            for (index, members) in members.value.enumerated() {
                let start = books.records.nextID
                try members.forEach(
                    prefetching: { Prefetch.forWriting(UnsafePointer($0.record)) },
                    then: { $0.record.pointee.prefetch() }
                ) { member in
                    let record = member.record
                    let id = books.records.nextID
                    record.pointee.file = base + Int32(index)
                    var buyer = member.buyer(in: reading.stores)
                    if let told = buyer, try forgotten.holds(told, of: record.pointee.documentKey) {
                        buyer = nil
                        withheld.append(id)
                    }
                    try books.records.append(record.pointee, buyer: buyer)
                    // From here on by the ledger's ids.
                    record.pointee.buyer = buyer == nil ? -1 : Int32(id)
                    buyers.append(buyer ?? .empty)
                    // At first everything is folded anyway.
                    if !isFirst { outcome.touch.note(record.pointee) }
                }
                ranges[index] = start..<books.records.nextID
                kept[index] = members.count
                if !identityRecords[index].isEmpty {
                    for member in members { identityRecords[index].remove(member.record.pointee.number) }
                }
                outcome.records += members.count
            }
            try books.records.flush()
        }
        let links = WorkerState([LinkBlock]())
        let firstRecord = outcome.firstRecord
        try workers.both {
            if isFirst { try books.transaction.fill("record", append) } else { try append() }
        } _: {
            links.value = Self.links(members.value, reading.stores, firstRecord: firstRecord, firstSource: base)
        }
        try keep(links.value, withheld: withheld)
        books.buyers.note(buyers, from: outcome.firstRecord)
        for identity in reading.stores.flatMap(\.identities) {
            var moved = identity
            moved.file += base
            outcome.identities.append(moved)
        }
        try takeNotices(reading, base, forgotten)
        for (file, rows) in reading.noticeRows { kept[file] += rows }
        let entries = reading.stores.flatMap(\.catalogue)
        for entry in entries { kept[Int(entry.file)] += 1 }
        for (index, source) in reading.sources.enumerated() where source.outcome == .read {
            let count = kept[index] + identityRecords[index].count
            guard source.records == count else {
                throw Conservation.broken("\(source.file) gave \(source.records) records, but \(count) were taken")
            }
            try books.transaction.sources.append(
                StoredSource(
                    id: outcome.firstSource + index, run: books.run, name: source.file, sha256: source.sha256,
                    bytes: source.bytes, kind: source.kind, format: source.format, taken: source.records,
                    rejected: source.rejected, records: ranges[index]))
            if let mark = files.marksOfNew[source.file] {
                try books.transaction.sources.mark(outcome.firstSource + index, mark.text)
            }
        }
        for (source, mark) in files.marksOfKnown { try books.transaction.sources.mark(source, mark.text) }
        try takeCatalogue(entries, reading, base)
        for (source, name) in files.deliveries {
            try books.transaction.sources.noteDelivery(of: source, name: name, run: books.run)
        }
        for (digest, name) in files.repeats {
            guard let index = reading.sources.firstIndex(where: { $0.sha256 == digest && $0.outcome == .read }) else {
                continue
            }
            try books.transaction.sources.noteDelivery(
                of: outcome.firstSource + index, name: name, run: books.run)
        }
        return outcome
    }

    /// A record and the index of the store that it lies in.
    private struct Member: BitwiseCopyable, @unchecked Sendable {
        // Sendable: records are only read while they are sorted.
        var record: UnsafeMutablePointer<Record>
        var store: Int32
        /// As the record says it when it is read: its place in the store, or −1.
        var buyer: Int32

        func buyer(in stores: [RecordStore]) -> Text? { buyer >= 0 ? stores[Int(store)].buyers[Int(buyer)] : nil }
    }

    /// The records of each file, in its order.
    private func byFile(_ reading: Reading.Outcome) -> [[Member]] {
        var files = [[Member]](repeating: [], count: reading.sources.count)
        for (index, store) in reading.stores.enumerated() {
            for list in store.partitions + [store.openings] {
                list.forEachPointer { record in
                    files[Int(record.pointee.file)].append(
                        Member(record: record, store: Int32(index), buyer: record.pointee.buyer))
                }
            }
        }
        let sorted = WorkerState(files)
        files = []
        let result = (0..<sorted.value.count).map { _ in WorkerState([Member]()) }
        workers.forEach(result.count) { _, file in
            result[file].value = sorted.value[file].sorted { $0.record.pointee.number < $1.record.pointee.number }
        }
        return result.map(\.value)
    }

    // MARK: Links of buyers

    /// - Parameter files: The records of each, which get ids from `firstRecord` on.
    private static func links(
        _ files: [[Member]], _ stores: [RecordStore], firstRecord: Int, firstSource: Int32
    ) -> [LinkBlock] {
        var blocks: [LinkBlock] = []
        var first = firstRecord
        for (index, members) in files.enumerated() {
            let buyers = members.lazy.map { $0.buyer(in: stores) }
            blocks += LinkBlock.blocks(of: buyers, from: first, source: firstSource + Int32(index))
            first += members.count
        }
        return blocks
    }

    private func keep(_ blocks: [LinkBlock], withheld: [Int]) throws {
        let table = try books.transaction.buyerLinks()
        var withheld = withheld[...]
        for var block in blocks {
            while let id = withheld.first, id < block.end {
                block.forget(record: id)
                withheld.removeFirst()
            }
            try table.append(block.links, of: block.source, from: block.first)
        }
    }

    // MARK: What else was read

    private func takeNotices(_ reading: Reading.Outcome, _ base: Int32, _ forgotten: ForgottenBuyers) throws {
        let table = try books.transaction.noticeInputs()
        for store in reading.stores {
            // The records of a row lie behind one another.
            var (file, number, part): (Int32, Int32, Int) = (-1, -1, 0)
            for index in 0..<store.notices.count {
                var record = store.notices[index]
                part = record.file == file && record.number == number ? part + 1 : 0
                (file, number) = (record.file, record.number)
                record.file += base
                let isNobody = try !record.person.isEmpty && forgotten.holds(record)
                try table.append(record, part: part, isNobody: isNobody)
            }
        }
    }

    private func takeCatalogue(_ entries: [CatalogueEntry], _ reading: Reading.Outcome, _ base: Int32) throws {
        var files: [Int32: [CatalogueEntry]] = [:]
        for entry in entries {
            var moved = entry
            moved.file += base
            files[entry.file, default: []].append(moved)
        }
        guard !files.isEmpty else { return }
        try books.transaction.catalogue().append(
            files.sorted { $0.key < $1.key }.map { file, entries in
                (reading.sources[Int(file)].file, entries.sorted { $0.lineNumber < $1.lineNumber })
            })
    }
}
