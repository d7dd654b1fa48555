internal import Glibc

extension MemoryLimit {
    /// What `TMPDIR` says, else `/var/tmp`.
    static var usualFolder: String {
        let told = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        return told.isEmpty ? "/var/tmp" : told
    }
}
