package import Foundation

/// Writes a world as files: house CSVs and UBL despatch advices.
///
/// The layout is a seed: it decides the order of documents, which files they are spread over, and the order of rows in
/// a file. Whatever the layout, the files mean the same world.
package struct WorldWriter {
    private let world: PlainWorld
    private var random: SplitMix64

    package init(_ world: PlainWorld, layout: UInt64) {
        self.world = world
        random = SplitMix64(seed: layout)
    }

    /// Writes all files into a folder, which is made if need be.
    package mutating func write(to folder: URL) throws {
        for (path, text) in files().sorted(by: { inByteOrder($0.key, $1.key) }) {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    /// The text of each file, by its path. Rules are no files; a run is told them.
    package mutating func files() -> [String: String] {
        var files: [String: String] = [:]
        if !world.catalogue.isEmpty { files["catalogue.csv"] = CatalogueText.write(random.shuffled(world.catalogue)) }
        for kind in PlainRecord.Kind.allCases {
            let documents = random.shuffled(world.documents.filter { $0.records.first?.kind == kind })
            if kind == .despatch {
                for document in documents {
                    let rows = PlainDocument(rows(document))
                    files[path(kind, "xml", files)] = DespatchText.write(rows, datesDelivery: random.chance(50))
                }
            } else {
                for file in spread(documents) {
                    let rows = random.shuffled(file.flatMap { blocks($0) }).flatMap { $0 }
                    files[path(kind, "csv", files)] = HouseText.write(kind, rows)
                }
            }
        }
        return files
    }

    /// A path that is not taken yet, whose order tells nothing.
    private mutating func path(_ kind: PlainRecord.Kind, _ suffix: String, _ taken: [String: String]) -> String {
        var path = ""
        repeat {
            path = "\(kind.rawValue)/\(RandomSerials.padded(random.number(0...999_999), 6)).\(suffix)"
        } while taken[path] != nil
        return path
    }

    /// Documents over files. Two exports of one document whose lines are counted never share a file.
    private mutating func spread(_ documents: [PlainDocument]) -> [[PlainDocument]] {
        guard !documents.isEmpty else { return [] }
        var files: [[PlainDocument]] = Array(repeating: [], count: random.number(1...3))
        var held: [Set<[String]>] = files.map { _ in [] }
        for document in documents {
            let names = Set(document.records.map(Self.name))
            let isCounted = document.records.contains { !Self.standsAlone($0) }
            var fitting = files.indices.filter { !isCounted || held[$0].isDisjoint(with: names) }
            if fitting.isEmpty {
                files.append([])
                held.append([])
                fitting = [files.count - 1]
            }
            let file = random.pick(Array(fitting))
            files[file].append(document)
            if isCounted { held[file].formUnion(names) }
        }
        return files.filter { !$0.isEmpty }
    }

    private static func name(_ record: PlainRecord) -> [String] {
        [record.scope, orderNumber(record.document) ?? ""]
    }

    /// Whether a record means the same wherever it stands.
    private static func standsAlone(_ record: PlainRecord) -> Bool {
        switch record.kind {
        case .opening, .identity: true
        case .fulfilment: false
        case .despatch, .order, .copy, .return, .adjustment: record.line != nil
        }
    }

    /// What may be put in any order: rows that stand alone, and all others of a document as one.
    private func blocks(_ document: PlainDocument) -> [[PlainRecord]] {
        let counted = document.records.filter { !Self.standsAlone($0) }
        return document.records.filter { Self.standsAlone($0) }.map { [$0] } + (counted.isEmpty ? [] : [counted])
    }

    /// The lines of an advice; in their order where a line number repeats.
    private mutating func rows(_ document: PlainDocument) -> [PlainRecord] {
        let lines = document.records.compactMap(\.line)
        return Set(lines).count == document.records.count ? random.shuffled(document.records) : document.records
    }
}
