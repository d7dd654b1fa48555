internal import Glibc

/// The system's sentence for an error number.
enum ErrnoText {
    /// Text such as `No such file or directory`; safe to call from any thread.
    static func of(_ number: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            buffer.initialize(repeating: 0)
            guard let base = buffer.baseAddress, strerror_r(number, base, buffer.count - 1) == 0 else {
                return "error \(number)"
            }
            return String(cString: base)
        }
    }
}
