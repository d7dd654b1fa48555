/// All that inputs say for notices, each content once: rows that say the same are one row, whatever files they came in and
/// whatever night.
package struct NoticeRecords: Sendable {
    /// By kind, then by their texts, of which the serial comes first.
    package let records: [NoticeRecord]
    /// What the records point into.
    private let arenas: [Arena]

    /// - Parameters:
    ///   - all: In any order.
    ///   - arenas: Where their texts lie.
    package init(_ all: [NoticeRecord], in arenas: [Arena]) {
        let sorted = all.sorted { a, b in
            let order = NoticeRecord.compare(a, b)
            return order != 0 ? order < 0 : (a.file, a.number) < (b.file, b.number)
        }
        var records: [NoticeRecord] = []
        records.reserveCapacity(sorted.count)
        for record in sorted {
            if let last = records.last, NoticeRecord.compare(last, record) == 0 { continue }
            records.append(record)
        }
        self.records = records
        self.arenas = arenas
    }

    /// The same with more; what says the same is one row again.
    package func adding(_ others: [NoticeRecords]) -> NoticeRecords {
        NoticeRecords(records + others.flatMap(\.records), in: arenas + others.flatMap(\.arenas))
    }

    /// The records of one kind. They are valid as long as this value is kept.
    package subscript(kind: NoticeRecord.Kind) -> ArraySlice<NoticeRecord> {
        let start = records.partitioningIndex { $0.kind.rawValue >= kind.rawValue }
        let end = records.partitioningIndex { $0.kind.rawValue > kind.rawValue }
        return records[start..<end]
    }
}

extension Array {
    /// The index of the first element for which `isBehind` holds, which must hold for all behind it; `endIndex` where there
    /// is none.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
