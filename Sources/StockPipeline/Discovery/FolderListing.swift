internal import Glibc
internal import StockModel
internal import StockWriting

/// What stands in a folder, links not followed and nothing opened but the folder itself.
enum FolderListing {
    /// What an entry is.
    enum Kind: Equatable {
        case folder(FileIdentity)
        case file(bytes: Int, FileTimes)
        case link, special, vanished
        case unknown(code: Int32)
    }

    /// One name in a folder; nil where it is not UTF-8.
    struct Entry {
        let name: String?
        /// The name as it can be shown.
        let shownName: String
        let kind: Kind
    }

    /// The entries of the folder at `path`, sorted by the bytes of their names; or the system's error number.
    static func entries(of path: String) -> Result<[Entry], ListingFailure> {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0, let stream = fdopendir(descriptor) else {
            let code = errno
            if descriptor >= 0 { close(descriptor) }
            return .failure(ListingFailure(code: code))
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                let code = errno
                guard code == 0 else { return .failure(ListingFailure(code: code)) }
                break
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
        names.sort { $0.lexicographicallyPrecedes($1) }
        return .success(
            names.map { name in
                Entry(
                    name: String(validating: name, as: UTF8.self), shownName: shown(name),
                    kind: kind(of: name, in: dirfd(stream)))
            })
    }

    private static func kind(of name: [UInt8], in folder: Int32) -> Kind {
        var status = stat()
        let bytes = name.map { CChar(bitPattern: $0) } + [0]
        guard fstatat(folder, bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return errno == ENOENT ? .vanished : .unknown(code: errno)
        }
        return kind(status)
    }

    /// What stands at `path`, links followed.
    static func kind(at path: String) -> Result<Kind, ListingFailure> {
        var status = stat()
        guard stat(path, &status) == 0 else { return .failure(ListingFailure(code: errno)) }
        return .success(kind(status))
    }

    private static func kind(_ status: stat) -> Kind {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder(FileIdentity(device: UInt64(status.st_dev), node: UInt64(status.st_ino)))
        case S_IFREG:
            .file(
                bytes: Int(status.st_size),
                FileTimes(modified: Int(status.st_mtim.tv_sec), changed: Int(status.st_ctim.tv_sec)))
        case S_IFLNK: .link
        default: .special
        }
    }

    /// A name with what is not UTF-8 as `\xNN`.
    private static func shown(_ name: [UInt8]) -> String {
        if let text = String(validating: name, as: UTF8.self) { return text }
        return name.map { byte in
            (0x20..<0x7F).contains(byte)
                ? String(UnicodeScalar(byte)) : "\\x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
        }
        .joined()
    }
}

/// Which file or folder it is, whatever its path.
struct FileIdentity: Hashable {
    let device: UInt64
    let node: UInt64
}

/// When a file was last written to, in seconds since 1970.
struct FileTimes: Equatable {
    /// Its content, as its writer says: a copy may have the time of what it was copied from.
    let modified: Int
    /// Content, name or rights, as the system has seen it.
    let changed: Int

    /// Whether nothing has happened to it for so many seconds. A time that lies further ahead than that tells of a clock that
    /// was set back, and holds nothing up.
    func isStill(for seconds: Int, now: Int) -> Bool {
        [modified, changed].allSatisfy { abs(now - $0) >= seconds }
    }
}

/// A folder that could not be listed.
struct ListingFailure: Error {
    let code: Int32
}
