import Glibc

/// Something that ends a command of the bench: one sentence that names the file and what was wrong.
struct BenchError: Error, CustomStringConvertible, Equatable {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// What failed on which file, with the system's word for `errno` as it is now.
    static func system(_ action: String, _ path: String, code: Int32 = errno) -> BenchError {
        BenchError("cannot \(action) \(path): \(String(cString: strerror(code)))")
    }
}
