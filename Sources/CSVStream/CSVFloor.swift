internal import Glibc

/// The least that reading a CSV file can cost: libcsv over 64 KiB pieces, with callbacks that only count.
package enum CSVFloor {
    /// Cells and records of a file.
    package struct Count: Sendable, Equatable {
        package var fields = 0
        package var rows = 0
    }

    /// Parses the file at `path` with commas and quotes; nil if it cannot be read or libcsv refuses it.
    package static func count(path: String) -> Count? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let parser = LineParser(delimiter: 0x2C, quote: 0x22)
        defer { parser.free() }
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 64)
        defer { chunk.deallocate() }
        while true {
            let length = read(descriptor, chunk, 1 << 16)
            if length == 0 { break }
            guard length > 0, parser.countOnly(chunk, count: length) else { return nil }
        }
        parser.endCount()
        return Count(fields: parser.collector.pointee.fieldCount, rows: parser.collector.pointee.ended)
    }
}
