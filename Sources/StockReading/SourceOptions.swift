package import ByteSource

/// What the user says of the files of one source (`sources:` of a pipeline).
package struct SourceOptions: Sendable, Equatable {
    /// Names that these options are for: `*` stands for any characters, `?` for one. Compared with the whole name under
    /// which a file is listed, and with its last part.
    package var match = "*"
    /// The channel of records that name none.
    package var channel: String?
    /// The zone of times without offset, an IANA name.
    package var zone: String?
    /// Whether dates in digits have the day or the month first.
    package var dateOrder: DateOrder?
    /// The encoding of files that are not valid UTF-8.
    package var encoding: TextEncoding?
    /// What the source calls columns, by the names that formats know.
    package var columns: [String: String] = [:]
    /// Whether cells of serials are what a scanner read off labels, see `LabelScan`.
    package var scans = false
    /// Characters that stand for FNC1 in scans, besides the group separator and `{GS}`.
    package var scanSeparators = ""
    /// How many identifiers in a row name one unit; nil where the definition knows it.
    package var perUnit: PerUnit?
    /// Whether a file whose last line has no line end is rejected.
    package var demandsFinalLineEnd = false

    package init() {}

    /// Whether the options are for a file of this name.
    package func matches(_ name: String) -> Bool {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return Glob.matches(match, last) || Glob.matches(match, name)
    }
}

/// Names with `*` and `?`.
package enum Glob {
    /// Whether the whole name matches.
    package static func matches(_ pattern: String, _ name: String) -> Bool {
        let (pattern, name) = (Array(pattern.unicodeScalars), Array(name.unicodeScalars))
        var (p, n) = (0, 0)
        var retry: (p: Int, n: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == "*" {
                retry = (p + 1, n)
                p += 1
            } else if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
                p += 1
                n += 1
            } else if let last = retry {
                retry = (last.p, last.n + 1)
                (p, n) = (last.p, last.n + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}
