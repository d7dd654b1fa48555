package import StockModel

/// What `read --counts` prints of a file: one object on one line.
package enum CountsJSON {
    /// - Parameter store: holds what was read of this file, and of no other.
    package static func text(of source: Source, in store: RecordStore) -> String {
        var json = JSONText()
        json.add(source)
        json.add("bytes", source.bytes)
        json.add("records", source.records)
        json.add("rejected", source.rejected)
        json.add("serials", serials(in: store))
        json.add("problem", store.rejects.first { $0.record == 0 }?.problem ?? "")
        return json.closed
    }

    /// How many serials the records list; a unit that is listed twice counts twice.
    private static func serials(in store: RecordStore) -> Int {
        var count = 0
        for list in store.partitions + [store.openings] {
            list.forEachPointer { count += $0.pointee.serials.count }
        }
        store.notices.forEachPointer { count += $0.pointee[.serial].isEmpty ? 0 : 1 }
        return count
    }
}

extension JSONText {
    /// Which file it is, and what it was taken for.
    mutating func add(_ source: Source) {
        add("file", source.file)
        add("outcome", source.outcome.rawValue)
        add("kind", source.kind)
        add("definition", source.format)
    }
}
