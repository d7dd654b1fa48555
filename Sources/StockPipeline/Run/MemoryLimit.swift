/// How much memory a one-off may take, and where what is beyond it goes.
package struct MemoryLimit: Sendable, Equatable {
    /// Resident memory, in bytes.
    package var bytes: Int
    /// Where the temporary file is made. Not where files lie in memory themselves.
    package var folder: String

    /// - Parameter folder: nil for what `TMPDIR` says, else `/var/tmp`, because `/tmp` often is memory.
    package init(bytes: Int, folder: String? = nil) {
        self.bytes = bytes
        self.folder = folder ?? Self.usualFolder
    }

    /// The least that a run can do with: the program itself, and room for each worker to fold a partition.
    package static let least = 64_000_000

    /// Reads a size: a number, not negative, with or without a fraction, and `KB`, `MB`, `GB` or `TB` (thousands), `KiB`, `MiB`,
    /// `GiB` or `TiB` (1,024), or nothing for bytes; `K`, `M`, `G`, `T` are `KB` …
    ///
    /// - Throws: what is wrong with it, as a clause that goes on from "must be".
    package static func bytes(_ text: String) throws(MemoryLimitError) -> Int {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        var unit = text.dropFirst(digits.count).drop { $0 == " " }.uppercased()
        let base = unit.hasSuffix("IB") ? 1024.0 : 1000.0
        for end in ["IB", "B"] where unit.hasSuffix(end) {
            unit.removeLast(end.utf8.count)
            break
        }
        let powers = ["": 0, "K": 1, "M": 2, "G": 3, "T": 4]
        guard let number = Double(digits), !digits.hasPrefix("."), !digits.hasSuffix("."), let power = powers[unit],
            power > 0 || base == 1000
        else { throw MemoryLimitError(text: text, isTooSmall: false) }
        let bytes = (0..<power).reduce(number) { size, _ in size * base }
        guard bytes < 1e18 else { throw MemoryLimitError(text: text, isTooSmall: false) }
        guard bytes >= Double(least) else { throw MemoryLimitError(text: text, isTooSmall: true) }
        return Int(bytes)
    }

    /// A size as people write it: whole megabytes, rounded up.
    package static func text(_ bytes: Int) -> String { "\((bytes + 999_999) / 1_000_000) MB" }
}

/// Why a size is no limit of memory.
package struct MemoryLimitError: Error, Sendable, Equatable, CustomStringConvertible {
    package let text: String
    package let isTooSmall: Bool

    /// A clause that goes on from the name of the option or key.
    package var description: String {
        isTooSmall
            ? "must be at least 64MB, not '\(text)'" : "must be a size such as 512MB or 1.5GB, not '\(text)'"
    }
}
