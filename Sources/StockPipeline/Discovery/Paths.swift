internal import Glibc

/// Paths as text, in `/` notation.
enum Paths {
    /// `path` seen from `folder`; unchanged where it is absolute. `.` and `..` at its beginning are resolved, which is
    /// right where `folder` has no links in it (`realFolder`).
    static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") { return path }
        var parts = folder.split(separator: "/", omittingEmptySubsequences: true)
        var rest = path.split(separator: "/", omittingEmptySubsequences: true)[...]
        while let first = rest.first, first == "." || (first == ".." && parts.last.map { $0 != ".." } == true) {
            if first == ".." { parts.removeLast() }
            rest.removeFirst()
        }
        let joined = (parts + rest).joined(separator: "/")
        if folder.hasPrefix("/") { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    /// The folder that holds the file at `path`, without links; as it is written where the system cannot tell.
    static func realFolder(of path: String) -> String {
        let folder = folder(of: path)
        return real(folder) ?? folder
    }

    /// The folder that holds the file at `path`, as it is written.
    static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "." }

    /// The path without links, `.` and `..`; nil if there is nothing at it or its name is not UTF-8.
    static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    /// The file's name without its last extension.
    static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
        return String(name[..<dot])
    }

    static func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }
}
