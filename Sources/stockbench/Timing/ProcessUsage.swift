import Foundation

/// What one run of a command took.
struct ProcessUsage: Codable, Sendable {
    var command: [String]
    /// The exit code, or 128 and the number of the signal that ended it.
    var exit: Int32
    /// Seconds from start to end.
    var wall: Double
    /// Seconds of processor time in the program, over all threads.
    var user: Double
    /// Seconds of processor time in the kernel, over all threads.
    var system: Double
    /// Greatest resident size, in KiB: of the program, or of it and those that it started, together. Never less than what `stockbench` itself had when it started the command, some
    /// 20 MiB, because Linux counts the time between fork and exec in.
    var maxResidentKib: Int

    /// Seconds of processor time.
    var coreSeconds: Double { user + system }

    /// One line of JSON.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
