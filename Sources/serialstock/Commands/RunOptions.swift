internal import ArgumentParser
internal import Glibc
internal import StockModel
internal import StockPipeline

/// The options that both ways to run share.
struct RunOptions: ParsableArguments {
    @Option(help: "Threads to work with (default: one for each processor).")
    var workers: Int?

    @Option(help: "Parts that the records are spread over (default: as many as suit the inputs).")
    var partitions: Int?

    @Option(
        help: ArgumentHelp(
            "Memory for a one-off, such as 512MB; the rest goes to a temporary file in TMPDIR or /var/tmp (default: no limit).",
            valueName: "size"),
        transform: MemorySize.parse)
    var memory: MemorySize?

    @Option(
        help: ArgumentHelp("The business date (default: today, UTC).", valueName: "YYYY-MM-DD"),
        transform: BusinessDate.parse)
    var date: BusinessDate?

    @Option(help: "How far a serial is unique: auto, global or sku.")
    var serialScope: SerialScope?

    @Option(help: "The mildest findings that make the exit code 1: never, error or warning.")
    var failOn: FailOnWord?

    @OptionGroup var definitionOptions: DefinitionOptions

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func validate() throws {
        if let workers, !(1...256).contains(workers) {
            throw ValidationError("--workers must be a number from 1 to 256, not \(workers).")
        }
        if let partitions, !(1...65_536).contains(partitions) {
            throw ValidationError("--partitions must be a number from 1 to 65536, not \(partitions).")
        }
    }

    /// Days since 1970-01-01 of the business date.
    var businessDay: Int { date?.day ?? BusinessDate.today.day }

    /// Threads to work with.
    var workerCount: Int { workers ?? Processors.count }
}

/// A limit of memory as given on the command line.
struct MemorySize {
    let limit: MemoryLimit

    /// Reads `512MB`.
    static func parse(_ text: String) throws -> MemorySize {
        do throws(MemoryLimitError) {
            return MemorySize(limit: MemoryLimit(bytes: try MemoryLimit.bytes(text)))
        } catch {
            throw ValidationError("--memory \(error).")
        }
    }
}

/// A business date as given on the command line.
struct BusinessDate {
    /// Days since 1970-01-01.
    let day: Int

    /// Today in UTC.
    static var today: BusinessDate { BusinessDate(day: Timestamp(secondsSince1970: time(nil)).day) }

    /// Reads `2026-11-23`.
    static func parse(_ text: String) throws -> BusinessDate {
        guard let date = Timestamp(iso8601: text), !date.hasTimeOfDay else {
            throw ValidationError("'\(text)' is no date; write it as 2026-11-23.")
        }
        return BusinessDate(day: date.day)
    }
}

extension SerialScope: ExpressibleByArgument {}

/// The words of `--fail-on`.
enum FailOnWord: String, CaseIterable, ExpressibleByArgument {
    case never, error, warning

    var severity: Severity? {
        switch self {
        case .never: nil
        case .error: .error
        case .warning: .warning
        }
    }
}
