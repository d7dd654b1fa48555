import StockModel
import StockTestSupport
import Testing

@testable import StockReading

/// Documents that somebody damaged: whatever is wrong with them, reading ends with records, rejects or a failure, and
/// always with the same ones.
@Suite("Damaged documents")
struct MutationTests {
    private static let elements: [String] = {
        let line = { (number: Int) in
            [
                "<DespatchLine>", "<ID>\(number)</ID>", "<DeliveredQuantity unitCode='EA'>2</DeliveredQuantity>",
                "<Item>",
                "<SellersItemIdentification>", "<ID>S\(number)</ID>", "</SellersItemIdentification>", "<ItemInstance>",
                "<SerialID>A~B</SerialID>", "<LotIdentification>", "<LotNumberID>L</LotNumberID>",
                "<ExpiryDate>2031-01-01</ExpiryDate>", "</LotIdentification>", "</ItemInstance>", "<ItemInstance>",
                "<SerialID>C</SerialID>", "</ItemInstance>", "</Item>", "</DespatchLine>",
            ]
        }
        let name = "urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2"
        return [
            "<E>", "<DespatchAdvice xmlns='\(name)'>", "<ID>1</ID>", "<IssueDate>2031-01-01</IssueDate>",
            "<IssueTime>10:00:00</IssueTime>", "<DocumentStatusCode>5</DocumentStatusCode>",
        ] + line(1) + line(2) + ["</DespatchAdvice>", "</E>"]
    }()

    private static let values = [
        "", "0", "-1", "2.5", "1e3", "N/A", "2031-02-30", "99999999999", "~", "\u{A0}", "5", "KGM",
    ]

    @Test("elements left out, repeated, moved, or given other values", arguments: 0..<400)
    func mutations(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var elements = Self.elements
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            let index = Int.random(in: 0..<elements.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: elements.remove(at: index)
            case 1: elements.insert(elements[index], at: Int.random(in: 0..<elements.count, using: &random))
            case 2: elements.swapAt(index, Int.random(in: 0..<elements.count, using: &random))
            default:
                let value = Self.values.randomElement(using: &random) ?? ""
                guard let start = elements[index].firstIndex(of: ">"), let end = elements[index].lastIndex(of: "<"),
                    start < end
                else { continue }
                elements[index].replaceSubrange(elements[index].index(after: start)..<end, with: value)
            }
        }
        let xml = elements.joined()
        let whole = try DialectFixture(xml)
        let pieces = try DialectFixture(xml, piece: 1 + seed % 17)
        #expect(whole.failure == pieces.failure)
        #expect(whole.rejects == pieces.rejects && whole.notes == pieces.notes)
        if whole.failure == nil { #expect(whole.records == pieces.records) }
    }

    @Test("no bytes make a parser of values trap", arguments: 0..<50)
    func bytes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let alphabet = Array("0123456789-+.,:TZEe /AMPM~'\"=\u{A0}\u{2003}é\u{0}\u{1D}".utf8) + [0xC2, 0xE2, 0xFF]
        let times = try TimestampParser(
            forms: ["iso", "compact", "M/D/YY[ H:mm AM]", "ddd, D Mon YYYY HH:mm:ss.f+0000"], zone: "Europe/Berlin")
        let scratch = ByteScratch()
        for _ in 0..<500 {
            let count = Int.random(in: 0..<24, using: &random)
            let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            bytes.withUnsafeBufferPointer { bytes in
                _ = QuantityParser().parse(bytes)
                _ = QuantityParser(decimalSeparator: .comma).parse(bytes)
                if let timestamp = Optional(times.parse(bytes).timestamp), !timestamp.isAbsent {
                    #expect((1...9999).contains(timestamp.civil.year))
                }
                _ = times.parse(date: bytes, time: bytes)
                _ = SpreadsheetDamage.isRounded(bytes)
                _ = TextCleaning.unprotected(bytes)
                _ = TextCleaning.appendCollapsed(bytes, to: scratch)
            }
        }
    }

    @Test("cleaning a clean text changes nothing", arguments: 0..<50)
    func cleaning(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let alphabet = Array(
            "aZ09 \t\n\u{A0}\u{85}\u{9F}\u{2003}\u{3000}\u{200B}\u{0}\u{1D}\u{1F}\u{7F}éÂ語".unicodeScalars)
        let scratch = ByteScratch()
        for _ in 0..<500 {
            let count = Int.random(in: 0..<12, using: &random)
            let scalars = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            let text = String(String.UnicodeScalarView(scalars))
            let once = scratch.bytes(lend(text) { TextCleaning.appendCollapsed($0, to: scratch) }).text
            let twice = scratch.bytes(lend(once) { TextCleaning.appendCollapsed($0, to: scratch) }).text
            #expect(once.utf8.elementsEqual(twice.utf8))
        }
    }
}
