internal import Glibc

/// Something that could not be written, created, synced or switched: what, where, why and what to do.
///
/// Whatever throws it has published nothing; see `Publication`.
package struct WritingFailure: Error, Sendable, Equatable {
    /// What was refused or failed: "the file cannot be created".
    package let what: String
    /// The file or folder it happened to.
    package let path: String
    /// Why, in a sentence.
    package let why: String
    /// What a person can do about it.
    package let remedy: String
    /// The system's error number; 0 where it was not a system call that failed.
    package let code: Int32

    /// A failed system call; `code` is `errno` as the call left it.
    package init(_ what: String, _ path: String, code: Int32) {
        self.what = what
        self.path = path
        self.code = code
        why = SystemError.sentence(code)
        remedy = SystemError.remedy(code)
    }

    /// A refusal of our own.
    package init(_ what: String, _ path: String, why: String, remedy: String) {
        self.what = what
        self.path = path
        self.why = why
        self.remedy = remedy
        code = 0
    }
}

extension WritingFailure: CustomStringConvertible {
    /// Two lines: path, error and reason; then what to do.
    package var description: String { "\(Printable.line(path)): error: \(what): \(why)\n  Do: \(remedy)" }
}
