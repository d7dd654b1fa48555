/// A character encoding that text files are read in. Everything is turned to UTF-8 on the way in.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case ascii = "US-ASCII"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "windows-1252"
    case iso88591 = "ISO-8859-1"
    /// Code page 932, what Japanese programs mean by Shift_JIS.
    case shiftJIS = "Shift_JIS"
    case macRoman = "macintosh"

    /// Finds an encoding by one of its usual names, whatever their case; blanks, `-` and `_` do not matter.
    /// `UTF-16` without byte order is not an encoding here: such a file says its order with a byte order mark.
    package init?(named name: String) {
        let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
        switch plain {
        case "utf8": self = .utf8
        case "usascii", "ascii": self = .ascii
        case "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1252", "cp1252", "ansi": self = .windows1252
        case "iso88591", "latin1": self = .iso88591
        case "shiftjis", "sjis", "cp932", "windows31j", "ms932": self = .shiftJIS
        case "macroman", "macintosh", "mac": self = .macRoman
        default: return nil
        }
    }

    /// The name to show to people, as registered with IANA.
    package var name: String { rawValue }
}
