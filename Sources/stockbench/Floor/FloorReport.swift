import Foundation

/// The outcome of one bare parse.
struct FloorReport: Codable, Sendable {
    var threads: Int
    /// Wall seconds from the first file's start to the last one's end.
    var seconds = 0.0
    var xml = FloorTally()
    var csv = FloorTally()

    /// Bytes of all files.
    var bytes: Int { xml.bytes + csv.bytes }
    /// Seconds of processor time over all threads.
    var coreSeconds: Double { xml.coreSeconds + csv.coreSeconds }

    /// One line of JSON.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// A table for people.
    var table: String {
        let all = xml.files + csv.files
        let counted = "\(Figures.grouped(all)) files on \(threads) thread\(threads == 1 ? "" : "s")"
        return """
            kind    files          bytes   counted                seconds   MB/s
            \(row("xml", xml, "\(Figures.grouped(xml.elements)) elements"))
            \(row("csv", csv, "\(Figures.grouped(csv.fields)) fields"))
            \(line("all", all, bytes, counted, seconds))
            Seconds of a kind are processor time, summed over threads; those of all are wall time.
            """
    }

    private func row(_ name: String, _ tally: FloorTally, _ counted: String) -> String {
        line(name, tally.files, tally.bytes, counted, tally.coreSeconds)
    }

    private func line(_ name: String, _ files: Int, _ bytes: Int, _ counted: String, _ seconds: Double) -> String {
        Figures.left(name, 5) + Figures.right(Figures.grouped(files), 8) + Figures.right(Figures.grouped(bytes), 15)
            + "   " + Figures.left(counted, 21) + Figures.right(Figures.fixed(seconds, places: 3), 9)
            + Figures.right(Figures.rate(bytes: bytes, seconds: seconds), 7)
    }
}
