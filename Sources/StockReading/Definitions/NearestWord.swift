/// Finds the word that somebody meant.
package enum NearestWord {
    /// The likeliest of `words` for `written`: equal but for case, blanks, `_` and `-`, else at most two edits away
    /// (one for words of up to four letters); nil where there is none.
    package static func of(_ written: String, among words: [String]) -> String? {
        let folded = FoldedName.fold(written)
        if let same = words.first(where: { FoldedName.fold($0) == folded }) { return same }
        let allowed = folded.utf8.count <= 4 ? 1 : 2
        let ranked = words.map { (distance(folded, FoldedName.fold($0)), $0) }.filter { $0.0 <= allowed }
        // Of `order_id` and `Order ID`, which are one word, the one that is written alike.
        return ranked.min { ($0.0, distance(written, $0.1)) < ($1.0, distance(written, $1.1)) }?.1
    }

    /// ` Did you mean …?`, or nothing.
    package static func hint(_ written: String, among words: [String]) -> String {
        of(written, among: words).map { " Did you mean \"\($0)\"?" } ?? ""
    }

    /// Insertions, deletions, replacements and swaps of neighbours between two texts, byte by byte.
    static func distance(_ a: String, _ b: String) -> Int {
        let (left, right) = (Array(a.utf8), Array(b.utf8))
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
