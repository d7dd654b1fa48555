import StockMatching
import StockModel
import Testing

@Suite("what was scanned at a counter")
struct SerialReadingsTests {
    @Test(
        "readings, the likeliest first",
        arguments: [
            ("sn-1", false, ["SN-1", "SN1"]), ("SN1", false, ["SN1"]), ("n/a", false, []),
            ("Ab-1", true, ["Ab-1", "Ab1", "AB-1", "AB1", "ab-1"]),
            // An IMEISV, and the IMEI that it is of.
            ("4901542032375101", false, ["4901542032375101", "490154203237518"]),
        ])
    func readings(written: String, keepsCase: Bool, wanted: [String]) {
        var rules = Rules(businessDay: 0)
        rules.keepsCase = keepsCase
        #expect(SerialReadings.of(written, rules: rules) == wanted)
    }

    @Test("look-alikes, the fewest changes first, and no more than can be looked up")
    func lookAlikes() {
        #expect(NearSerials.lookAlikes(of: "A5") == ["AS"])
        #expect(NearSerials.lookAlikes(of: "58") == ["S8", "5B", "SB"])
        #expect(NearSerials.lookAlikes(of: "A7") == [])
        let many = NearSerials.lookAlikes(of: "0O1I5S8B2Z6GUV")
        #expect(many.count == 1500 && Set(many).count == many.count)
    }

    @Test("single edits are all texts at one edit, each once")
    func edits() {
        let edits = NearSerials.singleEdits(of: "AB1")
        #expect(Set(edits).count == edits.count && !edits.contains("AB1"))
        for near in ["B1", "BA1", "A1B", "AC1", "ABX1", "AB12", "9AB1", "A-B1"] {
            #expect(edits.contains(near), "\(near)")
        }
        for far in ["AB", "ab1"] { #expect(edits.contains(far) == (far == "AB"), "\(far)") }
    }
}
