import ArgumentParser
import Foundation

/// `stockbench floor`: what the bare parse of a folder's files costs.
struct FloorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floor",
        abstract: "Parse all XML and CSV files of a folder with callbacks that only count.",
        discussion: "The least that any program with these parsers can take; runs are told as multiples of it.")

    @Argument(help: "Folder with .xml and .csv files, at any depth.")
    var folder: String

    @Option(help: "Threads that share the files, largest first.")
    var threads = 1

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...1_024).contains(threads) else { throw ValidationError("--threads must be from 1 to 1,024") }
    }

    func run() throws {
        let report = try FloorRun(files: FloorFile.all(in: folder)).measure(threads: threads)
        print(json ? try report.json() : report.table)
    }
}
