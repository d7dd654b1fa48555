import Glibc

/// Starts a command, waits for its end, and asks the kernel what it took.
enum ChildProcess {
    /// Runs `command`, found along PATH, with this program's environment and standard streams.
    static func run(_ command: [String]) throws(BenchError) -> ProcessUsage {
        let clock = ContinuousClock()
        let start = clock.now
        let child = try spawn(command)
        let tree = ProcessTree(watching: child)
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchError.system("wait for", command[0]) }
        }
        let wall = Figures.inSeconds(clock.now - start)
        let treeKib = tree.end()
        return ProcessUsage(
            command: command, exit: exitCode(status), wall: wall, user: seconds(usage.ru_utime),
            system: seconds(usage.ru_stime), maxResidentKib: max(usage.ru_maxrss, treeKib))
    }

    private static func spawn(_ command: [String]) throws(BenchError) -> pid_t {
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var child: pid_t = 0
        let code = posix_spawnp(&child, command[0], nil, nil, arguments, environ)
        guard code == 0 else { throw BenchError.system("start", command[0], code: code) }
        return child
    }

    /// As a shell counts: the exit code in the second byte, or 128 and the signal in the lowest seven bits.
    private static func exitCode(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
