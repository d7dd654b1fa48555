/// Makes valid despatch advices in UBL, in the many ways in which they may be written.
struct DespatchSample {
    private var dice: Dice
    private var text = ""
    /// The prefixes of aggregates and of basic components; empty where the default namespace is used.
    private let prefix: String

    static func make(_ dice: inout Dice) -> String {
        var sample = DespatchSample(dice: Dice(seed: dice.next(), number: 0), prefix: dice.chance(50) ? "c:" : "")
        sample.writeDocument()
        return sample.text
    }

    private mutating func writeDocument() {
        if dice.chance(80) { text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" }
        if dice.chance(10) { text += "<!-- made for mutation -->\n" }
        if dice.chance(5) { text += "<!DOCTYPE DespatchAdvice SYSTEM \"despatch.dtd\">\n" }
        let basic = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
        text += "<DespatchAdvice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2\""
        text += prefix.isEmpty ? ">\n" : " xmlns:c=\"\(basic)\">\n"
        write("ID", "DA-\(1 + dice.below(9999))")
        write("IssueDate", "2026-\(two(1 + dice.below(11)))-\(two(1 + dice.below(28)))")
        if dice.chance(50) { write("IssueTime", "\(two(dice.below(24))):30:00") }
        if dice.chance(5) { write("DocumentStatusCode", dice.pick(["Revised", "Cancelled", "9"])) }
        open("DespatchSupplierParty")
        open("Party")
        open("PartyName")
        write("Name", dice.pick(["Meridian Trade", "Zënit & Söhne", "Kite <Components>", "序列 GmbH"]))
        for name in ["PartyName", "Party", "DespatchSupplierParty"] { close(name) }
        if dice.chance(40) { writeShipment() }
        for line in 1...(1 + dice.below(6)) { writeLine(line) }
        text += "</DespatchAdvice>"
        if dice.chance(80) { text += "\n" }
    }

    private mutating func writeShipment() {
        let names = ["Shipment", "Delivery", "Despatch"]
        for name in names { open(name) }
        write("ActualDespatchDate", "2026-10-\(two(1 + dice.below(28)))")
        for name in names.reversed() { close(name) }
    }

    private mutating func writeLine(_ line: Int) {
        open("DespatchLine")
        write("ID", "\(line)")
        let count = dice.below(4)
        let isTracked = count > 0 && dice.chance(70)
        let unit = dice.pick(["C62", "EA", "PCE", "H87"])
        text += "<\(prefix)DeliveredQuantity unitCode=\"\(unit)\">\(count)</\(prefix)DeliveredQuantity>\n"
        open("Item")
        if dice.chance(30) { write("Name", "Phone 6\" & case") }
        let parts = dice.below(3)
        if parts != 1 { identification("BuyersItemIdentification", "SKU-\(1 + dice.below(99))") }
        if parts > 0 { identification("SellersItemIdentification", "V\(1 + dice.below(999))-A") }
        if dice.chance(30) { identification("StandardItemIdentification", "09506000134352") }
        if isTracked { for unit in 0..<count { writeUnit(line * 10 + unit) } }
        close("Item")
        close("DespatchLine")
    }

    private mutating func writeUnit(_ number: Int) {
        open("ItemInstance")
        write("SerialID", "SN\(100_000 + dice.below(900) * 100 + number)")
        if dice.chance(30) {
            open("LotIdentification")
            write("LotNumberID", "L\(1 + dice.below(9))")
            if dice.chance(50) { write("ExpiryDate", "2028-12-31") }
            close("LotIdentification")
        }
        close("ItemInstance")
    }

    private mutating func identification(_ name: String, _ id: String) {
        open(name)
        write("ID", id)
        close(name)
    }

    private mutating func open(_ name: String) { text += "<\(prefix)\(name)>" + (dice.chance(50) ? "\n  " : "") }

    private mutating func close(_ name: String) { text += "</\(prefix)\(name)>" + (dice.chance(50) ? "\n" : "") }

    private mutating func write(_ name: String, _ value: String) {
        text += "<\(prefix)\(name)>\(Self.escaped(value))</\(prefix)\(name)>\n"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
