internal import Glibc
package import StockModel
internal import Synchronization

/// One run's folder, written aside and put in place in one step: a reader of `<out>/latest` sees the whole old run or
/// the whole new one.
///
///     let publication = try Publication(in: "out", businessDate: date)   // locks, and refuses before any work
///     try StockFile.write(rows, to: publication)
///     let run = try publication.publish()                                // out/runs/2026-11-23.1, out/latest
///
/// Everything is written to `<out>/runs/.tmp-<run id>-<process id>`; each file is on disk before the folder is renamed,
/// the folder before `latest` is switched. A crash leaves the old run or the new one, and at most such a folder, which
/// the next publication removes. An error leaves neither: a publication that is dropped before `publish()` returned
/// removes what it wrote.
///
/// A run on a ledger publishes in two steps, around its commit:
///
///     let recovery = try Publication.recover(in: "out", publishing: id)  // at its start: what a crash left, see there
///     …
///     let folder = try publication.place()      // out/runs/2026-11-23.1, on disk; latest is as it was
///     …                                         // the ledger commits, with the run marked publishing
///     try publication.makeLatest()              // from here on the folder stays, even if this fails
///     …                                         // the ledger marks the run published
///     publication.prune(keeping: 30)
///
/// Dropped between the two steps, it takes the run back. Files of one publication may be written from several threads,
/// each file from one.
package final class Publication: PersonalFiles, Sendable {
    private enum State { case staged, placed, kept }

    /// The run that is being published.
    package let runID: RunID
    private let output: OutputFolder
    private let runs: OutputFolder
    private let stage: OutputFolder
    private let names: StageName
    private let register = FileRegister()
    private let folders: FolderTree
    private let state = Mutex(State.staged)
    private let lock: OutputLock
    /// What a rehearsal made on its way, to be removed again; nil for a run that may be published.
    private let scaffold: OutputScaffold?

    /// Takes the lock of the output folder, removes what crashed runs left, and makes an empty run folder aside.
    ///
    /// - Parameters:
    ///   - last: a run that is remembered elsewhere; on its date the new one has a greater number, even where the folder is
    ///     gone.
    ///   - isRehearsal: nothing will be published; when the publication goes, so does all that it made, the output folder
    ///     too if it was not there.
    /// - Throws: where another run writes there (it is named), the folder cannot be written, or `latest` or `runs` is
    ///   something that this program did not make.
    package init(
        in path: String, businessDate: Timestamp, after last: RunID? = nil, isRehearsal: Bool = false
    ) throws(WritingFailure) {
        scaffold = isRehearsal ? OutputScaffold(for: path) : nil
        output = try OutputFolder.open(creating: path)
        lock = try OutputLock(in: output)
        try Self.checkLatest(in: output)
        runs = try output.folder("runs", creatingWithMode: 0o755)
        try Self.removeStale(output: output, runs: runs)
        runID = try Self.nextID(businessDate: businessDate, in: runs, after: last)
        names = StageName(runID)
        stage = try runs.newFolder(names.folder, mode: 0o755)
        folders = FolderTree(stage)
        guard stage.tryHold() else {
            throw WritingFailure(
                "the new run's folder cannot be used", stage.path, why: "another process holds it",
                remedy: "run again; if that does not help, choose another output folder")
        }
    }

    deinit {
        switch state.withLock({ $0 }) {
        case .staged: discard()
        case .placed:
            if (try? runs.rename(runID.description, to: names.folder)) != nil { discard() }
            output.removeFile(names.placed)
        case .kept: break
        }
        scaffold?.remove(output)
    }

    /// Creates a file in the run's folder. With `isPersonal` only this user may read it, from its first moment on.
    package func newFile(_ name: String, isPersonal: Bool = false) throws(WritingFailure) -> OutputFile {
        try folders.newFile(name, isPersonal: isPersonal, register: register)
    }

    /// Creates a file in a folder inside the run's folder.
    package func newFile(_ name: String, inFolder folder: String) throws(WritingFailure) -> OutputFile {
        try folders.newFile("\(folder)/\(name)", isPersonal: false, register: register)
    }

    /// Creates a file with personal data in a folder inside the run's folder, both for this user only.
    package func newPersonalFile(_ path: String) throws(WritingFailure) -> OutputFile {
        try folders.newFile(path, isPersonal: true, register: register)
    }

    /// Puts the run in its place and switches `latest` to it. Every file must be finished.
    ///
    /// - Returns: the published folder.
    @discardableResult
    package func publish() throws(WritingFailure) -> String {
        try complete()
        let old = output.target(ofLink: "latest")
        try takePlace()
        do throws(WritingFailure) {
            try switchLatest()
        } catch {
            takeBack(latest: old)
            throw error
        }
        state.withLock { $0 = .kept }
        return runs.shown(runID.description)
    }

    /// Puts the run in its place, on disk; `latest` is as it was. Every file must be finished. A mark beside `latest` says
    /// until `makeLatest` that the run is not settled yet.
    ///
    /// - Returns: the run's folder.
    package func place() throws(WritingFailure) -> String {
        try complete()
        do throws(WritingFailure) {
            // One that a crash left: its run never had its place, or this one would have another number.
            if try output.occupant(of: names.placed) == .link { output.removeFile(names.placed) }
            try output.link(names.placed, to: "runs/\(runID)")
            try output.sync()
            try takePlace()
        } catch {
            output.removeFile(names.placed)
            throw error
        }
        state.withLock { $0 = .placed }
        return runs.shown(runID.description)
    }

    /// Switches `latest` to a run that was placed. From this call on the run stays, even where it fails: whoever remembers
    /// it has `recover` finish it.
    package func makeLatest() throws(WritingFailure) {
        precondition(state.withLock { $0 } == .placed, "a run becomes the latest before it is placed")
        state.withLock { $0 = .kept }
        try switchLatest()
        output.removeFile(names.placed)
    }

    /// Writes `manifest.json` and puts everything on disk.
    private func complete() throws(WritingFailure) {
        precondition(scaffold == nil, "a rehearsal is published")
        precondition(register.isComplete, "a run is published with unfinished files")
        try ManifestFile.write(runID: runID, files: register.files, to: self)
        try folders.sync()
        try Self.checkLatest(in: output)
    }

    /// Gives the folder its name; where that cannot be put on disk, takes it back.
    private func takePlace() throws(WritingFailure) {
        let name = runID.description
        guard try runs.occupant(of: name) == .nothing else {
            throw WritingFailure("the run cannot take its place", runs.shown(name), code: EEXIST)
        }
        try runs.rename(names.folder, to: name)
        do throws(WritingFailure) {
            try runs.sync()
        } catch {
            try? runs.rename(name, to: names.folder)
            throw error
        }
    }

    private func switchLatest() throws(WritingFailure) {
        do throws(WritingFailure) {
            try Self.switchLatest(to: runID, names, in: output)
        } catch {
            output.removeFile(names.link)
            throw error
        }
    }

    /// Undoes both steps of `publish`, as far as the disk still obeys.
    private func takeBack(latest old: String?) {
        if output.target(ofLink: "latest") == "runs/\(runID)" {
            if let old, (try? output.link(names.link, to: old)) != nil {
                try? output.rename(names.link, to: "latest")
            } else {
                output.removeFile("latest")
            }
        }
        try? runs.rename(runID.description, to: names.folder)
    }

    private func discard() {
        stage.removeContents()
        runs.removeFolder(names.folder)
    }

    /// Removes the oldest runs, by business date and number, until `count` are left (at least this one): only folders that
    /// this program has published, and never the one that `latest` points at. To be called once the run is published.
    ///
    /// - Returns: what could not be removed and why, in sentences; it costs nothing but room.
    @discardableResult
    package func prune(keeping count: Int) -> [String] {
        PublishedRuns(output: output, runs: runs).prune(keeping: count, besides: runID)
    }
}

