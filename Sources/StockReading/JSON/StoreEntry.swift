internal import StockModel

/// Where in a store something stands, and where in its file.
struct StoreEntry {
    /// The lists of a store; records by partition.
    enum List: Equatable {
        case records(Int32)
        case openings, identities, notices, catalogue, rejects
    }

    let list: List
    let index: Int32
    private let file: Int32
    /// The number of the record; of a catalogue's entries and rejects the line.
    private let number: Int32

    private func isBefore(_ other: StoreEntry) -> Bool {
        file != other.file ? file < other.file : number < other.number
    }

    /// All that a store holds, in the order of the files; what has one number in the order of the lists.
    static func all(in store: RecordStore, _ sources: [Source]) -> [StoreEntry] {
        var entries: [StoreEntry] = []
        var isSorted = true
        func add(_ list: List, _ index: Int, file: Int32, number: Int) {
            let entry = StoreEntry(list: list, index: Int32(index), file: file, number: Int32(clamping: number))
            if let last = entries.last, entry.isBefore(last) { isSorted = false }
            entries.append(entry)
        }
        for (partition, list) in store.partitions.enumerated() {
            for index in 0..<list.count {
                let record = list.pointer(at: index)
                add(.records(Int32(partition)), index, file: record.pointee.file, number: Int(record.pointee.number))
            }
        }
        for index in 0..<store.openings.count {
            let record = store.openings[index]
            add(.openings, index, file: record.file, number: Int(record.number))
        }
        for (index, identity) in store.identities.enumerated() {
            add(.identities, index, file: identity.file, number: Int(identity.number))
        }
        for index in 0..<store.notices.count {
            let notice = store.notices.pointer(at: index)
            add(.notices, index, file: notice.pointee.file, number: Int(notice.pointee.number))
        }
        for (index, item) in store.catalogue.enumerated() {
            add(.catalogue, index, file: item.file, number: item.lineNumber)
        }
        for (index, reject) in store.rejects.enumerated() {
            // A catalogue's entries are numbered by their lines, so its rejects have to be too.
            let file = Int(reject.file)
            let isCatalogue = sources.indices.contains(file) && sources[file].kind == FormatKind.catalogue.rawValue
            let number = isCatalogue && reject.record > 0 ? reject.line : reject.record
            add(.rejects, index, file: reject.file, number: number)
        }
        if !isSorted { entries.sort { $0.isBefore($1) } }
        return entries
    }
}
