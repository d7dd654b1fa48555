import ArgumentParser
import Glibc

#if STOCKFUZZ_LIBFUZZER
    import CFuzzer
#endif

/// Lets libFuzzer look for inputs that reach new code; see `scripts/fuzz`, which builds the program for it.
struct CoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cover", abstract: "Look for inputs that reach new code, by libFuzzer; what follows -- is for it.")

    @Argument(help: "The parser: \(Subjects.names.joined(separator: ", ")).")
    var parser: String

    @Argument(parsing: .postTerminator, help: "Options and folders for libFuzzer.")
    var options: [String] = []

    func run() throws {
        #if STOCKFUZZ_LIBFUZZER
            try FuzzedSubject.start(parser, options)
        #else
            throw FuzzFailure("this build has no libFuzzer in it; run scripts/fuzz --minutes N")
        #endif
    }
}

#if STOCKFUZZ_LIBFUZZER
    /// The one parser that libFuzzer's callback, which can carry nothing along, is to call.
    enum FuzzedSubject {
        nonisolated(unsafe) private static var subject: (any Subject)?

        static func start(_ parser: String, _ options: [String]) throws {
            subject = try Subjects.named(parser)
            var arguments: [UnsafeMutablePointer<CChar>?] = (["stockfuzz"] + options).map { strdup($0) } + [nil]
            var count = CInt(arguments.count - 1)
            let code = arguments.withUnsafeMutableBufferPointer { buffer in
                var start = buffer.baseAddress
                return LLVMFuzzerRunDriver(&count, &start) { bytes, count in
                    FuzzedSubject.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
                    return 0
                }
            }
            throw ExitCode(code)
        }

        private static func check(_ input: [UInt8]) {
            do throws(Disagreement) {
                _ = try subject?.check(input)
            } catch {
                // libFuzzer keeps the input of a process that ends like this.
                let words = Array("stockfuzz: \(error.description)\n".utf8)
                _ = write(STDERR_FILENO, words, words.count)
                abort()
            }
        }
    }
#endif
