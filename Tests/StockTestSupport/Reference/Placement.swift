/// Puts the serials of a fulfilment or a copy on lines, which are in key order and not empty.
struct Placement {
    let kits: Kits

    /// Each serial in byte order, with the line that has it now.
    func place(_ serials: Set<String>, on lines: [DocumentLine]) -> [(serial: String, line: DocumentLine)] {
        serials.sorted(by: inByteOrder).map { serial in
            let line =
                lines.first { $0.serials.contains(serial) }
                ?? lines.first { $0.serials.count < kits.room($0) }
                ?? lines[lines.count - 1]
            line.serials.insert(serial)
            return (serial, line)
        }
    }
}
