import Foundation
import StockModel
import StockTestSupport

@testable import StockReading

/// What reading one file came to, in pieces or as a whole.
struct PieceReading: Equatable {
    /// How the file was read.
    enum Way: CaseIterable {
        /// As a whole, as it cannot be cut.
        case whole
        /// In two pieces or more.
        case pieces
        /// As a whole, after pieces did not fit together.
        case fallback
    }

    /// Records, as `serialstock read` prints them, in the order of the file.
    let lines: [String]
    let rejects: [Reject]
    /// All that is said of the file.
    let source: String

    /// Reads a file as a whole.
    init(wholeAt path: String, with reader: FileReader) {
        let names = Names()
        let store = RecordStore(partitions: 3, names: names)
        self.init(reader.read(path: path, name: "file.csv", index: 0, into: store), [store], names)
    }

    /// Reads a file in pieces, if it can be cut, by workers who take turns.
    ///
    /// - Parameters:
    ///   - workers: how many stores the pieces go to.
    ///   - way: set to how it was read.
    init(piecesAt path: String, with reader: FileReader, workers: Int = 1, way: inout Way) {
        let names = Names()
        let makeStores = { (0..<workers).map { _ in RecordStore(partitions: 3, names: names) } }
        var stores = makeStores()
        let forEach = { (items: Int, body: (Int) -> Void) in (0..<items).forEach(body) }
        guard let file = reader.split(path: path, name: "file.csv", index: 0, forEach: forEach) else {
            way = .whole
            self.init(reader.read(path: path, name: "file.csv", index: 0, into: stores[0]), stores, names)
            return
        }
        way = .pieces
        precondition(file.sizes.count > 1)
        if file.needsHash { file.hash() }
        while true {
            // The order in which pieces are read is up to the workers.
            for piece in file.sizes.indices.reversed() {
                file.read(piece: piece, into: stores[piece % workers]) { _ in }
            }
            switch file.conclude() {
            case .done(let source):
                self.init(source, stores, names)
                return
            case .again: stores = makeStores()
            case .whole:
                way = .fallback
                stores = makeStores()
                self.init(reader.readWhole(file, into: stores[0]), stores, names)
                return
            }
        }
    }

    private init(_ source: Source, _ stores: [RecordStore], _ names: Names) {
        let all = stores.flatMap { store in
            RecordJSON(store: store, sources: [source], names: names).lines.filter { !$0.hasPrefix("{\"reject\"") }
        }
        // Those of one record stay in their order.
        lines = stores.count == 1 ? all : all.map { (Self.number(of: $0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        rejects = stores.flatMap(\.rejects)
        self.source = "\(source)"
    }

    private static func number(of line: String) -> Int {
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return object?["record"] as? Int ?? 0
    }
}

extension FileReader {
    /// A reader that cuts whatever is larger than a piece.
    static func cutting(every size: Int, _ change: (inout ReadingSettings) -> Void = { _ in }) -> FileReader {
        var settings = ReadingSettings()
        settings.capturesBuyers = true
        settings.followsSymlinks = true
        settings.pieces.threshold = size
        settings.pieces.size = size
        change(&settings)
        return FileReader(definitions: PieceTables.definitions, settings: settings)
    }
}
