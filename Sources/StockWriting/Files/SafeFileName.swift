/// File names of our own making for names that come from outside (`../x`, `CON`, 300 bytes, line ends …).
package enum SafeFileName {
    /// The longest name before a hash is added, in bytes.
    private static let longest = 100

    /// A name for each of `originals`, made of letters, digits, `.`, `_` and `-` only, never beginning with a dot, and
    /// each different from all others even where upper and lower case are one. Where that needs it, a hash of the
    /// original goes before the extension. The names depend on the set of originals, not on their order.
    package static func names(for originals: [String]) -> [String: String] {
        var names = Dictionary(originals.map { ($0, plain($0)) }, uniquingKeysWith: { first, _ in first })
        var round = 0
        while true {
            let groups = Dictionary(grouping: names.keys) { names[$0, default: ""].lowercased() }
            let clashing = groups.values.filter { $0.count > 1 }.joined()
            if clashing.isEmpty { return names }
            for original in clashing { names[original] = hashed(plain(original), original, round: round) }
            round += 1
        }
    }

    /// The name made of allowed characters; hashed if it had to be cut or is one that some systems reserve.
    private static func plain(_ original: String) -> String {
        var bytes = original.utf8.map { isAllowed($0) ? $0 : UInt8(ascii: "_") }
        if bytes.isEmpty || bytes[0] == UInt8(ascii: ".") || bytes[0] == UInt8(ascii: "-") {
            bytes.insert(UInt8(ascii: "_"), at: 0)
        }
        let name = String(decoding: bytes, as: UTF8.self)
        if bytes.count > longest {
            // The end tells more than the beginning: it has the file's own name and its extension.
            return hashed(String(name.suffix(longest)).replacingFirst(".", with: "_"), original, round: 0)
        }
        return isReserved(name) ? hashed(name, original, round: 0) : name
    }

    private static func hashed(_ name: String, _ original: String, round: Int) -> String {
        let mark = Digest.hexadecimal(of: round == 0 ? original : "\(round)\u{1F}\(original)").prefix(12)
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "\(name)-\(mark)" }
        return "\(name[..<dot])-\(mark)\(name[dot...])"
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Names that Windows gives to devices, with any extension.
    private static func isReserved(_ name: String) -> Bool {
        let stem = name.prefix { $0 != "." }.lowercased()
        if ["con", "prn", "aux", "nul"].contains(stem) { return true }
        return stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt"))
    }
}

extension String {
    /// The string with `replacement` for its first character, if that is `character`.
    fileprivate func replacingFirst(_ character: Character, with replacement: String) -> String {
        first == character ? replacement + dropFirst() : self
    }
}
