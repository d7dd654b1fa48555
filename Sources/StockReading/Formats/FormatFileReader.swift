internal import ByteSource
internal import CSVStream
internal import StockModel

/// Reads one CSV file as a whole into a store.
///
/// A file is read more than once where only its end can tell how to read it, see `FormatPass`. Each time everything of the
/// file is rolled back first.
struct FormatFileReader {
    let reading: FormatReading
    let bytes: ByteSource
    let store: RecordStore
    let mark: RecordStore.Mark
    let file: Int32
    let progress: (Int) -> Void

    /// Reads the file and fills in what `source` says of it.
    func read(_ source: inout Source) throws(FileFailure) {
        var pass = reading.firstPass
        while true {
            source.notes.removeAll()
            store.rollBack(to: mark, andRejects: true)
            do {
                bytes.rewind()
                switch try run(pass, &source) {
                case .done: return
                case .again(let next): pass = next
                }
            } catch let error as TextDecodingError {
                guard case .notUTF8 = error, pass.encoding == nil else { throw FileFailure(error.description) }
                pass.encoding = reading.options.encoding ?? .windows1252
            } catch let error as ByteSourceError {
                throw FileFailure(error)
            } catch let error as CSVFailure {
                throw FileFailure(error.description)
            } catch let failure as FileFailure {
                throw failure
            } catch {
                throw FileFailure("\(error)")
            }
        }
    }

    private func run(_ pass: FormatPass, _ source: inout Source) throws -> FormatPass.Ending {
        var text = DecodedText(bytes, encoding: pass.encoding, progress: progress)
        var pass = pass
        var head = try reading.head(of: &text, &pass, &source)
        let reader = try reading.rowReader(head, pass, into: store, file: file)
        let stream = CSVStream(options: head.csv)
        stream.wanted = reader.map.wanted
        var batch = CSVBatch()
        let start = try head.feedHeader(to: stream, into: &batch)
        if let row = batch.rows.first {
            source.header = stream.withRaw(of: row) { String(decoding: $0, as: UTF8.self) }
        }
        try head.text.withUnsafeBytes { all in
            try stream.feed(UnsafeRawBufferPointer(rebasing: all[start...]), into: &batch)
            reader.read(batch, of: stream)
        }
        head.dropText()
        while !reader.needsDateOrder, let piece = try text.next() {
            try stream.feed(piece, into: &batch)
            reader.read(batch, of: stream)
        }
        if !reader.needsDateOrder {
            try stream.finish(into: &batch)
            // A header that is the whole file ends only here.
            if stream.recordCount > 1 { reader.read(batch, of: stream) }
        }
        return try reading.ending(
            pass, head, reader.map, reader.tally, missesFinalLineEnd: stream.missingFinalLineEnd,
            changed: bytes.changedWhileRead, &source)
    }
}
