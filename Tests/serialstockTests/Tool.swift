import Foundation
import Glibc
import StockTestSupport

/// Runs the program that was built with the tests.
enum Tool {
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    static func run(
        _ arguments: [String], in folder: TemporaryFolder, closingOutput: Bool = false
    ) throws -> Result {
        let process = try process(arguments, in: folder)
        // Files instead of pipes, so that no amount of output can block; but for the pipe that nobody reads.
        let pipe = Pipe()
        folder.makeFile("stdout")
        folder.makeFile("stderr")
        if closingOutput {
            process.standardOutput = pipe
            try pipe.fileHandleForReading.close()
        } else {
            process.standardOutput = FileHandle(forWritingAtPath: folder("stdout"))
        }
        process.standardError = FileHandle(forWritingAtPath: folder("stderr"))
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: folder.text("stdout") ?? "", errors: folder.text("stderr") ?? "")
    }

    /// Runs the program and kills it after a while, if it is still there.
    ///
    /// - Returns: whether it was killed.
    static func runAndKill(
        _ arguments: [String], in folder: TemporaryFolder, afterMicroseconds delay: UInt32
    ) throws -> Bool {
        let process = try process(arguments, in: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(delay)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    private static func process(_ arguments: [String], in folder: TemporaryFolder) throws -> Process {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(
            "serialstock")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        return process
    }
}
