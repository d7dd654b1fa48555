import Foundation

/// The machine that the bench runs on.
struct Machine {
    let processor: String
    let cores: Int
    /// Bytes of memory.
    let memory: UInt64
    let kernel: String

    /// In one line.
    var text: String {
        let memory = Figures.fixed(Double(memory) / Double(1 << 30), places: 1)
        return "\(processor), \(cores) core\(cores == 1 ? "" : "s"), \(memory) GiB, \(kernel)"
    }

    /// This machine.
    static var current: Machine {
        let info = ProcessInfo.processInfo
        return Machine(
            processor: processorName() ?? "unnamed processor", cores: info.activeProcessorCount,
            memory: info.physicalMemory, kernel: kernelName())
    }

    private static func processorName() -> String? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix("model name") {
            return line.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return nil
    }

    private static func kernelName() -> String {
        let release = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        return "Linux " + (release ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
