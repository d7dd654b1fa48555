/// Breaks texts into lines of at most some width, so that their number is known without a browser.
///
/// Lines break at spaces; a word longer than a line follows the one before it, and breaks anywhere. Nothing is dropped but the
/// spaces at breaks.
struct LineBreaker {
    /// A piece of a line, and how wide it is in em.
    struct Piece {
        let text: Substring
        let width: Double

        init(_ text: Substring) {
            self.text = text
            width = TextWidth.of(text)
        }
    }

    private static let space = TextWidth.of(" ")

    static func words(of text: String) -> [Piece] { text.split(separator: " ").map { Piece($0) } }

    /// The lines of words, or other pieces that go with a space between them.
    ///
    /// - Parameter width: In em.
    static func lines(_ words: [Piece], width: Double) -> [String] {
        var lines: [String] = []
        var (line, used) = ("", 0.0)
        func end() {
            if !line.isEmpty { lines.append(line) }
            (line, used) = ("", 0)
        }
        for word in words {
            if !line.isEmpty, used + space + word.width <= width {
                line += " " + word.text
                used += space + word.width
                continue
            }
            if word.width <= width {
                end()
                (line, used) = (String(word.text), word.width)
                continue
            }
            if !line.isEmpty {
                line += " "
                used += space
            }
            for character in word.text {
                let more = TextWidth.of(String(character))
                if used + more > width { end() }
                line.append(character)
                used += more
            }
        }
        end()
        return lines
    }

    /// How many lines paragraphs take.
    static func count(_ paragraphs: [String], width: Double) -> Int {
        paragraphs.reduce(0) { $0 + lines(words(of: $1), width: width).count }
    }
}
