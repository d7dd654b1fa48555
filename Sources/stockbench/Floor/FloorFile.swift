import Foundation

/// A file that the floor parses.
struct FloorFile: Sendable {
    /// The parser that a file needs, told by its name: a floor knows what it measures.
    enum Kind: String, Sendable { case xml, csv }

    let path: String
    let bytes: Int
    let kind: Kind

    /// Every .xml and .csv file under `folder`, the largest first, those of one size by path.
    static func all(in folder: String) throws -> [FloorFile] {
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        let keys: [URLResourceKey] = [.isRegularFileKey, .fileSizeKey]
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: keys) else {
            throw BenchError("cannot read the folder \(folder)")
        }
        var files: [FloorFile] = []
        for case let url as URL in walk {
            guard let kind = Kind(rawValue: url.pathExtension.lowercased()) else { continue }
            let values = try url.resourceValues(forKeys: Set(keys))
            guard values.isRegularFile == true, let size = values.fileSize else { continue }
            files.append(FloorFile(path: url.path, bytes: size, kind: kind))
        }
        guard !files.isEmpty else { throw BenchError("\(folder) holds no .xml and no .csv file") }
        return files.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
    }
}
