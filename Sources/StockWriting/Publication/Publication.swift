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
/// Files of one publication may be written from several threads, each file from one.
package final class Publication: Sendable {
    /// The run that is being published.
    package let runID: RunID
    private let output: OutputFolder
    private let runs: OutputFolder
    private let stage: OutputFolder
    private let names: StageName
    private let register = FileRegister()
    private let personalFolders = Mutex<[String: OutputFolder]>([:])
    private let isSettled = Mutex(false)
    private let lock: OutputLock

    /// Takes the lock of the output folder, removes what crashed runs left, and makes an empty run folder aside.
    ///
    /// - Throws: where another run writes there (it is named), the folder cannot be written, or `latest` or `runs` is
    ///   something that this program did not make.
    package init(in path: String, businessDate: Timestamp) throws(WritingFailure) {
        output = try OutputFolder.open(creating: path)
        lock = try OutputLock(in: output)
        try Self.checkLatest(in: output)
        runs = try output.folder("runs", creatingWithMode: 0o755)
        try Self.removeStale(output: output, runs: runs)
        runID = try Self.nextID(businessDate: businessDate, in: runs)
        names = StageName(runID)
        stage = try runs.newFolder(names.folder, mode: 0o755)
        guard stage.tryHold() else {
            throw WritingFailure(
                "the new run's folder cannot be used", stage.path, why: "another process holds it",
                remedy: "run again; if that does not help, choose another output folder")
        }
    }

    deinit {
        if !isSettled.withLock({ $0 }) { discard() }
    }

    /// Creates a file in the run's folder. With `isPersonal` only this user may read it, from its first moment on.
    package func newFile(_ name: String, isPersonal: Bool = false) throws(WritingFailure) -> OutputFile {
        try stage.newFile(name, mode: isPersonal ? 0o600 : 0o644, path: name, register: register)
    }

    /// Creates a file with personal data in a folder inside the run's folder, both for this user only.
    package func newFile(_ name: String, inPersonalFolder folder: String) throws(WritingFailure) -> OutputFile {
        let holder = try personalFolder(folder)
        return try holder.newFile(name, mode: 0o600, path: "\(folder)/\(name)", register: register)
    }

    private func personalFolder(_ name: String) throws(WritingFailure) -> OutputFolder {
        let stage = stage
        let result = personalFolders.withLock { folders in
            Result { () throws(WritingFailure) in
                if let known = folders[name] { return known }
                let made = try stage.newFolder(name, mode: 0o700)
                folders[name] = made
                return made
            }
        }
        return try result.get()
    }

    /// Writes `manifest.json`, puts everything on disk, gives the folder its name and switches `latest` to it. Every
    /// file must be finished.
    ///
    /// - Returns: the published folder.
    @discardableResult
    package func publish() throws(WritingFailure) -> String {
        precondition(register.isComplete, "a run is published with unfinished files")
        try ManifestFile.write(runID: runID, files: register.files, to: self)
        for folder in personalFolders.withLock({ Array($0.values) }) { try folder.sync() }
        try stage.sync()
        try Self.checkLatest(in: output)
        try takePlace()
        isSettled.withLock { $0 = true }
        return runs.shown(runID.description)
    }

    /// The two steps that readers can see. Where the second fails, the first is taken back.
    private func takePlace() throws(WritingFailure) {
        let name = runID.description
        guard try runs.occupant(of: name) == .nothing else {
            throw WritingFailure("the run cannot take its place", runs.shown(name), code: EEXIST)
        }
        let old = output.target(ofLink: "latest")
        do throws(WritingFailure) {
            try runs.rename(names.folder, to: name)
            try runs.sync()
            try output.link(names.link, to: "runs/\(name)")
            try output.rename(names.link, to: "latest")
            try output.sync()
        } catch {
            takeBack(latest: old)
            throw error
        }
    }

    /// Undoes what `takePlace` got done, as far as the disk still obeys.
    private func takeBack(latest old: String?) {
        output.removeFile(names.link)
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
}

extension Publication {
    /// `latest` is a symbolic link or nothing: a real folder or file there is somebody's own and stays.
    private static func checkLatest(in output: OutputFolder) throws(WritingFailure) {
        switch try output.occupant(of: "latest") {
        case .nothing, .link: return
        case .folder, .other:
            throw WritingFailure(
                "the run cannot be published", output.shown("latest"),
                why: "it must be a symbolic link, and a real file or folder is there",
                remedy: "move it away, or choose another output folder")
        }
    }

    /// Removes what publications that ended without a word left behind: only folders and links of our own names, and
    /// folders only where no living process holds them.
    private static func removeStale(output: OutputFolder, runs: OutputFolder) throws(WritingFailure) {
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
    private static func nextID(businessDate: Timestamp, in runs: OutputFolder) throws(WritingFailure) -> RunID {
        let date = Timestamp(day: businessDate.day)
        let taken = try runs.names().compactMap { RunID($0) }.filter { $0.businessDate == date }.map(\.number)
        return RunID(businessDate: date, number: (taken.max() ?? 0) + 1)
    }
}
