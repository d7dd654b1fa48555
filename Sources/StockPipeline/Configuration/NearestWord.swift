/// Finds what a mistyped word was meant to be.
enum NearestWord {
    /// The one of `words` that is nearest to `word`, if it is near enough to be meant: at most a third of its letters
    /// inserted, deleted, replaced or swapped with their neighbour (two at least). Nil where two are equally near.
    static func of(_ word: String, among words: [String]) -> String? {
        let typed = Array(word.lowercased().unicodeScalars.prefix(64))
        let ranked = words.map { (word: $0, distance: distance(typed, Array($0.unicodeScalars))) }
            .sorted { $0.distance < $1.distance }
        guard let best = ranked.first, best.distance <= max(2, best.word.count / 3),
            best.distance < max(typed.count, best.word.count)
        else { return nil }
        return ranked.count > 1 && ranked[1].distance == best.distance ? nil : best.word
    }

    /// How many inserts, deletes, replacements and swaps of neighbours turn `a` into `b`.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for (row, letter) in a.enumerated() {
            var line = [row + 1]
            for (column, other) in b.enumerated() {
                var best = min(last[column + 1] + 1, line[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == b[column - 1], a[row - 1] == other {
                    best = min(best, before[column - 1] + 1)
                }
                line.append(best)
            }
            before = last
            last = line
        }
        return last[b.count]
    }
}
