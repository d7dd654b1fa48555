package import StockModel
package import StockReading

/// A file that a pipeline names for what is in it, apart from its inputs: the terms of warranty, a watch list.
///
/// It is read by the policy of all files: its content tells the format, single rows that cannot be taken are rejects, and
/// too many of these reject it whole.
package struct NoticeFile: Sendable {
    /// What it says; of the kind that was asked for.
    package let records: NoticeRecords
    /// As `sources.csv` tells of it.
    package let source: Source
    /// Its rows that could not be taken.
    package let rejects: [Reject]

    /// Reads the file at `path`.
    ///
    /// - Parameters:
    ///   - kind: What it must be.
    ///   - name: What people call it, and what options of sources are found by; its path where it is nil.
    ///   - index: Its index in evidence and rejects.
    /// - Throws: where nothing of it can be taken, or it is something else; the exit code is 65, as of all mistakes in a
    ///   pipeline.
    package static func read(
        _ path: String, as kind: NoticeRecord.Kind, name: String? = nil, index: Int32 = 0, definitions: Definitions,
        settings: ReadingSettings
    ) throws(RunFailure) -> NoticeFile {
        var settings = settings
        // Somebody gave the path.
        settings.followsSymlinks = true
        let store = RecordStore(partitions: 1, names: Names())
        let source = FileReader(definitions: definitions, settings: settings).read(
            path: path, name: name ?? path, index: index, into: store)
        let wanted = FormatKind(kind)
        guard source.kind.isEmpty || source.kind == wanted.rawValue else {
            let format = definitions.formats.first { $0.name == source.format }
            throw RunFailure(
                exitCode: 65, at: path,
                "this is no \(wanted.fileWord): it is read as \(format?.title ?? source.kind) (\(source.format))",
                remedy: "name a \(wanted.fileWord), with the columns \(wanted.fileColumns)")
        }
        guard source.outcome == .read else {
            let reject = store.rejects.first { $0.record == 0 }
            let problem = reject?.problem ?? source.notes.last ?? "it cannot be read"
            let place = reject.map { $0.line > 0 ? "\(path):\($0.line)" : path } ?? path
            throw RunFailure(
                exitCode: 65, at: place, problem,
                remedy: "correct it, or name another \(wanted.fileWord), with the columns \(wanted.fileColumns)")
        }
        var records: [NoticeRecord] = []
        store.notices.forEachPointer { records.append($0.pointee) }
        return NoticeFile(
            records: NoticeRecords(records, in: [store.arena]), source: source, rejects: store.rejects)
    }
}

extension FormatKind {
    /// What a file of the house's own format is called.
    fileprivate var fileWord: String {
        switch noticeKind {
        case .registration: "file of warranty registrations"
        case .watched: "watch list"
        case .term: "file of warranty terms"
        case .change: "file of warranty changes"
        case .remedied: "file of remedied units"
        case .told: "file of people who were told"
        case nil: rawValue
        }
    }

    /// The columns by which it is told.
    fileprivate var fileColumns: String {
        switch noticeKind {
        case .registration: "`serial` and `registered_at`"
        case .watched: "`serial` and `listed_at`"
        case .term: "`months` and `starts`"
        case .change: "`serial`, `at` and `change`"
        case .remedied: "`campaign`, `serial` and `at`"
        case .told: "`campaign`, `order_id`, `line_id` and `wave`"
        case nil: ""
        }
    }
}
