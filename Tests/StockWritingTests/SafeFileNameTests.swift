import StockModel
import Testing

@testable import StockWriting

@Suite("safe file names")
struct SafeFileNameTests {
    @Test(
        "names of an allowed alphabet, whatever the original",
        arguments: [
            ("orders.csv", "orders.csv"), ("a/b.csv", "a_b.csv"), ("../x", "_.._x"), ("/etc/x", "_etc_x"),
            ("-rf", "_-rf"), (".hidden", "_.hidden"), ("", "_"), ("ö.csv", "__.csv"), ("a\nb", "a_b"),
            ("contract.csv", "contract.csv"),
        ])
    func plain(original: String, name: String) { #expect(SafeFileName.names(for: [original]) == [original: name]) }

    @Test(
        "a name that had to be cut, or that a system reserves, has a hash", arguments: ["CON", "nul.csv", "com1.txt"])
    func reserved(original: String) throws {
        let name = try #require(SafeFileName.names(for: [original])[original])
        #expect(name != original)
        #expect(name.contains("-"))
    }

    @Test("a long name keeps its end")
    func long() throws {
        let original = String(repeating: "x", count: 300) + "orders.csv"
        let name = try #require(SafeFileName.names(for: [original])[original])
        #expect(name.utf8.count < 120)
        #expect(name.hasSuffix(".csv"))
    }

    @Test("names that would be one are told apart by a hash, in any order")
    func clashes() {
        let originals = ["a/b.csv", "a_b.csv", "A_B.csv", "c.csv"]
        let names = SafeFileName.names(for: originals)
        #expect(Set(names.values.map { $0.lowercased() }).count == 4)
        #expect(names["c.csv"] == "c.csv")
        #expect(names == SafeFileName.names(for: originals.reversed()))
    }

    @Test("a name made to meet another one's hash does not")
    func forged() {
        let pair = ["a/b.csv", "a_b.csv"]
        let forged = SafeFileName.names(for: pair)["a/b.csv", default: ""]
        let names = SafeFileName.names(for: pair + [forged])
        #expect(Set(names.values).count == 3)
    }
}
