/// Numbers as people read them: fixed places, thousands apart.
enum Figures {
    /// A duration in seconds with two places.
    static func seconds(_ duration: Duration) -> String { fixed(inSeconds(duration), places: 2) }

    /// A duration as a number of seconds.
    static func inSeconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    /// `value` rounded to `places` decimal places, which must be at least 1.
    static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return "-" }
        var unit = 1
        for _ in 0..<places { unit *= 10 }
        let scaled = Int((value.magnitude * Double(unit)).rounded())
        let digits = String(scaled % unit)
        let fraction = String(repeating: "0", count: places - digits.count) + digits
        return (value < 0 && scaled > 0 ? "-" : "") + "\(scaled / unit).\(fraction)"
    }

    /// A whole number with a comma before every third digit.
    static func grouped(_ value: Int) -> String {
        var text = ""
        for (index, digit) in String(value.magnitude).reversed().enumerated() {
            if index > 0 && index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    /// Megabytes (10^6 bytes) per second as a whole number.
    static func rate(bytes: Int, seconds: Double) -> String {
        seconds > 0 ? grouped(Int((Double(bytes) / seconds / 1e6).rounded())) : "-"
    }

    /// `text` filled with blanks on the left to `width` characters.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// `text` filled with blanks on the right to `width` characters.
    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// The middle value, or the mean of the two in the middle; 0 of none.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
