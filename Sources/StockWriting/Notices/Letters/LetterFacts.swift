internal import StockModel
internal import StockNotices

/// What a recipient holds, as his letter names it: rows of a label and lines, that together fit in the room that the campaign's
/// own texts leave.
///
/// More units than fit in small print end with how many more there are and where to ask: `post.csv` has them all.
struct LetterFacts {
    /// A label, and what it stands before.
    struct Fact {
        let label: String
        let lines: [String]
    }

    /// The width of the labels, in millimetres.
    static let labelWidth = 36.0
    private static let sizes = [11, 10, 9, 8, 7, 6.0]

    let facts: [Fact]
    /// Of the print, in points.
    let size: Double

    init(_ row: NoticeRow, _ layout: LetterLayout) {
        let rows = Self.rows(row)
        let sizes = Self.sizes.filter { $0 <= layout.size }
        for size in sizes.isEmpty ? [layout.size] : sizes {
            let width = Self.width(size)
            let facts = rows.map { Fact(label: $0.label, lines: LineBreaker.lines($0.pieces, width: width)) }
            let count = facts.reduce(0) { $0 + $1.lines.count }
            if count <= Self.most(size, layout) {
                (self.facts, self.size) = (facts, size)
                return
            }
        }
        size = min(layout.size, Self.sizes.last ?? layout.size)
        facts = Self.cut(rows, to: Self.most(size, layout), width: Self.width(size))
    }

    private static func width(_ size: Double) -> Double {
        (LetterPage.body.widthInPoints - labelWidth * LetterPage.pointsPerMillimetre) / size
    }

    private static func most(_ size: Double, _ layout: LetterLayout) -> Int {
        max(4, Int(layout.unitsHeight / (size * LetterLayout.Measure.line)))
    }

    // MARK: Rows

    private struct Row {
        let label: String
        /// Each with its comma.
        let pieces: [LineBreaker.Piece]

        init(_ label: String, _ texts: [Text]) {
            self.label = label
            let shown = texts.map { SafeText.trimmed($0.description) }
            pieces = shown.enumerated().map { index, text in
                LineBreaker.Piece(index + 1 < shown.count ? "\(text)," : text[...])
            }
        }

        init(_ label: String, sentence: String) {
            self.label = label
            pieces = LineBreaker.words(of: sentence)
        }
    }

    private static func rows(_ row: NoticeRow) -> [Row] {
        let serials =
            row.serials.isEmpty
            ? Row("Units", sentence: "all units of this article in the orders named below")
            : Row(row.serials.count == 1 ? "Serial number" : "Serial numbers", row.serials)
        return [
            serials, Row(row.skus.count == 1 ? "Article" : "Articles", row.skus),
            Row(row.orders.count == 1 ? "Order" : "Orders", row.orders), Row("Bought through", row.channels),
        ].filter { !$0.pieces.isEmpty }
    }

    // MARK: Too many

    /// Rows of at most `most` lines together: the last ones keep to few, and the serials get what is left.
    private static func cut(_ rows: [Row], to most: Int, width: Double) -> [Fact] {
        var left = most
        var facts: [Fact] = []
        for (index, row) in rows.enumerated().reversed() {
            let room = index == 0 ? left : max(1, min(index == rows.count - 1 ? 1 : 3, left - index))
            let fact = cut(row, to: room, width: width)
            left -= fact.lines.count
            facts.append(fact)
        }
        return facts.reversed()
    }

    /// The last line says how many are left out.
    private static func cut(_ row: Row, to most: Int, width: Double) -> Fact {
        let whole = LineBreaker.lines(row.pieces, width: width)
        guard whole.count > most else { return Fact(label: row.label, lines: whole) }
        // As many pieces as fill all lines but the last.
        var (low, high) = (0, row.pieces.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if LineBreaker.lines(Array(row.pieces[..<middle]), width: width).count < most {
                low = middle
            } else {
                high = middle - 1
            }
        }
        let shown = LineBreaker.lines(Array(row.pieces[..<low]), width: width)
        let rest = row.pieces.count - low
        let more = low == 0 ? "\(rest): ask us for the list" : "and \(rest) more: ask us for the whole list"
        return Fact(label: row.label, lines: shown + ["\(more), with your reference"])
    }
}
