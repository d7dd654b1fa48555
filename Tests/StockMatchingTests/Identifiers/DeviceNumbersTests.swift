import StockMatching
import StockModel
import Testing

struct DeviceNumbersTests {
    private func rewritten(_ serial: String, _ rewrite: (Text, inout [UInt8]) -> Bool) -> String? {
        let arena = Arena()
        var scratch = Array("left over from before".utf8)
        return rewrite(arena.store(serial), &scratch) ? String(decoding: scratch, as: UTF8.self) : nil
    }

    @Test(
        "an IMEISV becomes the IMEI of the same phone",
        arguments: [
            // 3GPP TS 23.003 gives the form; the numbers are the usual public examples.
            ("3520990017614823", "352099001761481"),
            ("4901542032375100", "490154203237518"),
            ("490154203237518", nil),
            ("49015420323751000", nil),
            ("35209900176148A3", nil),
            ("", nil),
        ])
    func imeisv(serial: String, imei: String?) {
        #expect(rewritten(serial) { DeviceNumbers.imeiFromIMEISV($0, scratch: &$1) } == imei)
        #expect(rewritten(serial) { IdentifierScheme.imei.rewrite($0, scratch: &$1) } == imei)
    }

    @Test(
        "a decimal MEID becomes hexadecimal",
        arguments: [
            // The example of 3GPP2 S.R0048.
            ("293608736500703710", "AF0123450ABCDE"),
            ("268435456010000000", "A0000000989680"),
            ("429496729516777215", "FFFFFFFFFFFFFF"),
            ("000000000000000000", "00000000000000"),
            ("429496729616777215", nil),
            ("429496729516777216", nil),
            ("29360873650070371", nil),
            ("AF0123450ABCDE", nil),
            ("29360873650070371X", nil),
        ])
    func decimal(serial: String, meid: String?) {
        #expect(rewritten(serial) { DeviceNumbers.meidFromDecimal($0, scratch: &$1) } == meid)
        #expect(rewritten(serial) { IdentifierScheme.meid.rewrite($0, scratch: &$1) } == meid)
    }

    @Test("other schemes rewrite nothing", arguments: [IdentifierScheme.any, .vin, .gs1])
    func others(scheme: IdentifierScheme) {
        #expect(rewritten("3520990017614823") { scheme.rewrite($0, scratch: &$1) } == nil)
        #expect(rewritten("293608736500703710") { scheme.rewrite($0, scratch: &$1) } == nil)
    }
}
