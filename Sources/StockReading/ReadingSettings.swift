/// What a run wants of reading, and what the contents of its files cannot tell.
package struct ReadingSettings: Sendable, Equatable {
    /// Whether buyers' details are kept; only notices need them.
    package var capturesBuyers = false
    /// Whether a symbolic link is followed: yes for a path that somebody gave, no for what lies in an inbox.
    package var followsSymlinks = false
    /// Whether the SHA-256 of files is wanted.
    package var hashes = false
    /// The share of a file's records above which, if there are more than 20, the whole file is rejected.
    package var maxRejectsShare = 0.01
    /// Texts that stand for no value, beyond the built-in ones.
    package var placeholders: [String] = []
    /// Options by source; the first that matches a file's name counts.
    package var sources: [SourceOptions] = []
    /// Channels by what other systems call them, compared without regard to case, blanks, `_` and `-`.
    package var stores: [String: String] = [:]

    /// How huge files are split.
    package var pieces = PieceSizes()

    /// Sizes in bytes.
    package struct PieceSizes: Sendable, Equatable {
        /// A CSV file is split if it is larger.
        package var threshold = 64 << 20
        /// How large a piece is: small, so that all workers end at about the same time.
        package var size = 8 << 20

        package init() {}
    }

    package init() {}

    /// Whether so many rejects reject the whole file.
    package func rejectsWhole(taken: Int, rejected: Int) -> Bool {
        Self.rejectsWhole(taken: taken, rejected: rejected, allowed: maxRejectsShare)
    }

    static func rejectsWhole(taken: Int, rejected: Int, allowed share: Double) -> Bool {
        rejected > 20 && Double(rejected) > share * Double(taken + rejected)
    }

    /// The options of a file.
    package func options(for name: String) -> SourceOptions {
        sources.first { $0.matches(name) } ?? SourceOptions()
    }
}
