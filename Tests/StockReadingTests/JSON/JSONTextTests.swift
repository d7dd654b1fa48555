import Foundation
import StockModel
import Testing

@testable import StockReading

@Suite("JSON")
struct JSONTextTests {
    @Test("every text comes back as it was, whether it comes as a String or as bytes")
    func texts() throws {
        let scalars = (0..<0x800).compactMap { Unicode.Scalar($0) } + ["\u{2028}", "\u{2029}", "\u{1F600}", "\u{FEFF}"]
        for scalar in scalars {
            for text in ["a\(scalar)b\"\\", "nothing else \(scalar)"] {
                var json = JSONText()
                json.add("x", text)
                json.add("y", arena.store(text))
                let line = json.closed
                #expect(!line.utf8.contains { $0 < 0x20 })
                let back = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
                #expect(back?["x"]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
                #expect(back?["y"]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
            }
        }
    }

    @Test("absent values leave no key")
    func absent() {
        var json = JSONText()
        json.add("a", "")
        json.add("b", nil as Int?)
        json.add("c", flag: false)
        json.add("d", [String]())
        json.add("e") { _ in }
        json.add("f", objects: [1, 2]) { _, _ in }
        json.add("g", 0)
        json.add("h", Timestamp.absent)
        json.add("i", objects: [0, 7, 0, 8]) { if $0 > 0 { $1.add("n", $0) } }
        #expect(json.closed == #"{"g":0,"i":[{"n":7},{"n":8}]}"#)
    }

    @Test("one text is used for many objects, of any length")
    func reuse() {
        var json = JSONText()
        for count in [1, 5000, 3, 20_000] {
            json.removeAll()
            json.add("x") { $0.add("y", String(repeating: "z", count: count)) }
            json.add("n", -count)
            json.add("t", Timestamp(day: 20_780, second: 3_661))
            let inner = String(repeating: "z", count: count)
            let wanted = #"{"x":{"y":"\#(inner)"},"n":-\#(count),"t":"2026-11-23T01:01:01Z"}"#
            #expect(json.closed == wanted)
            #expect(json.closed == wanted)
        }
    }

    private let arena = Arena()
}
