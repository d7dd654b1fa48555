import Foundation

/// Step 2 of the rules for serials: what GS1 carriers hold, white space gone and perhaps in upper case.
enum SerialCarrier {
    /// The serial (AI 21) and GTIN of an SGTIN URN, a Digital Link or an element string; nil for anything else.
    static func open(_ text: String) -> OpenedSerial? {
        urn(text) ?? digitalLink(text) ?? bracketed(text) ?? separated(text)
    }

    /// `urn:epc:id:sgtin:PREFIX.ITEM.SERIAL`, where the item begins with the GTIN's indicator.
    private static func urn(_ text: String) -> OpenedSerial? {
        let head = "URN:EPC:ID:SGTIN:"
        guard text.uppercased().hasPrefix(head) else { return nil }
        let parts = text.dropFirst(head.count).split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let serial = String(parts[2]).removingPercentEncoding, !serial.isEmpty else {
            return nil
        }
        let body = String(parts[1].prefix(1)) + String(parts[0]) + String(parts[1].dropFirst())
        guard body.utf8.count == 13, let digits = CheckDigit.digits(body) else { return nil }
        return OpenedSerial(text: serial, gtin: body + String(CheckDigit.gs1(digits)))
    }

    /// `https://host/…/01/GTIN/…/21/SERIAL`.
    private static func digitalLink(_ text: String) -> OpenedSerial? {
        let upper = text.uppercased()
        guard upper.hasPrefix("HTTP://") || upper.hasPrefix("HTTPS://") else { return nil }
        let path = text.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
        guard let gtinMark = path.dropFirst(3).firstIndex(of: "01"), gtinMark + 1 < path.count else { return nil }
        var mark = gtinMark + 2
        while mark + 1 < path.count {
            if path[mark] == "21", let serial = String(path[mark + 1]).removingPercentEncoding, !serial.isEmpty {
                return OpenedSerial(text: serial, gtin: CheckDigit.fourteenDigits(String(path[gtinMark + 1])))
            }
            mark += 2
        }
        return nil
    }

    /// `(01)GTIN(21)SERIAL`, in any order and with other application identifiers.
    private static func bracketed(_ text: String) -> OpenedSerial? {
        guard text.hasPrefix("(") else { return nil }
        var values: [String: String] = [:]
        for part in text.dropFirst().split(separator: "(", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: ")", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2, (2...4).contains(pieces[0].count), CheckDigit.digits(String(pieces[0])) != nil
            else { return nil }
            values[String(pieces[0])] = String(pieces[1])
        }
        return opened(values)
    }

    /// An element string whose variable fields end with FNC1 (U+001D), perhaps with a symbology identifier in front.
    private static func separated(_ text: String) -> OpenedSerial? {
        let fnc1: Character = "\u{1D}"
        var rest = Substring(text)
        let symbology = ["]C1", "]D2", "]E0", "]Q3", "]J1"].first { text.uppercased().hasPrefix($0) }
        guard symbology != nil || text.contains(fnc1) else { return nil }
        if let symbology { rest = rest.dropFirst(symbology.count) }
        let fixed = ["00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2]
        var values: [String: String] = [:]
        while let first = rest.first {
            if first == fnc1 {
                rest = rest.dropFirst()
                continue
            }
            let identifier = String(rest.prefix(2))
            rest = rest.dropFirst(2)
            let value = fixed[identifier].map { rest.prefix($0) } ?? rest.prefix { $0 != fnc1 }
            values[identifier] = String(value)
            rest = rest.dropFirst(value.count)
        }
        return opened(values)
    }

    private static func opened(_ values: [String: String]) -> OpenedSerial? {
        guard let serial = values["21"], !serial.isEmpty else { return nil }
        return OpenedSerial(text: serial, gtin: values["01"].flatMap { CheckDigit.fourteenDigits($0) })
    }
}
