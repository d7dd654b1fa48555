internal import Glibc

extension Publication {
    /// Why nothing could be published in the folder at `path`, as far as can be told without writing there; nil where
    /// nothing stands against it.
    package static func obstacle(in path: String) -> WritingFailure? {
        do throws(WritingFailure) {
            guard try OutputFolder.stands(at: path) else {
                try checkParent(of: path)
                return nil
            }
            // It stands, so nothing is created.
            let output = try OutputFolder.open(creating: path)
            try checkWriting(output.path)
            try checkLatest(in: output)
            switch try output.occupant(of: "runs") {
            case .nothing: return nil
            case .folder: try checkWriting(output.shown("runs"))
            case .link, .other:
                return WritingFailure(
                    "the runs cannot be kept", output.shown("runs"),
                    why: "something that is no folder is in their place",
                    remedy: "move it away, or choose another output folder")
            }
            return nil
        } catch {
            return error
        }
    }

    private static func checkWriting(_ folder: String) throws(WritingFailure) {
        guard access(folder, W_OK | X_OK) == 0 else {
            throw WritingFailure("the folder cannot be written", folder, code: errno)
        }
    }

    /// The nearest folder above that is there, in which the others would be made.
    private static func checkParent(of path: String) throws(WritingFailure) {
        var parent = path[...]
        while parent.utf8.count > 1, parent.utf8.last == 0x2F { parent.removeLast() }
        guard let slash = parent.utf8.lastIndex(of: 0x2F) else { return try checkWriting(".") }
        let above = slash == parent.startIndex ? "/" : String(parent[..<slash])
        var status = stat()
        guard stat(above, &status) == 0 else {
            guard errno == ENOENT else { throw WritingFailure("the folder cannot be created", path, code: errno) }
            return try checkParent(of: above)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw WritingFailure("the folder cannot be created", path, code: ENOTDIR)
        }
        try checkWriting(above)
    }
}
