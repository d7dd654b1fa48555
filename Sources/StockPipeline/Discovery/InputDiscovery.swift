internal import Glibc
package import StockModel
internal import StockWriting

/// A file to read.
package struct InputFile: Sendable, Equatable {
    /// Where to open it.
    package var path: String
    /// What to call it, different from all others: its path inside the input that it was found in.
    package var name: String
    /// Its size when it was found.
    package var bytes: Int
}

/// What a run's inputs come to.
package struct FoundInputs: Sendable {
    /// The files to read, sorted by name, byte by byte.
    package var files: [InputFile] = []
    /// The index in `files` of the catalogue that was named as such.
    package var catalogue: Int?
    /// What was not taken and why, as sources with outcome `deferred`, or `rejected` where a person must act.
    package var skipped: [Source] = []
    /// Globs that met nothing, in sentences.
    package var notes: [String] = []
}

/// Finds the files that a run reads.
///
/// * An input is a file, a folder (with all folders in it) or a glob (`PathPattern`), whose folders count in the same way. A path
///   that exists is taken as it is, even with a `*` in its name.
/// * Only plain files are read. A link, FIFO, device or socket is passed over with a note, and never opened, so nothing can
///   block. An input that is named may itself be a link.
/// * Hidden files and folders, and names that say that a file is not complete (`.part`, `.tmp`, `.filepart`, `~` at the
///   end), are left for the next run.
/// * With `settle`, so is a file that was written to a moment ago; a catalogue that is named as such stops the run then.
/// * The listings that feeds are made from are no inputs, wherever they lie.
/// * The output folder is never read, nor what is in it.
/// * A file that several inputs lead to is read once, under the longest of its names.
package struct InputDiscovery {
    /// Something found: a file, or what stands in its place.
    private struct Found {
        var path: String
        var input: DisplayNames.Input
        var bytes = 0
        /// Why it is not read.
        var note: String?
        /// Whether it is passed over because it was written to a moment ago.
        var isUnsettled = false
        var outcome = SourceOutcome.deferred
    }

    private let output: FileIdentity?
    /// Seconds that a file must have been still, and what time it is, in seconds since 1970.
    private let settle: Int
    private let now: Int
    private var found: [[UInt8]: Found] = [:]
    private var notes: [String] = []
    /// Why a folder that was asked for itself could not be listed.
    private var unreadable: ListingFailure?

    private init(output: String, settle: Int, now: Int) {
        self.settle = settle
        self.now = now
        if case .success(.folder(let identity)) = FolderListing.kind(at: output) {
            self.output = identity
        } else {
            self.output = nil
        }
    }

    /// All files that the settings name.
    ///
    /// - Parameter now: in seconds since 1970.
    package static func find(
        _ settings: RunSettings, now: Int = Int(time(nil))
    ) throws(RunFailure) -> FoundInputs {
        var discovery = InputDiscovery(output: settings.output, settle: settings.settle, now: now)
        for input in settings.inputs { try discovery.add(input) }
        var catalogue: [UInt8]?
        if let path = settings.catalogue {
            try discovery.addFile(path, as: "the catalogue")
            catalogue = Paths.real(path).map { Array($0.utf8) }
            if let catalogue, discovery.found[catalogue]?.isUnsettled == true {
                // Without it no name would lead to its SKU.
                throw RunFailure(
                    at: path, "the catalogue \(discovery.unsettled)", remedy: "run again when it is complete")
            }
        }
        for feed in settings.feeds { discovery.found[Array((Paths.real(feed.listings) ?? "").utf8)] = nil }
        return discovery.result(catalogue: catalogue)
    }

    private mutating func add(_ input: String) throws(RunFailure) {
        switch FolderListing.kind(at: input) {
        case .success(.folder(let identity)):
            try refuseOutput(identity, input)
            let root = try real(input)
            walk(root, above: Paths.components(root), inside: "")
            try refuseUnreadable(input)
        case .success(.file(let bytes, let times)): addFile(try real(input), bytes: bytes, times)
        case .success:
            throw RunFailure(
                at: input, "the input is neither a file nor a folder", remedy: "copy its content into a file")
        case .failure(let failure):
            guard let glob = PathPattern(input) else {
                throw RunFailure(
                    at: input, "the input cannot be found: \(SystemError.sentence(failure.code))",
                    remedy: "correct the path")
            }
            try expand(glob, input: input)
        }
    }

    private mutating func addFile(_ path: String, as name: String) throws(RunFailure) {
        switch FolderListing.kind(at: path) {
        case .success(.file(let bytes, let times)): addFile(try real(path), bytes: bytes, times)
        case .success:
            throw RunFailure(at: path, "\(name) is not a file", remedy: "name the file itself")
        case .failure(let failure):
            throw RunFailure(
                at: path, "\(name) cannot be found: \(SystemError.sentence(failure.code))", remedy: "correct the path")
        }
    }

    private func real(_ path: String) throws(RunFailure) -> String {
        guard let real = Paths.real(path) else {
            throw RunFailure(at: path, "the path cannot be followed", remedy: "name it by its own path, in UTF-8")
        }
        return real
    }

    private mutating func addFile(_ path: String, bytes: Int, _ times: FileTimes) {
        var above = Paths.components(path)
        let name = above.removeLast()
        let note = Self.isUnfinished(name) ? Self.unfinished : nil
        var file = Found(path: path, input: .init(above: above, inside: name), bytes: bytes, note: note)
        leaveIfUnsettled(&file, times)
        keep(file)
    }

    /// Leaves a file for the next run if somebody may still be writing it.
    private func leaveIfUnsettled(_ file: inout Found, _ times: FileTimes) {
        guard file.note == nil, settle > 0, !times.isStill(for: settle, now: now) else { return }
        file.note = "it \(unsettled); it is left for the next run"
        file.isUnsettled = true
    }

    private var unsettled: String { "was written to less than \(settle) seconds ago" }

    private mutating func expand(_ glob: PathPattern, input: String) throws(RunFailure) {
        guard case .success(.folder(let identity)) = FolderListing.kind(at: glob.folder) else {
            throw RunFailure(
                at: input, "there is no folder \(Printable.line(glob.folder))", remedy: "correct the path")
        }
        try refuseOutput(identity, input)
        let root = try real(glob.folder)
        let before = found.count
        expand(glob.names[...], in: root, above: Paths.components(root), inside: "")
        try refuseUnreadable(input)
        if found.count == before {
            notes.append("\(Printable.line(input)) leads to no file, or to none that another input does not lead to")
        }
    }

    /// A folder that was asked for and cannot be read: without it the run would find nothing, and say so of the stock.
    private func refuseUnreadable(_ input: String) throws(RunFailure) {
        guard let unreadable else { return }
        throw RunFailure(
            at: input, "the folder cannot be read: \(SystemError.sentence(unreadable.code))",
            remedy: "give this user the right to read it, and check the disk")
    }

    private func refuseOutput(_ folder: FileIdentity, _ input: String) throws(RunFailure) {
        guard folder == output else { return }
        throw RunFailure(at: input, "the output folder is also an input", remedy: "choose another output folder")
    }

    /// Takes what the rest of a glob's names meets from a folder on.
    private mutating func expand(_ names: ArraySlice<String>, in folder: String, above: [String], inside: String) {
        guard let pattern = names.first else { return }
        let rest = names.dropFirst()
        if pattern == "**" {
            guard !rest.isEmpty else { return walk(folder, above: above, inside: inside) }
            expand(rest, in: folder, above: above, inside: inside)
        }
        for entry in entries(of: folder, above: above, inside: inside) {
            guard let name = entry.name else { continue }
            let isMet = pattern == "**" ? !name.hasPrefix(".") : PathPattern.matches(pattern, name)
            guard isMet else { continue }
            let next = inside.isEmpty ? name : "\(inside)/\(name)"
            if pattern != "**", rest.isEmpty {
                take(entry, in: folder, above: above, inside: inside, allowsHidden: true)
            } else if case .folder(let identity) = entry.kind, identity != output {
                expand(pattern == "**" ? names : rest, in: Self.path(folder, name), above: above, inside: next)
            }
        }
    }

    /// Takes everything in a folder.
    private mutating func walk(_ folder: String, above: [String], inside: String) {
        for entry in entries(of: folder, above: above, inside: inside) {
            take(entry, in: folder, above: above, inside: inside, allowsHidden: false)
        }
    }

    private mutating func take(
        _ entry: FolderListing.Entry, in folder: String, above: [String], inside: String, allowsHidden: Bool
    ) {
        let next = inside.isEmpty ? entry.shownName : "\(inside)/\(entry.shownName)"
        var file = Found(path: Self.path(folder, entry.shownName), input: .init(above: above, inside: next))
        guard let name = entry.name else {
            file.note = "the file's name is not UTF-8; rename it"
            file.outcome = .rejected
            return keep(file)
        }
        switch entry.kind {
        case .vanished: return
        case .folder(let identity) where identity == output: return
        case .folder where allowsHidden || !name.hasPrefix("."):
            return walk(file.path, above: above, inside: next)
        case .folder: file.note = "hidden folders are not read"
        case .file(let bytes, let times):
            file.bytes = bytes
            if Self.isUnfinished(name) { file.note = Self.unfinished }
            if !allowsHidden, name.hasPrefix(".") { file.note = "hidden files are not read" }
            leaveIfUnsettled(&file, times)
        case .link: file.note = "symbolic links are not followed; put the file itself here"
        case .special: file.note = "this is not a plain file"
        case .unknown(let code):
            file.note = "the file cannot be looked at: \(SystemError.sentence(code))"
            file.outcome = .rejected
        }
        keep(file)
    }

    private mutating func entries(of folder: String, above: [String], inside: String) -> [FolderListing.Entry] {
        switch FolderListing.entries(of: folder) {
        case .success(let entries): return entries
        case .failure(let failure) where inside.isEmpty:
            unreadable = failure
            return []
        case .failure(let failure):
            var lost = Found(path: folder, input: .init(above: above, inside: inside))
            lost.note = "the folder cannot be read: \(SystemError.sentence(failure.code))"
            lost.outcome = .rejected
            keep(lost)
            return []
        }
    }

    /// Keeps what was found; of two ways to the same file the longer name, which tells more, then the lesser.
    private mutating func keep(_ new: Found) {
        let key = Array(new.path.utf8)
        guard let old = found[key] else {
            found[key] = new
            return
        }
        let (a, b) = (new.input.inside, old.input.inside)
        let isBetter = a.utf8.count == b.utf8.count ? ByteOrder.precedes(a, b) : a.utf8.count > b.utf8.count
        if isBetter || (old.note != nil && new.note == nil) { found[key] = new }
    }

    private func result(catalogue: [UInt8]?) -> FoundInputs {
        let all = found.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let names = DisplayNames.unique(all.map(\.value.input))
        let named = zip(names, all).sorted { ByteOrder.precedes($0.0, $1.0) }
        var inputs = FoundInputs()
        inputs.notes = notes
        for (name, (key, item)) in named {
            guard let note = item.note else {
                if key == catalogue { inputs.catalogue = inputs.files.count }
                inputs.files.append(InputFile(path: item.path, name: name, bytes: item.bytes))
                continue
            }
            var source = Source(file: name)
            source.bytes = item.bytes
            source.outcome = item.outcome
            source.notes = [note]
            inputs.skipped.append(source)
        }
        return inputs
    }

    private static let unfinished = "its name says that it is not complete yet; it is left for the next run"

    /// Names that programs give to files they have not finished.
    private static func isUnfinished(_ name: String) -> Bool {
        let folded = name.lowercased()
        return [".part", ".tmp", ".filepart", "~"].contains { folded.hasSuffix($0) }
    }

    private static func path(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
