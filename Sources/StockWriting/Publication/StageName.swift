internal import Glibc

/// The names that a publication uses before it is complete: `.tmp-<run id>-<process id>` for the folder, and the same
/// with `.latest-` for the link; `.placed-<run id>` marks a run that has its place and is not settled yet.
struct StageName {
    let folder: String
    let link: String
    let placed: String

    init(_ runID: RunID) {
        folder = ".tmp-\(runID)-\(getpid())"
        link = ".latest-\(runID)-\(getpid())"
        placed = ".placed-\(runID)"
    }

    /// Whether `name` is one that a publication gives its folder.
    static func isFolder(_ name: String) -> Bool { matches(name, prefix: ".tmp-") }

    /// Whether `name` is one that a publication gives its link.
    static func isLink(_ name: String) -> Bool { matches(name, prefix: ".latest-") }

    /// The run that `name` marks; nil where it marks none.
    static func placedRun(_ name: String) -> RunID? {
        name.hasPrefix(".placed-") ? RunID(name.dropFirst(".placed-".count)) : nil
    }

    private static func matches(_ name: String, prefix: String) -> Bool {
        guard name.hasPrefix(prefix) else { return false }
        let rest = name.dropFirst(prefix.count)
        guard let dash = rest.lastIndex(of: "-") else { return false }
        return RunID(rest[..<dash]) != nil && RunID.number(rest[rest.index(after: dash)...]) != nil
    }
}
