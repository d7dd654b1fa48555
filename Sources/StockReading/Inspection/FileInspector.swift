internal import ByteSource
internal import StockModel
internal import XMLStream

/// Looks at files as a person would who wants to know why they are read as they are.
package struct FileInspector: Sendable {
    private let definitions: Definitions
    private let settings: ReadingSettings
    private let reader: FileReader
    /// How many records are shown.
    private let shown: Int

    /// - Parameter records: how many of a file's first records are shown.
    package init(definitions: Definitions, settings: ReadingSettings, records: Int) {
        self.definitions = definitions
        self.settings = settings
        shown = records
        reader = FileReader(definitions: definitions, settings: settings)
    }

    /// Reads a file, and looks at it once more for what reading does not tell.
    package func inspect(path: String, name: String) -> Inspection {
        let names = Names()
        let store = RecordStore(partitions: 1, names: names)
        var inspection = Inspection(source: reader.read(path: path, name: name, index: 0, into: store))
        inspection.rejections = Self.grouped(store.rejects)
        let json = RecordJSON(store: store, sources: [inspection.source], names: names)
        inspection.records = json.firstRecords(shown)
        // Whatever keeps the file from being read at all was told by the reader.
        if let bytes = try? ByteSource(path: path, followsSymlinks: settings.followsSymlinks) {
            try? look(bytes, name: name, &inspection)
            inspection.isGzip = bytes.isGzip
        }
        inspection.refusal = definitions.formats.first { $0.name == inspection.source.format }?.refusal
        return inspection
    }

    private static func grouped(_ rejects: [Reject]) -> [Inspection.Rejection] {
        var groups: [Inspection.Rejection] = []
        for reject in rejects {
            let known = groups.firstIndex { $0.first.field == reject.field && $0.first.problem == reject.problem }
            if let known {
                groups[known].count += 1
            } else {
                groups.append(Inspection.Rejection(count: 1, first: reject))
            }
        }
        return groups
    }

    private func look(_ bytes: ByteSource, name: String, _ inspection: inout Inspection) throws {
        let head = try Self.head(bytes)
        switch head.withUnsafeBytes({ FileLook.of($0, isEnd: head.count < Self.headSize) }) {
        case .other: return
        case .xml: try lookAtXML(bytes, head, &inspection)
        case .text: try lookAtText(head, name: name, &inspection)
        }
    }

    private func lookAtXML(_ bytes: ByteSource, _ head: [UInt8], _ inspection: inout Inspection) throws {
        inspection.form = "XML"
        let outline = head.withUnsafeBytes { XMLOutline.elements(ofPrefix: $0, limit: FileReader.outlineLimit) }
        let candidates = definitions.dialects.map { (candidate: $0.candidate(outline), distance: $0.distance(outline)) }
        let ranked = candidates.sorted {
            ($1.candidate.share, $0.distance, $0.candidate.name) < ($0.candidate.share, $1.distance, $1.candidate.name)
        }
        Self.sort(ranked.map(\.candidate), &inspection)
        guard let dialect = definitions.dialects.first(where: { $0.name == inspection.source.format }) else { return }
        bytes.rewind()
        let unread = try XMLCoverage(trie: DialectProgram(dialect).trie)
            .read { (room) throws(ByteSourceError) in try bytes.read(into: room) }
        inspection.unread = unread.map { Inspection.Unread(name: $0.path, count: $0.count) }
    }

    private func lookAtText(_ head: [UInt8], name: String, _ inspection: inout Inspection) throws {
        inspection.form = "CSV"
        var decoder = TextDecoder(TextEncoding(named: inspection.source.layout.encoding))
        let text = try head.withUnsafeBytes { Array(try decoder.decode($0)) }
        let columns = settings.options(for: name).columns
        let finder = HeaderFinder(KnownHeaders(definitions.formats), columns: columns)
        let candidates = text.withUnsafeBytes { finder.candidates(in: $0, isEnd: head.count < Self.headSize) }
        Self.sort(candidates, &inspection)
        let given = Dictionary(
            columns.map { (FoldedName.fold($0), $1) }, uniquingKeysWith: { first, _ in first })
        let found = inspection.match?.found ?? []
        inspection.match?.found = found.map { name in
            given[FoldedName.fold(name)].map { "\($0) for \(name)" } ?? name
        }
        inspection.unread = inspection.source.layout.unreadColumns.map { Inspection.Unread(name: $0, count: 1) }
    }

    /// Tells the definition that counts from the others.
    private static func sort(_ candidates: [Candidate], _ inspection: inout Inspection) {
        inspection.match = candidates.first { $0.fits && $0.name == inspection.source.format }
        inspection.others = candidates.filter { $0 != inspection.match }
    }

    private static let headSize = 1 << 18

    /// The first bytes, inflated.
    private static func head(_ bytes: ByteSource) throws -> [UInt8] {
        var head = [UInt8](repeating: 0, count: headSize)
        var count = 0
        while count < headSize {
            let more = try head.withUnsafeMutableBytes {
                try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
            }
            if more == 0 { break }
            count += more
        }
        head.removeLast(headSize - count)
        return head
    }
}
