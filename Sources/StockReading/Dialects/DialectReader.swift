package import ByteSource
package import StockModel
internal import XMLStream

/// Reads files of one dialect: a definition, compiled when its first file is read, with the settings of a source.
///
/// Every line becomes one record of kind `despatch`, or a `Reject` that says why not. Records are numbered from 1 in the
/// order of the file, rejected ones included.
///
/// * The scope is the supplier's name, `at` the date of delivery, else of despatch, else of issue, `updatedAt` the time of
///   issue.
/// * A line that has no goods, no countable quantity, a wrong date of expiry, or several different values where there can
///   be one, is rejected; for the notice's own values the whole file is.
/// * A replacement or cancellation none of whose lines was taken leaves a record without line, goods and quantity, so that
///   it still takes back what came before.
///
/// Sendable: workers share a reader, each with its own store.
package struct DialectReader: Sendable {
    package let definition: DialectDefinition
    private let programs: LazyProgram
    private let rules: DialectRules

    /// Takes a definition.
    ///
    /// - Throws: `TimestampFormError`, if the settings name a zone that does not exist.
    package init(definition: DialectDefinition, settings: DialectSettings = DialectSettings())
        throws(TimestampFormError)
    {
        rules = try DialectRules(definition, settings)
        self.definition = definition
        programs = LazyProgram(definition.withIdentifiers(settings.perUnit))
    }

    /// Reads a file from where the source stands, which should be its start.
    ///
    /// - Parameters:
    ///   - file: index of the file, for records and rejects.
    ///   - store: takes records and rejects. After a throw it holds some of the file: roll back to a mark.
    ///   - progress: called with how many more bytes of the file, as on disk, were read.
    /// - Throws: `DialectFailure`, if nothing of the file counts.
    package func read(
        _ source: ByteSource, file: Int32, into store: RecordStore, progress: (Int) -> Void = { _ in }
    ) throws(DialectFailure) -> DialectOutcome {
        try read(file: file, into: store) { (room) throws(DialectFailure) in
            do throws(ByteSourceError) {
                let before = source.bytesRead
                let count = try source.read(into: room)
                progress(Int(source.bytesRead - before))
                return count
            } catch {
                throw DialectFailure(problem: FileFailure(error).problem)
            }
        }
    }

    /// Reads a file of which `next` delivers the bytes: it fills a buffer and returns how much, 0 at the end.
    func read(
        file: Int32, into store: RecordStore, next: (UnsafeMutableRawBufferPointer) throws(DialectFailure) -> Int
    ) throws(DialectFailure) -> DialectOutcome {
        let program = programs.compiled
        let run = DialectRun(program, rules, store: store, file: file)
        do throws(XMLStreamError<DialectFailure>) {
            try XMLStream(trie: program.trie)
                .read(from: next) { (batch) throws(DialectFailure) in try run.consume(batch) }
        } catch {
            switch error {
            case .refused(let failure): throw DialectFailure(line: Int(failure.line), problem: failure.description)
            case .interrupted(let failure): throw failure
            }
        }
        return try run.finish()
    }
}
