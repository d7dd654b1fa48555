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
        var buyers: [Text] = []
        func append() throws {
            for (index, members) in byFile(reading).enumerated() {
                let start = books.records.nextID
                var links = try LinkWriter(books.transaction.buyerLinks(), source: base + Int32(index))
                try BlockTouch().forEach(members, touch: { $0.record.pointee.touch() }) { member in
                    let record = member.record
                    let id = books.records.nextID
                    record.pointee.file = base + Int32(index)
                    let place = Int(record.pointee.buyer)
                    var buyer = place >= 0 ? reading.stores[Int(member.store)].buyers[place] : nil
                    if let told = buyer, try forgotten.holds(told, of: record.pointee.documentKey) { buyer = nil }
                    try books.records.append(record.pointee, buyer: buyer)
                    try links.append(buyer, ofRecord: id)
                    // From here on by the ledger's ids.
                    record.pointee.buyer = buyer == nil ? -1 : Int32(id)
                    buyers.append(buyer ?? .empty)
                    // At first everything is folded anyway.
                    if !isFirst { outcome.touch.note(record.pointee) }
                }
                try links.finish()
                ranges[index] = start..<books.records.nextID
                kept[index] = members.count
                if !identityRecords[index].isEmpty {
                    for member in members { identityRecords[index].remove(member.record.pointee.number) }
                }
                outcome.records += members.count
            }
            try books.records.flush()
        }
        if isFirst { try books.transaction.fill("record", append) } else { try append() }
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
    }

    /// The records of each file, in its order.
    private func byFile(_ reading: Reading.Outcome) -> [[Member]] {
        var files = [[Member]](repeating: [], count: reading.sources.count)
        for (index, store) in reading.stores.enumerated() {
            for list in store.partitions + [store.openings] {
                list.forEachPointer { files[Int($0.pointee.file)].append(Member(record: $0, store: Int32(index))) }
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
