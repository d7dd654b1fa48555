internal import ByteSource
package import StockModel
internal import XMLStream

/// Reads input files into a store, each recognised by its content.
///
/// Nothing that is in a file makes it fail: a record that cannot be taken becomes a `Reject`, a file that cannot be taken
/// one with record 0 and the outcome `rejected`; then nothing of it is in the store. One reader serves all workers.
package struct FileReader: Sendable {
    private let definitions: Definitions
    private let headers: KnownHeaders
    /// The names of each dialect's roots, in the order of the definitions.
    private let rootNames: [[String]]
    private let settings: ReadingSettings
    /// The dialects compiled for what sources say, or why they cannot be.
    private let dialects: [DialectSettings: Result<[DialectReader], TimestampFormError>]

    package init(definitions: Definitions = .builtIn, settings: ReadingSettings = ReadingSettings()) {
        self.definitions = definitions
        headers = KnownHeaders(definitions.formats)
        rootNames = definitions.dialects.map { $0.roots.map(\.name) }
        self.settings = settings
        let sources = Set((settings.sources + [SourceOptions()]).map { Self.dialectSettings($0, settings) })
        dialects = Dictionary(
            uniqueKeysWithValues: sources.map { source in
                let readers = Result { () throws(TimestampFormError) in
                    var readers: [DialectReader] = []
                    for dialect in definitions.dialects {
                        readers.append(try DialectReader(definition: dialect, settings: source))
                    }
                    return readers
                }
                return (source, readers)
            })
    }

    private static func dialectSettings(_ options: SourceOptions, _ settings: ReadingSettings) -> DialectSettings {
        DialectSettings(
            zone: options.zone ?? "UTC", placeholders: settings.placeholders, perUnit: options.perUnit)
    }

    /// Reads one file.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - name: what people call it; options of sources are found by it.
    ///   - index: the index of the file in evidence and rejects.
    ///   - store: where its records go.
    ///   - progress: called with how many more bytes of the file were read.
    package func read(
        path: String, name: String, index: Int32, into store: RecordStore, progress: (Int) -> Void = { _ in }
    ) -> Source {
        let opened: ByteSource
        do {
            opened = try open(path)
        } catch {
            var source = Source(file: name)
            refuse(error, index: index, store.mark(), in: store, &source)
            return source
        }
        return read(opened, name: name, index: index, into: store, progress: progress)
    }

    /// Opens a file whose rows several workers can read at once; nil for one that is to be read as a whole, as most are.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - name: what people call it; options of sources are found by it.
    ///   - index: the index of the file in evidence and rejects.
    ///   - forEach: runs a body for each of so many items, perhaps at the same time, and waits.
    package func split(
        path: String, name: String, index: Int32, forEach: (Int, @Sendable (Int) -> Void) -> Void
    ) -> SplitFile? {
        guard let bytes = try? open(path), isHuge(Int(bytes.size)), (try? look(bytes)) == .text, !bytes.isGzip else {
            return nil
        }
        return SplitFile(
            bytes, name: name, file: index, formatReading(name), every: settings.pieces.size, forEach)
    }

    /// Whether a file of so many bytes is worth splitting.
    package func isHuge(_ size: Int) -> Bool { size > settings.pieces.threshold }

    /// Reads a file as a whole that could not be read in pieces.
    package func readWhole(_ file: SplitFile, into store: RecordStore, progress: (Int) -> Void = { _ in }) -> Source {
        read(file.bytes, name: file.name, index: file.file, into: store, progress: progress)
    }

    private func read(
        _ bytes: ByteSource, name: String, index: Int32, into store: RecordStore, progress: (Int) -> Void
    ) -> Source {
        var source = Source(file: name)
        source.bytes = Int(bytes.size)
        let mark = store.mark()
        do {
            try read(bytes, name: name, index: index, mark, into: store, progress, &source)
        } catch {
            refuse(error, index: index, mark, in: store, &source)
        }
        if settings.hashes { source.sha256 = hash(bytes) }
        return source
    }

    /// Takes back all that was read of a file, and says why.
    private func refuse(
        _ failure: FileFailure, index: Int32, _ mark: RecordStore.Mark, in store: RecordStore, _ source: inout Source
    ) {
        store.rollBack(to: mark, andRejects: failure.outcome == .deferred)
        source.outcome = failure.outcome
        source.rejected += source.records
        source.records = 0
        if failure.outcome == .deferred {
            source.rejected = 0
            source.notes.append(failure.problem)
        } else {
            store.append(
                Reject(
                    file: index, record: 0, line: failure.line, field: failure.field, value: failure.value,
                    problem: failure.problem))
        }
    }

    private func formatReading(_ name: String) -> FormatReading {
        FormatReading(headers: headers, settings: settings, options: settings.options(for: name))
    }

    private func open(_ path: String) throws(FileFailure) -> ByteSource {
        do {
            return try ByteSource(path: path, followsSymlinks: settings.followsSymlinks, hashing: settings.hashes)
        } catch {
            throw FileFailure(error)
        }
    }

    private func read(
        _ bytes: ByteSource, name: String, index: Int32, _ mark: RecordStore.Mark, into store: RecordStore,
        _ progress: (Int) -> Void, _ source: inout Source
    ) throws(FileFailure) {
        switch try look(bytes) {
        case .other(let sentence): throw FileFailure(sentence)
        case .xml:
            try readXML(bytes, options: settings.options(for: name), index: index, into: store, progress, &source)
        case .text:
            try withoutActuallyEscaping(progress) { (progress) throws(FileFailure) in
                let reader = FormatFileReader(
                    reading: formatReading(name), bytes: bytes, store: store, mark: mark, file: index,
                    progress: progress)
                try reader.read(&source)
            }
        }
    }

    private func readXML(
        _ bytes: ByteSource, options: SourceOptions, index: Int32, into store: RecordStore,
        _ progress: (Int) -> Void, _ source: inout Source
    ) throws(FileFailure) {
        let outline = try head(bytes, size: 1 << 16) { head, _ in
            source.layout.encoding = XMLOutline.encoding(ofPrefix: head) ?? ""
            return XMLOutline.look(atPrefix: head, limit: Self.outlineLimit)
        }
        let readers: [DialectReader]
        switch dialects[Self.dialectSettings(options, settings)] {
        case .success(let compiled): readers = compiled
        case .failure(let error): throw FileFailure("The settings of this source: \(error.description)")
        case nil: readers = []
        }
        // By the names alone first: to look into a dialect copies it, and an outline has many elements.
        let names = Set(outline.elements.map(\.localName))
        let found = readers.indices.first { index in
            rootNames[index].contains(where: names.contains)
                && readers[index].definition.recognises(outline.elements)
        }
        guard let reader = found.map({ readers[$0] }) else {
            throw unknown(outline.elements, outline.failure)
        }
        source.kind = "despatch"
        source.format = reader.definition.name
        let rejects = store.rejects.count
        bytes.rewind()
        do {
            let outcome = try reader.read(bytes, file: index, into: store, progress: progress)
            source.records = outcome.records
            source.rejected = outcome.rejected
            source.notes = outcome.notes
        } catch {
            var failure = FileFailure(error.problem, line: error.line, field: error.field)
            failure.value = error.value
            throw failure
        }
        if bytes.changedWhileRead { throw FileFailure.changedWhileRead }
        let first = store.rejects.dropFirst(rejects).first
        try FileFailure.check(
            taken: source.records, rejected: source.rejected, allowed: settings.maxRejectsShare,
            first: first.map { "line \($0.line): \($0.problem)" } ?? "")
    }

    /// How many elements are looked at to tell a dialect; envelopes come before it.
    static let outlineLimit = 256

    private func unknown(_ outline: [XMLOutlineElement], _ failure: XMLFailure?) -> FileFailure {
        guard let root = outline.first else {
            if let failure { return FileFailure(failure.description, line: Int(failure.line)) }
            return FileFailure(
                "This begins like XML and is not well-formed, so it cannot be read. Ask the sender to send it again.")
        }
        let space = root.namespace.isEmpty ? "no namespace" : "the namespace \(root.namespace)"
        let known = definitions.dialects.map(\.title).joined(separator: ", ")
        return FileFailure(
            "Not recognised: the XML begins with <\(root.localName)> in \(space), which no known dialect has. "
                + "Despatch advices are read as: \(known). Ask the sender for one of these.")
    }

    private func look(_ bytes: ByteSource) throws(FileFailure) -> FileLook {
        try head(bytes, size: 4096) { FileLook.of($0, isEnd: $1) }
    }

    /// Lends the first bytes of the file, inflated, and whether they are all.
    private func head<Result>(
        _ bytes: ByteSource, size: Int, _ body: (UnsafeRawBufferPointer, Bool) -> Result
    ) throws(FileFailure) -> Result {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { room.deallocate() }
        var count = 0
        do {
            bytes.rewind()
            while count < room.count {
                let more = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
                if more == 0 { break }
                count += more
            }
        } catch {
            throw FileFailure(error)
        }
        return body(UnsafeRawBufferPointer(rebasing: room[..<count]), count < room.count)
    }

    /// The hash of the whole file, also where it was not read to its end; empty where it cannot be read.
    private func hash(_ bytes: ByteSource) -> String {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { room.deallocate() }
        while bytes.sha256 == nil {
            guard let count = try? bytes.read(into: room), count > 0 else { break }
        }
        return bytes.sha256 ?? ""
    }
}
