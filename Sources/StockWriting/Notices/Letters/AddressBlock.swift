internal import StockModel
internal import StockNotices

/// A recipient's address as it stands in the window: lines, and the size of their print, in points. All of it fits in
/// `LetterPage.address`, the longer it is the smaller.
struct AddressBlock {
    /// The distance of lines as a multiple of the size.
    static let lineHeight = 1.12
    private static let sizes = [10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4, 3.5, 3]

    let lines: [String]
    let size: Double
    /// Room above the first line and below the last, in em.
    let above: Double
    let below: Double

    init(_ row: NoticeRow, _ countries: inout CountryNames) {
        self.init(AddressBlock.parts(row, &countries), orElse: row.recipient)
    }

    /// - Parameters:
    ///   - parts: What begins a line each; the fourth last and third last are one line where there is little room.
    ///   - recipient: Whom the window names where no print is small enough: that is no address, and a person must look.
    init(_ parts: Parts, orElse recipient: String) {
        let forms = parts.forms.map { $0.map { LineBreaker.words(of: $0) } }
        for size in Self.sizes {
            let height = LetterPage.address.heightInPoints / size
            let width = LetterPage.address.widthInPoints / size
            for form in forms {
                let lines = form.flatMap { LineBreaker.lines($0, width: width) }
                let above = Self.isTall(lines.first ?? "") ? 0.9 : 0
                let below = Self.isTall(lines.last ?? "") ? 0.35 : 0
                if Double(lines.count) * Self.lineHeight + above + below <= height {
                    (self.lines, self.size, self.above, self.below) = (lines, size, above, below)
                    return
                }
            }
        }
        lines = ["No address: too long to print.", "See post.csv, \(recipient)"]
        size = Self.sizes[0]
        (above, below) = (0, 0)
    }

    /// Whether a line is in a script whose fonts reach far above and below the line, as those of ideographs do.
    private static func isTall(_ line: String) -> Bool {
        line.unicodeScalars.contains { scalar in
            scalar.value >= 0x590 && !(0x1E00..<0x2070).contains(scalar.value)
        }
    }

    /// The parts of an address, cleaned.
    struct Parts {
        var people: [String]
        var streets: [String]
        var places: [String]

        /// The ways to set it: each part on a line of its own, and the streets on one, which leaves room for larger print.
        var forms: [[String]] {
            let whole = people + streets + places
            return streets.count < 2 ? [whole] : [whole, people + [streets.joined(separator: ", ")] + places]
        }
    }

    private static func parts(_ row: NoticeRow, _ countries: inout CountryNames) -> Parts {
        func text(_ field: BuyerField) -> String { SafeText.trimmed(row.address[field].description) }
        let name = SafeText.trimmed(row.name.description)
        let company = text(.company)
        let country = countries.find(text(.country))
        let (city, region, postcode) = (text(.city), text(.region), text(.postcode))
        let hasRegion = !region.isEmpty && region.lowercased() != city.lowercased()
        var place: String
        if country.isPostcodeFirst {
            place = [postcode, city, hasRegion ? region : ""].filter { !$0.isEmpty }.joined(separator: " ")
        } else {
            place = hasRegion ? "\(city), \(region)" : city
            if !postcode.isEmpty { place += " \(postcode)" }
        }
        return Parts(
            people: company == name ? [name] : [company, name].filter { !$0.isEmpty },
            streets: [text(.address1), text(.address2)].filter { !$0.isEmpty },
            places: [place, country.name].filter { !$0.isEmpty })
    }
}
