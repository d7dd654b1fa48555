import StockModel
import Testing

@testable import StockMatching

struct NearMatchTests {
    private func answer(_ written: String, _ stock: [String], _ scheme: IdentifierScheme = .any) -> String {
        let arena = Arena()
        let index = NearMatch(serials: stock.map { arena.store($0) })
        guard let found = index.likeliest(to: arena.store(written), scheme: scheme) else { return "none" }
        let digit = found.checkDigitConfirms.map { $0 ? ", confirmed" : ", contradicted" } ?? ""
        return "\(found.serial) by \(found.rule.rawValue)\(digit)"
    }

    @Test(
        "the likeliest serial and the rule that found it",
        arguments: [
            // written, in stock, answer
            ("SN0O1", ["SN0Q1", "AB123"], "SN0Q1 by look-alike"),
            ("O0DQI1LS5B8Z2G6UV", ["000011155882266UU"], "000011155882266UU by look-alike"),
            ("AB123", ["AB1123"], "AB1123 by insertion"),
            ("AB123", ["AB12"], "AB12 by deletion"),
            ("AB123", ["AB173"], "AB173 by replacement"),
            ("AB123", ["BA123"], "BA123 by swap"),
            ("AB123", ["AB132"], "AB132 by swap"),
            ("AB123", ["AB123"], "none"),
            ("AB123", ["AB123", "AB124"], "AB124 by replacement"),
            ("AB123", [], "none"),
            ("", ["A"], "A by insertion"),
            ("A", [""], " by deletion"),
            // Look-alikes come before edits, but two of them are one too many.
            ("A0", ["AO", "A1"], "AO by look-alike"),
            ("A0", ["AO", "AD"], "none"),
            ("A0", ["AO", "AD", "AQ", "A0"], "none"),
            ("A0", ["AO", "A0"], "AO by look-alike"),
            ("A0", ["AO", "AO"], "AO by look-alike"),
            // Two at one edit.
            ("AB123", ["AB124", "AB125"], "none"),
            ("AB123", ["AB1234", "BA123"], "none"),
            // Two edits away.
            ("AB123", ["AB145"], "none"),
            ("AB123", ["B1A23"], "none"),
            // A character outside ASCII is one character.
            ("AÉ1", ["A1"], "A1 by deletion"),
            ("A1", ["A序1"], "A序1 by insertion"),
            ("AÉ1", ["AÈ1"], "AÈ1 by replacement"),
            ("序列1", ["列序1"], "列序1 by swap"),
        ])
    func likeliest(written: String, stock: [String], expected: String) {
        #expect(answer(written, stock) == expected)
    }

    @Test(
        "whether a serial that comes or goes may change the answer",
        arguments: [
            // written, what comes or goes, whether it may
            ("AB123", ["AB173"], true),
            ("AB123", ["AB124", "AB125"], true),
            ("A0", ["AO", "AD"], true),
            ("AB123", ["AB145", "XY"], false),
            ("AB123", ["AB123"], false),
            ("AB123", [], false),
        ])
    func hasNear(written: String, moved: [String], expected: Bool) {
        let arena = Arena()
        #expect(NearMatch(serials: moved.map { arena.store($0) }).hasNear(arena.store(written)) == expected)
    }

    @Test("a check digit confirms the suggestion, or contradicts it")
    func checkDigits() {
        #expect(answer("49O154203237518", ["490154203237518"], .imei) == "490154203237518 by look-alike, confirmed")
        #expect(answer("49015420323751", ["490154203237517"], .imei) == "490154203237517 by insertion, contradicted")
    }

    @Test("sums of edited texts are the sums of the edited texts")
    func editSums() {
        func sum(_ text: [UInt32]) -> UInt64 { text.reduce(into: SerialHash()) { $0.append($1) }.sum }
        let text = "AB12É3".unicodeScalars.map(\.value)
        let sums = EditSums(text)
        for place in 0...text.count {
            var edited = text
            edited.insert(0x58, at: place)
            #expect(sums.inserting(0x58, at: place) == sum(edited))
            guard place < text.count else { continue }
            edited = text
            edited[place] = 0x58
            #expect(sums.replacing(place, by: 0x58) == sum(edited))
            edited.remove(at: place)
            #expect(sums.deleting(place) == sum(edited))
            guard place + 1 < text.count else { continue }
            edited = text
            edited.swapAt(place, place + 1)
            #expect(sums.swapping(place) == sum(edited))
        }
    }

