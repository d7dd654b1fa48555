import Testing

@testable import StockReading

@Suite("Serials in notes")
struct CaptionedSerialsTests {
    @Test(
        "only what stands behind a caption is a serial",
        arguments: [
            ("Serial: DR-000101", ["DR-000101"]),
            ("Please ring twice.\nserial number:DR-000101\r\nThank you", ["DR-000101"]),
            ("SERIAL NO.: 0017, deliver Monday 24", ["0017"]),
            ("S/N DR-1", []),
            ("sn#A17.", ["A17"]),
            ("(IMEI: 001017260000152; Colour: black)", ["001017260000152"]),
            ("IMEI 1: 001017260000152 IMEI 2: 001017260000160", ["001017260000152", "001017260000160"]),
            ("IMEI1=001017260000152|IMEI2=001017260000160", ["001017260000152", "001017260000160"]),
            ("_serial_number: K14C1301", ["K14C1301"]),
            ("Serials: A101, A102;A103 & A104\nA105", ["A101", "A102", "A103", "A104", "A105"]),
            ("Serial number(s): A101, A102, call 555-0100 first", ["A101", "A102"]),
            ("Serial: A101, A102", ["A101"]),
            ("Serial: A101, IMEI: 001017260000152", ["A101", "001017260000152"]),
            ("replaces the one with serial: A101", []),
            ("old serial: A101", []),
            ("Serial number of the broken one: A101", []),
            ("Serial: unknown", []), ("Serial: see box", []), ("serial", []), ("Serial:", []),
            ("Serialised: yes2026", []), ("SNACKS: 1234", []), ("Serial: 12", []),
            ("Serial: 6.37E+15", []), ("Serial: AB***12", []), ("Serial: 1/2 price", []),
            ("Order 4711, serial: A101/B.", ["A101/B"]), ("", []),
        ])
    func notes(text: String, serials: [String]) {
        var found: [String] = []
        var text = text
        text.withUTF8 { bytes in CaptionedSerials.forEach(in: bytes) { found.append($0.text) } }
        #expect(found == serials)
    }
}
