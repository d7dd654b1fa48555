package import StockModel

/// `sources.csv`: one row an input file, sorted by name.
package enum SourcesFile {
    package static let name = "sources.csv"
    package static let columns = ["file", "sha256", "bytes", "kind", "format", "records", "rejected", "outcome"]

    /// Writes the sources in any order given.
    package static func write(_ sources: [Source], to publication: Publication) throws(WritingFailure) {
        var writer = CSVWriter(try publication.newFile(name), columns: columns)
        for source in sources.sorted(by: { ByteOrder.precedes($0.file, $1.file) }) {
            writer.rows.field(source.file)
            writer.rows.field(source.sha256)
            writer.rows.field(source.bytes)
            writer.rows.field(source.kind)
            writer.rows.field(source.format)
            writer.rows.field(source.records)
            writer.rows.field(source.rejected)
            writer.rows.field(source.outcome.rawValue)
            try writer.endRow()
        }
        try writer.finish()
    }
}
