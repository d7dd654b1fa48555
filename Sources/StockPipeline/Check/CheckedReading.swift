internal import StockLedger
internal import StockModel
internal import StockReading

/// What was read of a pipeline's inputs to check them: everything, once.
struct CheckedReading {
    let found: FoundInputs
    /// By index of the files found.
    let sources: [Source]
    let stores: [RecordStore]
    let names: Names

    /// Parts that the records are spread over.
    static let partitions = RunSettings.usualPartitions

    /// Reads all files. Records are taken however many are rejected, so that all mistakes are found.
    init(_ found: FoundInputs, definitions: Definitions, settings: RunSettings, progress: any ProgressListener) {
        var reading = settings.reading
        reading.maxRejectsShare = 1
        // Nobody is written to.
        reading.capturesBuyers = false
        let outcome = Reading(
            workers: Workers(count: max(1, settings.workers)), partitions: Self.partitions,
            reader: FileReader(definitions: definitions, settings: reading), progress: progress, pool: BlockPool()
        ).read(found.files)
        self.found = found
        sources = outcome.sources
        stores = outcome.stores
        names = outcome.names
    }

    var rejects: [Reject] { stores.flatMap(\.rejects) }

    /// The entries of all catalogues, by file and line.
    var entries: [CatalogueEntry] {
        stores.flatMap(\.catalogue).sorted { ($0.file, $0.lineNumber) < ($1.file, $1.lineNumber) }
    }

    /// Whether any file has more than names, or what only notices need, in it.
    var hasDocuments: Bool {
        sources.contains { source in
            let kind = FormatKind(rawValue: source.kind)
            return source.records > 0 && kind != .catalogue && kind?.noticeKind == nil
        }
    }

    /// How many files and records each definition reads.
    var counts: [CheckReport.Files] {
        var counts: [String: CheckReport.Files] = [:]
        for source in sources where source.outcome == .read {
            counts[source.format, default: CheckReport.Files(definition: source.format, kind: source.kind)].files += 1
            counts[source.format]?.records += source.records
            counts[source.format]?.rejected += source.rejected
        }
        return counts.values.sorted { $0.definition < $1.definition }
    }

    /// What the lines of notices and stock-takes name.
    var received: [ReceivedItem] {
        let names = names.texts
        var counts: [Int32: (lines: Int, withSerials: Int)] = [:]
        for list in stores.flatMap({ $0.partitions + [$0.openings] }) {
            list.forEachPointer { record in
                guard record.pointee.kind == .despatch || record.pointee.kind == .opening else { return }
                counts[record.pointee.item, default: (0, 0)].lines += 1
                if record.pointee.serials.count > 0 { counts[record.pointee.item]?.withSerials += 1 }
            }
        }
        return counts.compactMap { name, count in
            ItemIdentifiers(joined: names[Int(name)]).map {
                ReceivedItem(item: $0, lines: count.lines, linesWithSerials: count.withSerials)
            }
        }
    }
}
