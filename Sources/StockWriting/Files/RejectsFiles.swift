package import StockModel

/// `rejects.csv`, every record that was not taken and why, and `rejects/<file>`, what to correct and feed back: of a CSV
/// file those records themselves under its header, of an XML file the whole document, since its lines cannot stand alone
/// and a document that is read twice changes nothing.
///
/// A file there has the last part of the name of its source, so that a pattern that met the one meets the other; where two
/// sources share it, the whole name.
///
/// Rejected records are whole records, buyers among them, so all of it is personal: folder 0700, files 0600.
package enum RejectsFiles {
    package static let name = "rejects.csv"
    package static let folder = "rejects"
    package static let columns = ["file", "record", "line", "field", "value", "problem"]

    /// Writes the rejects in any order given. `sources` are the files that they refer to by index; `headers` holds the
    /// header row of each file that has one, as it stands there, and `documents` what others hold, by the same index.
    /// A file that was rejected whole has rows in `rejects.csv` and nothing else: it is itself to be corrected, and its
    /// rejected records alone would lose the others.
    package static func write(
        _ rejects: [Reject], sources: [Source], headers: [Int32: String],
        documents: [Int32: any RejectedDocument] = [:], to publication: Publication
    ) throws(WritingFailure) {
        try writeTable(rejects, sources: sources, to: publication)
        let records = Dictionary(grouping: rejects) { $0.file }
            .filter { headers[$0.key] != nil && !isRejectedWhole($0.key, sources) }
            .mapValues { recordTexts($0) }
            .filter { !$0.value.isEmpty }
        let copies = documents.filter { document in
            !isRejectedWhole(document.key, sources) && rejects.contains { $0.file == document.key }
        }
        let names = names(for: (Array(records.keys) + Array(copies.keys)).map { file($0, sources) })
        for index in records.keys.sorted() {
            guard let header = headers[index], let texts = records[index], let name = names[file(index, sources)]
            else { continue }
            let output = try publication.newPersonalFile("\(folder)/\(name)")
            var writer = CSVWriter(output, header: preamble(sources[Int(index)]) + header)
            for text in texts { try writer.append(line: text) }
            try writer.finish()
        }
        for index in copies.keys.sorted() {
            guard let document = copies[index], let name = names[file(index, sources)] else { continue }
            let output = try publication.newPersonalFile("\(folder)/\(name)")
            try document.write(to: output)
            try output.finish()
        }
    }

    /// What the records alone no longer tell: in which order the whole file's dates were.
    private static func preamble(_ source: Source) -> String {
        source.layout.dateOrder.isEmpty ? "" : "\(SourceLayout.dateOrderKey): \(source.layout.dateOrder)\n"
    }

    /// Safe names: of the last part where no other file shares it, else of the whole.
    private static func names(for files: [String]) -> [String: String] {
        let last = { (file: String) in file.split(separator: "/").last.map(String.init) ?? file }
        let shared = Dictionary(grouping: files) { last($0).lowercased() }
        let short = Dictionary(
            files.map { ($0, shared[last($0).lowercased(), default: []].count > 1 ? $0 : last($0)) },
            uniquingKeysWith: { first, _ in first })
        let safe = SafeFileName.names(for: Array(short.values))
        return short.compactMapValues { safe[$0] }
    }

    private static func writeTable(
        _ rejects: [Reject], sources: [Source], to publication: Publication
    ) throws(WritingFailure) {
        var writer = CSVWriter(try publication.newFile(name, isPersonal: true), columns: columns)
        for row in rejects.map({ Row($0, file: file($0.file, sources)) }).sorted(by: Row.precedes) {
            writer.rows.field(row.file)
            writer.rows.field(row.record)
            writer.rows.field(row.line)
            writer.rows.field(row.reject.field)
            writer.rows.field(row.reject.value)
            writer.rows.field(row.reject.problem)
            try writer.endRow()
        }
        try writer.finish()
    }

    /// A row with its numbers as text, because the file is sorted by the text of its columns.
    private struct Row {
        let file: String
        let record: String
        let line: String
        let reject: Reject

        init(_ reject: Reject, file: String) {
            self.file = file
            self.reject = reject
            record = reject.record == 0 ? "" : String(reject.record)
            line = reject.line == 0 ? "" : String(reject.line)
        }

        static func precedes(_ a: Row, _ b: Row) -> Bool {
            ByteOrder.compare(
                (a.file, b.file), (a.record, b.record), (a.line, b.line), (a.reject.field, b.reject.field),
                (a.reject.value, b.reject.value), (a.reject.problem, b.reject.problem)) < 0
        }
    }

    private static func isRejectedWhole(_ index: Int32, _ sources: [Source]) -> Bool {
        sources.indices.contains(Int(index)) && sources[Int(index)].outcome == .rejected
    }

    private static func file(_ index: Int32, _ sources: [Source]) -> String {
        sources.indices.contains(Int(index)) ? sources[Int(index)].file : ""
    }

    /// The texts of a file's rejected records in their order, each once, however many problems it has.
    private static func recordTexts(_ rejects: [Reject]) -> [String] {
        var texts: [String] = []
        var last = 0
        for reject in rejects.sorted(by: { $0.record < $1.record })
        where reject.record != last && !reject.raw.isEmpty {
            texts.append(reject.raw)
            last = reject.record
        }
        return texts
    }
}

/// The whole content of a file of which some records were rejected.
package protocol RejectedDocument {
    /// Writes all of it.
    func write(to output: OutputFile) throws(WritingFailure)
}
