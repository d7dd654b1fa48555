import ArgumentParser
import StockModel
import StockReading

/// Experiments D4 and D5: a delivery cut off anywhere.
struct PrefixesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prefixes",
        abstract: "Read every beginning of valid ASNs and order exports; exit code 1 if one is taken for the whole.")

    @Option(help: "How many files of each kind.")
    var count = 20

    func run() throws {
        var wrong: [String] = []
        var cuts = (asn: 0, csv: 0)
        let file = try MemoryFile()
        for number in 0..<count {
            var dice = Dice(seed: 4, number: number)
            wrong += try advice(Array(DespatchSample.make(&dice).utf8), file, &cuts.asn)
            wrong += try orders(Array(OrderSample.make(&dice).utf8), file, &cuts.csv)
        }
        for line in wrong.prefix(20) { print(line) }
        print(
            "prefixes: \(Figures.count(cuts.asn)) of ASNs and \(Figures.count(cuts.csv)) of order exports, "
                + "\(wrong.count) taken for a whole file")
        if !wrong.isEmpty { throw ExitCode(1) }
    }

    private func reader(demandsEnd: Bool) -> FileReader {
        var settings = ReadingSettings()
        settings.followsSymlinks = true
        settings.maxRejectsShare = 1
        var source = SourceOptions()
        source.demandsFinalLineEnd = demandsEnd
        settings.sources = [source]
        return FileReader(settings: settings)
    }

    /// No beginning that lacks more than blanks is read.
    private func advice(_ whole: [UInt8], _ file: MemoryFile, _ cuts: inout Int) throws -> [String] {
        let reader = reader(demandsEnd: false)
        let end = (whole.lastIndex(of: 0x3E) ?? 0) + 1
        var wrong: [String] = []
        for length in 0..<end {
            cuts += 1
            if try FileReading(Array(whole[..<length]), reader, file).isRead {
                wrong.append("an ASN cut at \(length) is read")
            }
        }
        return wrong
    }

    /// Every record of a beginning is one of the whole, but perhaps the last of a file that has then no final line end, which is
    /// noted; where the source demands one, no beginning cut inside a row is read.
    private func orders(_ whole: [UInt8], _ file: MemoryFile, _ cuts: inout Int) throws -> [String] {
        let (lenient, strict) = (reader(demandsEnd: false), reader(demandsEnd: true))
        let all = try FileReading(whole, lenient, file)
        var wrong: [String] = []
        for length in 1..<whole.count {
            cuts += 1
            let part = Array(whole[..<length])
            let reading = try FileReading(part, lenient, file)
            let last = reading.records.keys.max() ?? 0
            let isEnded =
                PlainCSV(part, delimiter: all.source.layout.delimiter.utf8.first ?? 0x2C).missesFinalLineEnd == false
            for (number, record) in reading.records where record != all.records[number] {
                if number == last, !isEnded, reading.source.notes.contains(where: { $0.hasPrefix("The last line") }) {
                    continue
                }
                wrong.append("record \(number) of an export cut at \(length) is another")
            }
            if !isEnded, try FileReading(part, strict, file).isRead {
                wrong.append("an export cut at \(length) is read though its source demands a final line end")
            }
        }
        return wrong
    }
}