extension Publication {
    /// `latest` is a symbolic link or nothing: a real folder or file there is somebody's own and stays.
    static func checkLatest(in output: OutputFolder) throws(WritingFailure) {
        switch try output.occupant(of: "latest") {
        case .nothing, .link: return
        case .folder, .other:
            throw WritingFailure(
                "the run cannot be published", output.shown("latest"),
                why: "it must be a symbolic link, and a real file or folder is there",
                remedy: "move it away, or choose another output folder")
        }
    }

    /// Points `latest` at a run, in one step, and puts that on disk.
    static func switchLatest(to run: RunID, _ names: StageName, in output: OutputFolder) throws(WritingFailure) {
        try output.link(names.link, to: "runs/\(run)")
        try output.rename(names.link, to: "latest")
        try output.sync()
    }

    /// Removes what publications that ended without a word left behind: only folders and links of our own names, and
    /// folders only where no living process holds them.
    static func removeStale(output: OutputFolder, runs: OutputFolder) throws(WritingFailure) {
        for name in try runs.names() where StageName.isFolder(name) {
            guard let stale = runs.unheldFolder(name) else { continue }
            stale.removeContents()
            runs.removeFolder(name)
        }
        for name in try output.names() where StageName.isLink(name) {
            if try output.occupant(of: name) == .link { output.removeFile(name) }
        }
    }

    /// The number after the greatest that this date has, counting whatever stands at such a name.
    private static func nextID(
        businessDate: Timestamp, in runs: OutputFolder, after last: RunID?
    ) throws(WritingFailure) -> RunID {
        let date = Timestamp(day: businessDate.day)
        let taken = (try runs.names().compactMap { RunID($0) } + [last].compactMap(\.self))
            .filter { $0.businessDate == date }.map(\.number)
        return RunID(businessDate: date, number: (taken.max() ?? 0) + 1)
    }
}
