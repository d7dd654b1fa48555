import ArgumentParser
import StockReading

/// Experiment D2: the same delivery again with one byte changed.
struct BytesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bytes",
        abstract:
            "Change every byte of an ASN to three other values; exit code 1 if one is read wrongly or could count twice."
    )

    @Option(help: "How large the file is at least, in bytes.")
    var size = 4096

    func run() throws {
        let subject = try XMLSubject()
        let file = try MemoryFile()
        var settings = ReadingSettings()
        settings.followsSymlinks = true
        let reader = FileReader(settings: settings)
        var dice = Dice(seed: 2, number: 2)
        var whole: [UInt8] = []
        while whole.count < size { whole = Array(DespatchSample.make(&dice).utf8) }
        let original = try FileReading(whole, reader, file)
        var figures = (all: 0, refused: 0, same: 0, other: 0, wrong: 0)
        for place in whole.indices {
            for step in 1...3 {
                var variant = whole
                variant[place] =
                    step == 1
                    ? whole[place] ^ 1 : step == 2 ? whole[place] &+ 0x20 : UInt8(truncatingIfNeeded: dice.next())
                if variant[place] == whole[place] { variant[place] ^= 0x10 }
                figures.all += 1
                do {
                    _ = try subject.check(variant)
                    let reading = try FileReading(variant, reader, file)
                    switch Self.meaning(reading, original) {
                    case .refused: figures.refused += 1
                    case .sameLines: figures.same += 1
                    case .otherDocument: figures.other += 1
                    case .twice(let words):
                        figures.wrong += 1
                        print("byte \(place) as \(variant[place]): \(words)")
                    }
                } catch {
                    figures.wrong += 1
                    print("byte \(place) as \(variant[place]): \(error)")
                }
            }
        }
        print(
            "bytes: \(Figures.count(figures.all)) variants of one ASN, \(Figures.count(figures.refused)) refused, "
                + "\(Figures.count(figures.same)) joined with its lines, \(Figures.count(figures.other)) under another number, "
                + "\(figures.wrong) wrong")
        if figures.wrong > 0 { throw ExitCode(1) }
    }

    private enum Meaning {
        case refused, sameLines, otherDocument
        case twice(String)
    }

    /// Records are joined by supplier, notice and line; one that stands under two keys could count twice.
    private static func meaning(_ reading: FileReading, _ original: FileReading) -> Meaning {
        guard reading.isRead else { return .refused }
        let keys = reading.records.values.map { "\($0.document)\u{1F}\($0.line)" }
        guard Set(keys).count == keys.count || original.records.count > Set(original.records.values.map(\.line)).count
        else {
            // A line's number that repeats in a notice is `n#2`: both are lines of it.
            return .sameLines
        }
        let known = Set(original.records.values.map { "\($0.document)\u{1F}\($0.line)" })
        if keys.allSatisfy(known.contains) { return .sameLines }
        let isOther = reading.records.values.contains { record in
            !original.records.values.contains { $0.document == record.document }
        }
        if isOther || reading.records.count <= original.records.count { return .otherDocument }
        return .twice("\(reading.records.count) lines, and the original has \(original.records.count)")
    }
}
