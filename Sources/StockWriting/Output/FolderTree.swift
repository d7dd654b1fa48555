internal import Glibc
internal import Synchronization

/// A folder and those below it, each of these made when its first file is.
final class FolderTree: Sendable {
    private let root: OutputFolder
    private let made = Mutex<[String: OutputFolder]>([:])

    init(_ root: OutputFolder) { self.root = root }

    /// Creates the file at `path`, names joined with `/`, which must not exist. With `isPersonal` only this user may read
    /// it, from its first moment on, and so the folders that are made for it.
    func newFile(_ path: String, isPersonal: Bool, register: FileRegister) throws(WritingFailure) -> OutputFile {
        let names = path.split(separator: "/").map(String.init)
        let folder = try folder(names.dropLast(), mode: isPersonal ? 0o700 : 0o755)
        return try folder.newFile(
            names.last ?? "", mode: isPersonal ? 0o600 : 0o644, path: path, register: register)
    }

    private func folder(_ names: some Sequence<String>, mode: mode_t) throws(WritingFailure) -> OutputFolder {
        let names = Array(names)
        let result = made.withLock { made in
            Result { () throws(WritingFailure) in
                var (folder, path) = (root, "")
                for name in names {
                    path += "/\(name)"
                    if let known = made[path] {
                        folder = known
                    } else {
                        folder = try folder.newFolder(name, mode: mode)
                        made[path] = folder
                    }
                }
                return folder
            }
        }
        return try result.get()
    }

    /// Puts the lists of names of all folders on disk.
    func sync() throws(WritingFailure) {
        for folder in made.withLock({ Array($0.values) }) { try folder.sync() }
        try root.sync()
    }
}
