/// What was parsed of one kind of file, and what processor time that took.
struct FloorTally: Codable, Sendable, Equatable {
    var files = 0
    var bytes = 0
    /// XML elements; 0 for CSV.
    var elements = 0
    /// CSV fields; 0 for XML.
    var fields = 0
    /// CSV rows; 0 for XML.
    var rows = 0
    /// Seconds of processor time for these files, summed over threads.
    var coreSeconds = 0.0

    static func += (tally: inout FloorTally, other: FloorTally) {
        tally.files += other.files
        tally.bytes += other.bytes
        tally.elements += other.elements
        tally.fields += other.fields
        tally.rows += other.rows
        tally.coreSeconds += other.coreSeconds
    }
}
