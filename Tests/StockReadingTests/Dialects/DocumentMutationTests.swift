import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockReading

/// Damaged documents of the dialects that have more structure than lines: nothing traps, and where a file is cut into pieces
/// does not matter.
@Suite("Damaged documents of trees and events")
struct DocumentMutationTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../../fixtures/dialects").standardized
    static let documents = ["epcis-events", "epcis-events-2", "gs1-despatch-advice-3", "sps-shipment", "x12-856-sap"]
    private static let values = [
        "", "0", "-1", "99999999999", "%", "%2F", "urn:epc:id:sgtin:..", "https://a/01/", "SN", " é ",
    ]

    @Test("whatever is lost, doubled, swapped or overwritten", arguments: documents)
    func damage(document: String) throws {
        let dialect = try #require(Definitions.builtIn.dialects.first { document.hasPrefix($0.name) })
        let text = try String(contentsOf: Self.folder.appending(path: document + ".xml"), encoding: .utf8)
        let parts = Self.parts(text)
        var random = SplitMix64(seed: UInt64(document.utf8.count))
        for round in 0..<60 {
            let xml = Self.damaged(parts, &random)
            let whole = try DialectFixture(xml, dialect)
            let pieces = try DialectFixture(xml, dialect, piece: 1 + round * 7)
            #expect(whole.failure == pieces.failure)
            if whole.failure == nil {
                #expect(whole.records == pieces.records && whole.rejects == pieces.rejects)
                #expect(whole.notes == pieces.notes && whole.identities == pieces.identities)
            }
        }
    }

    /// Tags and what is between them.
    private static func parts(_ text: String) -> [String] {
        var parts: [String] = []
        for piece in text.split(separator: "<").dropFirst() {
            let end = piece.firstIndex(of: ">") ?? piece.endIndex
            parts += ["<" + piece[...end], String(piece[piece.index(after: end)...])]
        }
        return parts
    }

    private static func damaged(_ parts: [String], _ random: inout SplitMix64) -> String {
        var parts = parts
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let opening = parts.indices.filter { isOpening(parts[$0]) }.dropFirst(3)
            let texts = parts.indices.filter { !parts[$0].hasPrefix("<") && $0 > 0 && isOpening(parts[$0 - 1]) }
            guard let element = opening.randomElement(using: &random), let text = texts.randomElement(using: &random),
                let other = texts.randomElement(using: &random)
            else { break }
            let whole = element..<end(of: element, in: parts)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: parts.removeSubrange(whole)
            case 1: parts.insert(contentsOf: parts[whole], at: element)
            case 2: parts.swapAt(text, other)
            default: parts[text] = values.randomElement(using: &random) ?? ""
            }
        }
        return parts.joined()
    }

    private static func isOpening(_ part: String) -> Bool {
        part.hasPrefix("<") && !part.hasSuffix("/>") && !["/", "!", "?"].contains(part.dropFirst().first)
    }

    /// Behind the element that begins at `start`, and the text after it.
    private static func end(of start: Int, in parts: [String]) -> Int {
        var depth = 0
        for index in start..<parts.count {
            if isOpening(parts[index]) { depth += 1 }
            if parts[index].hasPrefix("</") { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return parts.count
    }
}
