import Foundation
import Testing

@testable import StockReading

@Suite("JSON")
struct JSONTextTests {
    @Test("every text comes back as it was")
    func texts() throws {
        let scalars = (0..<0x800).compactMap { Unicode.Scalar($0) } + ["\u{2028}", "\u{2029}", "\u{1F600}", "\u{FEFF}"]
        for scalar in scalars {
            let text = "a\(scalar)b\"\\"
            var json = JSONText()
            json.add("x", text)
            #expect(!json.closed.utf8.contains { $0 < 0x20 })
            let back = try JSONSerialization.jsonObject(with: Data(json.closed.utf8)) as? [String: String]
            #expect(back?["x"]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        }
    }

    @Test("absent values leave no key")
    func absent() {
        var json = JSONText()
        json.add("a", "")
        json.add("b", nil as Int?)
        json.add("c", flag: false)
        json.add("d", [String]())
        json.add("e", JSONText())
        json.add("f", [JSONText]())
        json.add("g", 0)
        #expect(json.closed == #"{"g":0}"#)
    }
}
