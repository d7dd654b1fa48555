/// The measures of a letter, in millimetres from the left and top edge of the sheet: one layout for A4 and US Letter, folded
/// in thirds, for the windows of both worlds.
///
/// | window | measures | on the sheet |
/// |---|---|---|
/// | DIN 5008:2020 form B | address field 85 x 45, 20 from the left, 45 from the top; A4 in a DL envelope may slide 10 sideways and 5 up | x 20…105, y 45…90; always x 20…100, y 45…85 |
/// | #10 standard left | envelope 9 1/2 x 4 1/8 in, window 4 1/2 x 1 1/8 in, 7/8 in from the left, 1/2 in from the bottom | Letter, folded at 93.1, resting on the envelope's bottom left edge: x 22.2…136.5, y 51.9…80.4; slid to its top right: x -3.2…111.1, y 63.5…92.1 |
///
/// The address keeps to what all of them show wherever the sheet slides: x 22.2…100, y 63.5…80.4. Nothing else stands where any
/// of them may show it: x to 136.5, y 40…92.1. `scripts/check-letters` measures both on printed letters.
enum LetterPage {
    /// A rectangle in millimetres.
    struct Area: Sendable {
        let left, top, width, height: Double

        /// In typographic points.
        var widthInPoints: Double { width * pointsPerMillimetre }
        var heightInPoints: Double { height * pointsPerMillimetre }

        /// As CSS places it.
        var css: String { "position:absolute;left:\(left)mm;top:\(top)mm;width:\(width)mm;height:\(height)mm" }
    }

    static let pointsPerMillimetre = 72 / 25.4

    /// What both A4 (210 x 297) and US Letter (215.9 x 279.4) have, with a margin below that every printer leaves.
    static let sheet = Area(left: 0, top: 0, width: 210, height: 270)
    /// Sender, headline and title.
    static let head = Area(left: 25, top: 11, width: 165, height: 28)
    /// 0.7 mm within what all windows show above and below, as the bounds of a font's glyphs may exceed its line.
    static let address = Area(left: 25, top: 64.2, width: 75, height: 15.4)
    /// Date and numbers, to the right of all windows.
    static let reference = Area(left: 141, top: 46, width: 49, height: 46)
    /// The notice.
    static let body = Area(left: 25, top: 97, width: 165, height: 164)
}
