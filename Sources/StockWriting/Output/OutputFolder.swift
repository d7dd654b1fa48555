internal import Glibc

/// A folder that is written to, held open, so that nobody can swap it for a link while the run writes.
package final class OutputFolder: Sendable {
    /// What stands at a name.
    enum Occupant { case nothing, folder, link, other }

    let descriptor: Int32
    /// The path as shown to people.
    package let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Opens the folder at `path`, and creates it and its parents (mode 0755) where they are missing. A symbolic link in
    /// its place is refused.
    static func open(creating path: String) throws(WritingFailure) -> OutputFolder {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw WritingFailure(
                "the output folder cannot be used", path, why: "its path is empty or holds a NUL character",
                remedy: "name a folder, such as `out`")
        }
        var trimmed = path
        // A slash at the end would make the system follow a link.
        while trimmed.utf8.count > 1, trimmed.utf8.last == 0x2F { trimmed.removeLast() }
        try createMissing(trimmed)
        let descriptor = Glibc.open(trimmed, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(of: trimmed, code: errno) }
        return OutputFolder(descriptor: descriptor, path: trimmed)
    }

    private static func createMissing(_ path: String) throws(WritingFailure) {
        guard mkdir(path, 0o755) != 0 else { return }
        switch errno {
        case EEXIST: return
        case ENOENT:
            guard let slash = path.utf8.lastIndex(of: 0x2F), slash > path.startIndex else {
                throw WritingFailure("the folder cannot be created", path, code: ENOENT)
            }
            try createMissing(String(path[..<slash]))
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
                throw WritingFailure("the folder cannot be created", path, code: errno)
            }
        default: throw WritingFailure("the folder cannot be created", path, code: errno)
        }
    }

    private static func refusal(of path: String, code: Int32) -> WritingFailure {
        var status = stat()
        guard lstat(path, &status) == 0 else { return WritingFailure("the folder cannot be opened", path, code: code) }
        switch status.st_mode & S_IFMT {
        case S_IFLNK: return WritingFailure("the folder is not used", path, code: ELOOP)
        case S_IFDIR: return WritingFailure("the folder cannot be opened", path, code: code)
        default:
            return WritingFailure(
                "the folder cannot be used", path, why: "a file of that name is in its place",
                remedy: "move the file away, or choose another output folder")
        }
    }

    /// Opens the folder `name` in this one, and creates it where it is missing.
    func folder(_ name: String, creatingWithMode mode: mode_t) throws(WritingFailure) -> OutputFolder {
        if mkdirat(descriptor, name, mode) != 0, errno != EEXIST {
            throw WritingFailure("the folder cannot be created", shown(name), code: errno)
        }
        return try open(name)
    }

    /// Creates the folder `name`, which must not exist.
    func newFolder(_ name: String, mode: mode_t) throws(WritingFailure) -> OutputFolder {
        guard mkdirat(descriptor, name, mode) == 0 else {
            throw WritingFailure("the folder cannot be created", shown(name), code: errno)
        }
        do throws(WritingFailure) {
            return try open(name)
        } catch {
            removeFolder(name)
            throw error
        }
    }

    /// Whether anything stands at `path`; what is no folder is refused by `open(creating:)`.
    static func stands(at path: String) throws(WritingFailure) -> Bool {
        var status = stat()
        if lstat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw WritingFailure("the folder cannot be looked at", path, code: errno) }
        return false
    }

    /// The folder `name` in this one; nil where there is none.
    func existing(_ name: String) -> OutputFolder? { try? open(name) }

    /// The first bytes of the plain file `name`, links not followed; none where there is no such file.
    func start(of name: String, count: Int = 256) -> [UInt8] {
        let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = read(file, &bytes, bytes.count)
        return got > 0 ? Array(bytes[..<got]) : []
    }

    private func open(_ name: String) throws(WritingFailure) -> OutputFolder {
        let opened = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { throw Self.refusal(of: shown(name), code: errno) }
        return OutputFolder(descriptor: opened, path: shown(name))
    }

    /// Creates the file `name`, which must not exist, with `mode` from its first moment on.
    func newFile(
        _ name: String, mode: mode_t, path: String, register: FileRegister
    ) throws(WritingFailure) -> OutputFile {
        let created = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard created >= 0 else { throw WritingFailure("the file cannot be created", shown(name), code: errno) }
        return OutputFile(descriptor: created, path: path, shownPath: shown(name), register: register)
    }

    /// Puts the folder's list of names on disk.
    func sync() throws(WritingFailure) {
        while fsync(descriptor) != 0 {
            let code = errno
            guard code == EINTR else {
                throw WritingFailure("the folder cannot be put safely on disk", path, code: code)
            }
        }
    }

    /// Renames `name` here to `newName` here.
    func rename(_ name: String, to newName: String) throws(WritingFailure) {
        guard renameat(descriptor, name, descriptor, newName) == 0 else {
            throw WritingFailure("it cannot take its place", shown(newName), code: errno)
        }
    }

    /// Makes a symbolic link `name` to `target`.
    func link(_ name: String, to target: String) throws(WritingFailure) {
        guard symlinkat(target, descriptor, name) == 0 else {
            throw WritingFailure("the link cannot be made", shown(name), code: errno)
        }
    }

    /// Where the symbolic link `name` points; nil if there is none.
    func target(ofLink name: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { raw in
            readlinkat(descriptor, name, raw.baseAddress!.assumingMemoryBound(to: CChar.self), raw.count)
        }
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// What stands at `name`, links not followed.
    func occupant(of name: String) throws(WritingFailure) -> Occupant {
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return .nothing }
            throw WritingFailure("it cannot be looked at", shown(name), code: errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }

    /// The names in this folder, in no order; names that are not UTF-8 are left out.
    func names() throws(WritingFailure) -> [String] {
        try rawNames().compactMap { String(validating: $0, as: UTF8.self) }
    }

    private func rawNames() throws(WritingFailure) -> [[UInt8]] {
        // A second descriptor, because reading a folder moves its position and closing the stream closes it.
        let second = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard second >= 0, let stream = fdopendir(second) else {
            let failure = WritingFailure("the folder cannot be read", path, code: errno)
            if second >= 0 { close(second) }
            throw failure
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw WritingFailure("the folder cannot be read", path, code: errno) }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
    }

    /// Tries to be the only holder of this folder; false if another process holds it. Freed when this object goes.
    func tryHold() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// The folder `name` if it is one and nobody holds it, held by us now; nil otherwise.
    func unheldFolder(_ name: String) -> OutputFolder? {
        guard let folder = try? open(name), folder.tryHold() else { return nil }
        return folder
    }

    /// Removes everything in this folder, links not followed; what cannot be removed stays.
    func removeContents() {
        guard let names = try? rawNames() else { return }
        for raw in names {
            let name = raw.map { CChar(bitPattern: $0) } + [0]
            if unlinkat(descriptor, name, 0) == 0 { continue }
            let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else { continue }
            OutputFolder(descriptor: inner, path: path).removeContents()
            unlinkat(descriptor, name, AT_REMOVEDIR)
        }
    }

    /// Removes the empty folder `name`.
    func removeFolder(_ name: String) { unlinkat(descriptor, name, AT_REMOVEDIR) }

    /// Removes the file or link `name`.
    func removeFile(_ name: String) { unlinkat(descriptor, name, 0) }

    func shown(_ name: String) -> String { path == "/" ? "/\(name)" : "\(path)/\(name)" }
}
