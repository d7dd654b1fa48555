internal import ByteSource
package import StockModel

/// Reads input files into a store, each recognised by its content.
///
/// Nothing that is in a file makes it fail: a record that cannot be taken becomes a `Reject`, a file that cannot be taken
/// one with record 0 and the outcome `rejected`; then nothing of it is in the store. One reader serves all workers.
package struct FileReader: Sendable {
    private let definitions: Definitions
    private let settings: ReadingSettings

    package init(definitions: Definitions = .builtIn, settings: ReadingSettings = ReadingSettings()) {
        self.definitions = definitions
        self.settings = settings
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
        var source = Source(file: name)
        let mark = store.mark()
        var opened: ByteSource?
        do {
            let bytes = try open(path)
            opened = bytes
            source.bytes = Int(bytes.size)
            try read(bytes, name: name, index: index, mark, into: store, progress, &source)
        } catch {
            store.rollBack(to: mark, andRejects: error.outcome == .deferred)
            source.outcome = error.outcome
            source.rejected += source.records
            source.records = 0
            if error.outcome == .deferred {
                source.rejected = 0
                source.notes.append(error.problem)
            } else {
                store.append(
                    Reject(file: index, record: 0, line: error.line, field: error.field, problem: error.problem))
            }
        }
        if settings.hashes, let opened { source.sha256 = hash(opened) }
        return source
    }

    private func open(_ path: String) throws(FileFailure) -> ByteSource {
        do {
            return try ByteSource(path: path, followsSymlinks: settings.followsSymlinks, hashing: settings.hashes)
        } catch {
            throw FileFailure(error.description)
        }
    }

    private func read(
        _ bytes: ByteSource, name: String, index: Int32, _ mark: RecordStore.Mark, into store: RecordStore,
        _ progress: (Int) -> Void, _ source: inout Source
    ) throws(FileFailure) {
        switch try look(bytes) {
        case .other(let sentence): throw FileFailure(sentence)
        case .xml:
            throw FileFailure("XML")
        case .text:
            try withoutActuallyEscaping(progress) { (progress) throws(FileFailure) in
                let reader = FormatFileReader(
                    definitions: definitions, settings: settings, options: settings.options(for: name), bytes: bytes,
                    store: store, mark: mark, file: index, progress: progress)
                try reader.read(&source)
            }
        }
    }

    private func look(_ bytes: ByteSource) throws(FileFailure) -> FileLook {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
        defer { room.deallocate() }
        var count = 0
        do {
            while count < room.count {
                let more = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
                if more == 0 { break }
                count += more
            }
        } catch {
            throw FileFailure(error.description)
        }
        return FileLook.of(UnsafeRawBufferPointer(rebasing: room[..<count]), isEnd: count < room.count)
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
