/// Serials as labels, scanners and people write them.
enum SerialSample {
    static func make(_ dice: inout Dice) -> String {
        let serial = "SN\(1000 + dice.below(9000))" + (dice.chance(30) ? "-a\(dice.below(9))" : "")
        let gtin = "09506000134352"
        return dice.pick([
            serial, serial, "S/N: \(serial)", "IMEI:490154203237518", "serial # \(serial)", "490154203237518",
            "4901542032375101",
            "089250087706012345", "AF0123450ABCDE", "1M8GDM9AXKP042788", "(01)\(gtin)(21)\(serial)",
            "(21)\(serial)(10)L7",
            "]C101\(gtin)21\(serial)", "01\(gtin)21\(serial)\u{1D}10L7",
            "https://id.example.org/01/\(gtin)/21/\(serial)?x=1",
            "http://a/gtin/\(gtin)/ser/\(serial)#f", "https://x/shop/01/\(gtin)/10/L%2F7/21/\(serial)%2Db",
            "urn:epc:id:sgtin:0614141.712345.\(serial)",
            "urn:epc:id:sgtin:0614141.712345.32a%2Fb", "urn:epc:tag:sgtin-96:3.0614141.112345.400", "N/A", "none",
            "0000", "Ñandú 12",
            "e\u{301}1", "[)>\u{1E}06\u{1D}1PAB-1\u{1D}S\(serial)\u{1E}\u{4}", "*\(serial)*", "S\(serial)",
        ])
    }

    static let words: [[UInt8]] =
        ByteMutator.words
        + [
            "(01)", "(21)", "(", ")", "]C1", "]d2", "%2F", "%", "%zz", "%00", "%C3%A9", "/01/", "/21/", "/", "//", "?",
            "#", ":", "=", ".", "-", "S/N",
            "SN:", "IMEI", "VIN=", "urn:epc:id:sgtin:", "https://a/", "0", "000", "é", "\u{130}", "\u{1F1E6}", "ß", "ﬁ",
            "\u{212A}",
        ].map { Array($0.utf8) }
}
