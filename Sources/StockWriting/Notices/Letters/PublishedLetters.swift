/// `letters.html` as a run has published it, from which letters can be taken out.
package enum PublishedLetters {
    package static let name = "letters.html"

    /// The page without the letters to some recipients.
    ///
    /// - Returns: Its bytes, and how many letters are gone.
    package static func without(_ recipients: Set<String>, _ page: [UInt8]) -> (bytes: [UInt8], letters: Int) {
        let start = Array("<article class=\"letter\">".utf8)
        let end = Array("</article>\n".utf8)
        var new: [UInt8] = []
        new.reserveCapacity(page.count)
        var (gone, kept) = (0, 0)
        var place = 0
        while let letter = find(start, in: page, from: place) {
            guard let last = find(end, in: page, from: letter) else { break }
            new += page[place..<letter]
            place = last + end.count
            if let recipient = recipient(of: page[letter..<place]), recipients.contains(recipient) {
                gone += 1
            } else {
                new += page[letter..<place]
                kept += 1
            }
        }
        if gone > 0, kept == 0 { new += LetterTemplate.nobody.utf8 }
        return (new + page[place...], gone)
    }

    /// Whom a letter is for, by what `LetterTemplate.letter` prints as his reference.
    private static func recipient(of letter: ArraySlice<UInt8>) -> String? {
        let end = Array("</dd></dl>\n<main".utf8)
        guard let close = find(end, in: letter, from: letter.startIndex),
            let open = letter[..<close].lastIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return String(decoding: letter[(open + 1)..<close], as: UTF8.self)
    }

    /// The index at which `wanted` begins, at `start` or later.
    private static func find(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { all in
            let offset = bytes.startIndex
            var place = start - offset
            while place + wanted.count <= all.count {
                guard let next = all[place...].firstIndex(of: wanted[0]), next + wanted.count <= all.count else {
                    break
                }
                if all[next..<next + wanted.count].elementsEqual(wanted) { return next + offset }
                place = next + 1
            }
            return nil
        }
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        find(wanted, in: bytes[...], from: start)
    }
}
