/// A range of serials, `SN000100` to `SN000199`: the same text, then whole numbers of equal length. Leading zeros are kept.
struct SerialRange {
    /// Why a text is no range.
    enum Mistake: Error, Equatable { case oneEnd, unlike, backwards, tooLarge }

    /// How many serials it has, both ends counted.
    let count: Int
    private let from: Bytes

    /// - Parameter most: the most serials that there can be.
    init(from: Bytes, to: Bytes, most: Int) throws(Mistake) {
        guard from.count > 0, to.count > 0 else { throw .oneEnd }
        guard from.count == to.count else { throw .unlike }
        let digits = Self.digitsStart(from)
        guard digits < from.count, digits == Self.digitsStart(to), from.part(0..<digits).equals(to.part(0..<digits))
        else { throw .unlike }
        var difference = 0
        for index in digits..<from.count {
            difference = difference * 10 + Int(to[index]) - Int(from[index])
            if difference < 0 { throw .backwards }
            if difference >= most { throw .tooLarge }
        }
        count = difference + 1
        self.from = from
    }

    /// Calls `body` with every serial, in order; the bytes are lent until it returns.
    func forEach(_ body: (Bytes) -> Void) {
        var serial = Array(from)
        for _ in 0..<count {
            serial.withUnsafeBufferPointer(body)
            var index = serial.count - 1
            while index >= 0, serial[index] == 0x39 {
                serial[index] = 0x30
                index -= 1
            }
            // The last one of a range of nines has no successor, and none is asked for.
            if index >= 0 { serial[index] += 1 }
        }
    }

    /// Where the digits at the end begin.
    private static func digitsStart(_ text: Bytes) -> Int {
        var start = text.count
        while start > 0, text[start - 1].isDigit { start -= 1 }
        return start
    }
}

extension SerialRange {
    /// What is wrong and what to do, for a reject.
    static func problem(_ mistake: Mistake, quantity: Int32) -> String {
        switch mistake {
        case .oneEnd: "The range of serials has one end only; ask the sender for both, or for the serials one by one."
        case .unlike:
            "The ends of this range of serials are not one text with numbers of equal length behind it, so nobody knows "
                + "what lies between; ask the sender to list the serials."
        case .backwards: "The range of serials ends below its start; ask the sender which is right."
        case .tooLarge:
            "The range holds more serials than the line's quantity of \(quantity); ask the sender which is right."
        }
    }

    /// What is wrong where ranges and quantity do not agree.
    static func countProblem(ranges: Int, single: Int32, quantity: Int32) -> String {
        let listed = single > 0 ? " and \(single) listed one by one" : ""
        return
            "The ranges hold \(ranges) serials\(listed), but the line's quantity is \(quantity); ask the sender which is "
            + "right."
    }

    /// What is wrong with a range on a line without a quantity of pieces.
    static let noQuantity =
        "A range of serials counts only where it can be checked against a quantity of pieces, which this line does not "
        + "have; ask the sender for it, or for the serials one by one."

    /// What is wrong with a file whose ranges hold more than `mostInFile`.
    static let tooManyInFile =
        "The ranges of serials in this file hold more than \(mostInFile) serials, which no delivery has; ask the sender to "
        + "list the serials."

    /// A bound on what a small file can be made to write.
    static let mostInFile = 2_000_000
}
