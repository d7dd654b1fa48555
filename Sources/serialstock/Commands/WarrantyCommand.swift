internal import ArgumentParser
internal import StockPipeline
internal import StockWriting

/// `serialstock warranty SERIAL`, `serialstock warranty --register`
struct WarrantyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warranty",
        abstract: "Say whether a unit is covered by its warranty, until when and why; or write the whole register.",
        discussion: """
            Answers from a ledger, by the terms that it has read (a file of warranty terms among the inputs), those of the \
            pipeline or --terms, else the catalogue's months. The serial may be given as scanned or typed. With \
            --register, DIR/register.csv lists every sold unit that has a warranty; it holds personal data, and only you \
            can read it. Exits with 1 if the ledger knows no such unit.
            """)

    @Argument(help: ArgumentHelp("The serial, as scanned or typed.", valueName: "serial"))
    var serial: String?

    @Flag(help: "Write the register of all units.")
    var register = false

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make for the register.", valueName: "dir"))
    var out = "warranty"

    @Option(
        help: ArgumentHelp("The day that is asked for (default: today, UTC).", valueName: "YYYY-MM-DD"),
        transform: BusinessDate.parse)
    var on: BusinessDate?

    @Option(help: ArgumentHelp("A file of warranty terms.", valueName: "path"))
    var terms: String?

    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard (serial == nil) == register else {
            throw ValidationError("Name one serial, or ask for all units with --register.")
        }
    }

    func run() throws {
        let file = try options.pipeline.map { try options.definitionOptions.pipelineFile($0) }
        var desk = WarrantyDesk(ledger: try options.path(), day: on?.day ?? BusinessDate.today.day)
        desk.terms = terms ?? file?.notices.warranty?.terms
        if let days = file?.notices.warranty?.expiringDays { desk.expiringDays = days }
        desk.definitions = (file?.definitions ?? []) + options.definitionOptions.definitions
        var output = StandardOutput()
        do throws(RunFailure) {
            if let serial {
                guard let lines = try desk.answer(serial).lines else {
                    StandardError.write(
                        "The ledger knows no unit with the serial \u{201C}\(Printable.line(serial))\u{201D}.\n"
                            + "`serialstock trace` names near ones.")
                    throw RunFailure(exitCode: 1, "")
                }
                for line in lines { output.append(line: Printable.line(line)) }
            } else {
                let register = try desk.writeRegister(into: out)
                output.append(
                    line: "\(Figures.count(register.rows, "warranty", plural: "warranties")) in \(out)/register.csv")
                for gap in register.gaps {
                    output.append(
                        line: "Sold units whose serials are required, without a warranty: \(gap.reason) "
                            + Figures.grouped(gap.units))
                }
            }
        } catch {
            output.flush()
            throw error.exitCode == 1 ? ExitCode(1) : Runner.exit(error)
        }
        output.flush()
    }
}
