import StockModel
import Testing

@testable import StockReading

extension DialectDefinition {
    /// The definition in a text; a mistake in it fails the test.
    init(yaml: String) throws {
        let (definition, problems) = DialectDefinition.read(yaml: yaml, file: "test.yaml")
        #expect(problems == [])
        self = try #require(definition)
    }
}

/// What reading a document came to, as text that a test can be compared with.
struct DialectFixture {
    /// One line a record: number, source line, document, line, goods, quantity, dates, purpose, serials.
    var records: [String] = []
    var rejects: [Reject] = []
    var identities: [Identity] = []
    var notes: [String] = []
    var failure: DialectFailure?

    /// The built-in dialect that most tests are about.
    static let ubl = Definitions.builtIn.dialects.first { $0.name == "ubl-despatch-advice" }.unsafelyUnwrapped

    /// Reads a document in pieces of `piece` bytes.
    init(
        _ xml: String, _ definition: DialectDefinition = DialectFixture.ubl,
        settings: DialectSettings = DialectSettings(), piece: Int = 1 << 20
    ) throws {
        let reader = try DialectReader(definition: definition, settings: settings)
        let names = Names()
        let store = RecordStore(partitions: 3, names: names)
        var rest = Array(xml.utf8)[...]
        do throws(DialectFailure) {
            let outcome = try reader.read(file: 7, into: store) { (room) throws(DialectFailure) in
                let part = rest.prefix(min(piece, room.count))
                room.copyBytes(from: part)
                rest = rest.dropFirst(part.count)
                return part.count
            }
            notes = outcome.notes
            records = Self.describe(store, names)
            precondition(outcome.records == records.count && outcome.rejected == store.rejects.count)
        } catch {
            failure = error
        }
        rejects = store.rejects
        identities = store.identities
    }

    private static func describe(_ store: RecordStore, _ names: Names) -> [String] {
        let all = store.partitions.flatMap { list in (0..<list.count).map { list[$0] } }
        return all.sorted { $0.number < $1.number }.map { describe($0, names) }
    }

    private static func describe(_ record: Record, _ names: Names) -> String {
        precondition(record.kind == .despatch && record.file == 7)
        func batch(_ id: Int32) -> String {
            id < 0 ? "" : "{" + names.texts[Int(id)].description.replacing("\u{1F}", with: " ") + "}"
        }
        let item = names.texts[Int(record.item)].description.replacing("\u{1F}", with: "|")
        precondition(item.hasSuffix("|" + names.texts[Int(record.scope)].description))
        var routed = record
        routed.route(scope: names.texts[Int(record.scope)])
        precondition(routed.routingHash == record.routingHash)
        var parts = ["\(record.number)@\(record.lineNumber)", "\(record.document)/\(record.line)", item]
        parts += ["\(record.quantity)", "at \(record.at)", "issued \(record.updatedAt)"]
        if record.purpose != .original { parts.append("\(record.purpose)") }
        if record.batch >= 0 { parts.append(batch(record.batch)) }
        if !record.serials.isEmpty {
            parts.append(record.serials.map { "\($0.text)\(batch($0.batch))" }.joined(separator: ";"))
        }
        return parts.joined(separator: " ")
    }
}
