package import StockModel

/// What a text that was scanned or typed at a counter may stand for, as normalised serials.
package enum SerialReadings {
    /// The serials that `written` may stand for, the likeliest first; none where it holds no serial.
    ///
    /// The rules of the records come first. A person at a counter copies labels in other ways than the records were made:
    /// with hyphens, in another case, an IMEISV for its IMEI, a decimal MEID.
    package static func of(_ written: String, rules: Rules) -> [String] {
        var readings: [String] = []
        func add(_ reading: String?) {
            if let reading, !readings.contains(reading) { readings.append(reading) }
        }
        var others = rules
        let first = normalised(written, rules)
        add(first)
        others.dropHyphens = true
        add(normalised(written, others))
        if rules.keepsCase {
            others.keepsCase = false
            add(first?.uppercased())
            add(normalised(written, others))
            add(first?.lowercased())
        }
        for reading in readings {
            for scheme in [IdentifierScheme.imei, .meid] { add(rewritten(reading, scheme)) }
        }
        return readings
    }

    private static func normalised(_ written: String, _ rules: Rules) -> String? {
        let arena = Arena()
        var scratch: [UInt8] = []
        switch SerialNormaliser(rules: rules).normalise(arena.store(written), scratch: &scratch) {
        case .none: return nil
        case .asWritten(let same): return same.description
        case .changed: return String(decoding: scratch, as: UTF8.self)
        }
    }

    private static func rewritten(_ serial: String, _ scheme: IdentifierScheme) -> String? {
        let arena = Arena()
        var scratch: [UInt8] = []
        return scheme.rewrite(arena.store(serial), scratch: &scratch)
            ? String(decoding: scratch, as: UTF8.self) : nil
    }
}

/// Texts near to a serial that nobody knows, to be looked up one by one.
package enum NearSerials {
    /// No more than so many look-alikes are tried, those with the fewest changes first.
    private static let mostLookAlikes = 1500

    /// Texts that look like `serial`, the fewest changes first; without itself.
    package static func lookAlikes(of serial: String) -> [String] {
        let characters = serial.unicodeScalars.map(\.value)
        let places = characters.indices.filter { LookAlike.family(of: characters[$0]).count > 1 }
        var found: [String] = []
        // Each text comes from one with a change less, at a place behind its last.
        var wave: [(text: [UInt32], next: Int)] = [(characters, 0)]
        while !wave.isEmpty, found.count < mostLookAlikes {
            var following: [(text: [UInt32], next: Int)] = []
            for (text, next) in wave {
                for index in next..<max(next, places.count) {
                    let place = places[index]
                    for other in LookAlike.family(of: characters[place]) where other != characters[place] {
                        guard found.count < mostLookAlikes else { return found }
                        var changed = text
                        changed[place] = other
                        found.append(Self.text(changed))
                        following.append((changed, index + 1))
                    }
                }
            }
            wave = following
        }
        return found
    }

    /// Texts at one edit from `serial`: a character deleted, two neighbours swapped, one replaced or inserted. Those that
    /// are inserted are digits, the letters of the cases in which it is written, `-`, and its own.
    package static func singleEdits(of serial: String) -> [String] {
        let characters = serial.unicodeScalars.map(\.value)
        var alphabet = Set(characters).union(0x30...0x39).union([0x2D])
        if !characters.contains(where: { (0x61...0x7A).contains($0) })
            || characters.contains(where: {
                (0x41...0x5A).contains($0)
            })
        {
            alphabet.formUnion(0x41...0x5A)
        }
        if characters.contains(where: { (0x61...0x7A).contains($0) }) { alphabet.formUnion(0x61...0x7A) }
        var found: [String] = []
        var met: Set<[UInt32]> = [characters]
        func add(_ text: [UInt32]) {
            if !text.isEmpty, met.insert(text).inserted { found.append(Self.text(text)) }
        }
        for place in characters.indices {
            add(Array(characters[..<place] + characters[(place + 1)...]))
            guard place + 1 < characters.count else { continue }
            var swapped = characters
            swapped.swapAt(place, place + 1)
            add(swapped)
        }
        for character in alphabet.sorted() {
            for place in characters.indices {
                var replaced = characters
                replaced[place] = character
                add(replaced)
            }
            for place in 0...characters.count {
                add(Array(characters[..<place] + [character] + characters[place...]))
            }
        }
        return found
    }

    private static func text(_ characters: [UInt32]) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: characters.compactMap(Unicode.Scalar.init))
        return String(text)
    }
}
