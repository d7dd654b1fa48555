/// Finds the word that somebody meant.
package enum NearestWord {
    /// The likeliest of `words` for `written`: equal but for case, blanks, `_` and `-`, else at most two edits away
    /// (one for words of up to four letters); nil where there is none.
    package static func of(_ written: String, among words: [String]) -> String? {
        let folded = FoldedName.fold(written)
        if let same = words.first(where: { FoldedName.fold($0) == folded }) { return same }
        let allowed = folded.utf8.count <= 4 ? 1 : 2
        let ranked = words.map { (distance(folded, FoldedName.fold($0)), $0) }.filter { $0.0 <= allowed }
        return ranked.min { $0.0 < $1.0 }?.1
    }

    /// ` Did you mean …?`, or nothing.
    package static func hint(_ written: String, among words: [String]) -> String {
        of(written, among: words).map { " Did you mean \"\($0)\"?" } ?? ""
    }

    /// Insertions, deletions, replacements and swaps of neighbours between two texts, byte by byte.
    static func distance(_ a: String, _ b: String) -> Int {
        let (left, right) = (Array(a.utf8), Array(b.utf8))
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (byte == other ? 0 : 1)
                var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
