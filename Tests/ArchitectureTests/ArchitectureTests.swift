import Testing

/// What the sources must keep to, so that parts can be understood, tested and replaced alone.
@Suite("architecture")
struct ArchitectureTests {
    let tree: SourceTree

    init() throws { tree = try SourceTree() }

    /// What each target may import, besides the system's own modules.
    static let allowed: [String: Set<String>] = [
        "StockModel": ["CPrefetch"],
        "ByteSource": ["CZlib", "Crypto"],
        "XMLStream": ["CLibXML2", "ByteSource"],
        "CSVStream": ["CLibCSV", "ByteSource"],
        "StockReading": ["StockModel", "ByteSource", "XMLStream", "CSVStream", "Yams"],
        "StockMatching": ["StockModel"],
        // Crypto for the names of recipients.
        "StockNotices": ["StockModel", "Crypto"],
        // Crypto for the digests of the manifest; the streams for the listings that a channel's upload is made from;
        // Mustache for letters.
        "StockWriting": ["StockModel", "StockNotices", "ByteSource", "CSVStream", "Crypto", "Mustache"],
        "StockLedger": ["StockModel", "StockMatching", "GRDB", "GRDBSQLite", "CSQLite"],
        "StockPipeline": [
            "StockModel", "ByteSource", "StockReading", "StockMatching", "StockLedger", "StockNotices", "StockWriting",
            "Yams",
        ],
        // Beyond StockPipeline for what its interface speaks of, and `read`, which needs no pipeline.
        "serialstock": ["CAllocator", "StockPipeline", "StockReading", "StockWriting", "StockModel", "ArgumentParser"],
        // The bare parse is measured on the streams themselves.
        "stockbench": ["XMLStream", "CSVStream", "StockPipeline", "ArgumentParser"],
        // The streams for their own sake, StockMatching for serials; libFuzzer where it is built for that.
        "stockfuzz": [
            "CFuzzer", "XMLStream", "CSVStream", "StockModel", "StockReading", "StockMatching", "StockPipeline",
            "ArgumentParser",
        ],
        // A build tool.
        "embed-definitions": [],
    ]

    static let system: Set<String> = ["Glibc", "Foundation", "Dispatch", "Synchronization"]

    @Test("every target is in the table, and there are sources to look at")
    func complete() {
        #expect(tree.targets == Set(Self.allowed.keys))
        #expect(tree.files.count > 100)
        #expect(tree.files.contains { $0.imports.contains("CLibXML2") })
    }

    @Test("targets import only what they may")
    func imports() {
        for file in tree.files {
            let others = Set(file.imports).subtracting(Self.system)
            let wrong = others.subtracting(Self.allowed[file.target, default: []]).sorted()
            #expect(wrong.isEmpty, "\(file.path) imports \(wrong.joined(separator: ", "))")
        }
    }

    @Test(
        "a C library is imported by one file alone",
        arguments: ["CAllocator", "CFuzzer", "CLibXML2", "CLibCSV", "CPrefetch", "CSQLite", "CZlib", "GRDBSQLite"])
    func wrappers(module: String) {
        let files = tree.files.filter { $0.imports.contains(module) }.map(\.path)
        #expect(files.count == 1, "\(module): \(files.joined(separator: ", "))")
    }

    @Test("the folds know no files, no clock and no threads")
    func pureFolds() {
        for file in tree.files where ["StockMatching", "StockNotices"].contains(file.target) {
            let impure = Set(file.imports).intersection(["Glibc", "Dispatch", "Synchronization"])
            #expect(impure.isEmpty, "\(file.path) imports \(impure.sorted().joined(separator: ", "))")
            for word in ["FileManager", "FileHandle", "Date(", "ContinuousClock", "ProcessInfo"] {
                let line = file.lines.firstIndex { $0.contains(word) }
                #expect(line == nil, "\(file.path):\((line ?? 0) + 1) uses \(word)")
            }
        }
    }

    @Test("no file is longer than 500 lines")
    func lengths() {
        for file in tree.files { #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines") }
    }

    @Test("nothing is left for later, and nothing can trap by a shortcut", arguments: ["TODO", "FIXME", "try!", "as!"])
    func shortcuts(word: String) {
        for file in tree.files {
            let line = file.lines.firstIndex { Self.contains($0, word) }
            #expect(line == nil, "\(file.path):\((line ?? 0) + 1) has \(word)")
        }
    }

    /// Whether a line has the word, not only as the end of a longer one (`has!`).
    private static func contains(_ line: Substring, _ word: String) -> Bool {
        line.ranges(of: word).contains { range in
            range.lowerBound == line.startIndex || !line[line.index(before: range.lowerBound)].isLetter
        }
    }
}
