import Foundation

/// All Swift files below `Sources/`, as text.
struct SourceTree {
    struct File {
        /// Relative to `Sources/`.
        let path: String
        let lines: [Substring]

        /// The target that the file belongs to: its first folder.
        var target: String { path.split(separator: "/").first.map(String.init) ?? "" }

        /// The modules that it imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                    words[..<index].allSatisfy({ Self.attributes.contains($0) })
                else { return nil }
                // `import struct Module.Name` names the module second.
                let name = Self.declarations.contains(words[index + 1]) ? words[words.count - 1] : words[index + 1]
                return name.split(separator: ".").first.map(String.init)
            }
        }

        private static let attributes: Set<Substring> = [
            "private", "fileprivate", "internal", "package", "public", "@testable", "@preconcurrency", "@_exported",
        ]
        private static let declarations: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "let", "var"]
    }

    let files: [File]

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        files = try FileManager.default.subpathsOfDirectory(atPath: root.path)
            .filter { $0.hasSuffix(".swift") }.sorted()
            .map { path in
                let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
                return File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
            }
    }

    /// The names of the targets, C modules left out.
    var targets: Set<String> { Set(files.map(\.target)) }
}