    /// Stocks small enough to be looked through and large enough to be probed, sparse and crowded.
    @Test(
        "random stocks agree with the distance to every serial",
        arguments: [(1, 4...6), (6, 2...4), (40, 3...6), (300, 4...7), (1500, 5...9)])
    func distances(size: Int, length: ClosedRange<Int>) {
        let alphabet = ["A", "B", "0", "O", "1", "7", "É"]
        var found: [NearMatch.Rule: Int] = [:]
        for seed in 0..<(size < 100 ? 150 : 3) as Range<UInt64> {
            var dice = IdentifierDice(seed: seed)
            let arena = Arena()
            let stock = (0..<size).map { _ in dice.text(of: alphabet, length: length) }
            let index = NearMatch(serials: stock.map { arena.store($0) })
            for _ in 0..<(size < 100 ? 5 : 30) {
                let written = nearly(dice.pick(stock), alphabet, &dice)
                let answer = index.likeliest(to: arena.store(written), scheme: .any)
                let expected = SlowNearMatch.likeliest(to: written, in: stock)
                #expect(answer?.serial.description == expected, "seed \(seed): \(written) in \(stock.count)")
                if let answer { found[answer.rule, default: 0] += 1 }
            }
        }
        #expect(found.count == NearMatch.Rule.allCases.count)
    }

    /// `serial` after up to two random edits.
    private func nearly(_ serial: String, _ alphabet: [String], _ dice: inout IdentifierDice) -> String {
        var characters = serial.map(String.init)
        for _ in 0..<dice.roll(0...2) {
            let place = dice.roll(0...max(0, characters.count - 1))
            switch dice.roll(0...3) {
            case 0: characters.insert(dice.pick(alphabet), at: place)
            case 1 where !characters.isEmpty: characters.remove(at: place)
            case 2 where !characters.isEmpty: characters[place] = dice.pick(alphabet)
            case _ where place + 1 < characters.count: characters.swapAt(place, place + 1)
            default: break
            }
        }
        return characters.joined()
    }

    @Test("a large stock finds every kind of misreading")
    func largeStock() {
        let arena = Arena()
        // In steps of 97, so that few are near each other.
        let stock = (0..<20_000).map { arena.store("KX7-\(10_000_000 + $0 * 97)") }
        let index = NearMatch(serials: stock)
        let meant = stock[12_345].description
        let cases: [(String, NearMatch.Rule)] = [
            (String(meant.dropFirst()), .insertion), ("X" + meant, .deletion), ("Y" + meant.dropFirst(), .replacement),
            ("XK" + meant.dropFirst(2), .swap), (meant.replacing("1", with: "I"), .lookAlike),
        ]
        for (written, rule) in cases {
            let found = index.likeliest(to: arena.store(written), scheme: .any)
            #expect(found?.serial == stock[12_345] && found?.rule == rule, "\(written)")
        }
        #expect(index.likeliest(to: arena.store("nothing like it"), scheme: .any) == nil)
    }
}

/// The rule by the book: every serial in stock is compared.
private enum SlowNearMatch {
    static func likeliest(to written: String, in stock: [String]) -> String? {
        let others = Set(stock).subtracting([written])
        let alike = others.filter { fold($0) == fold(written) }
        let characters = Array(written)
        let near = alike.isEmpty ? others.filter { distance(Array($0), characters) == 1 } : alike
        return near.count == 1 ? near.first : nil
    }

    private static func fold(_ text: String) -> String {
        let families = ["O0QD", "I1L", "S5", "B8", "Z2", "G6", "UV"]
        return String(text.map { letter in families.first { $0.contains(letter) }?.first ?? letter })
    }

    /// Damerau and Levenshtein's distance with swaps of neighbours, by the whole matrix.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var rows = [Array(0...b.count)]
        for i in 1...(a.count + 1) where i <= a.count {
            var row = [i]
            for j in 1...(b.count + 1) where j <= b.count {
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
