internal import Glibc

/// What of an output folder is not there before a rehearsal, so that it can be taken away again.
struct OutputScaffold: Sendable {
    /// Paths of the output folder and those above it, the innermost first.
    private let folders: [String]
    private let hasRuns: Bool
    private let hasLock: Bool

    /// Looks at the output folder at `path`.
    init(for path: String) {
        var path = path[...]
        while path.utf8.count > 1, path.utf8.last == 0x2F { path.removeLast() }
        hasRuns = Self.stands("\(path)/runs")
        hasLock = Self.stands("\(path)/.lock")
        var missing: [String] = []
        while !path.isEmpty, !Self.stands(String(path)) {
            missing.append(String(path))
            guard let slash = path.utf8.lastIndex(of: 0x2F) else { break }
            path = path[..<slash]
        }
        folders = missing
    }

    private static func stands(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Removes what was not there; a folder in which something of somebody else's stands by now stays.
    func remove(_ output: OutputFolder) {
        if !hasRuns { output.removeFolder("runs") }
        // Whoever has opened it meanwhile sees that it is gone, see `OutputLock`.
        if !hasLock { output.removeFile(".lock") }
        for folder in folders { rmdir(folder) }
    }
}
