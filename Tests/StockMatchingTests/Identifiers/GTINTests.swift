import StockMatching
import StockModel
import Testing

struct GTINTests {
    @Test(
        "8, 12, 13 or 14 digits with a right check digit become 14",
        arguments: [
            ("73513537", "00000073513537"),
            ("96385074", "00000096385074"),
            ("036000291452", "00036000291452"),
            ("4006381333931", "04006381333931"),
            ("09506000134352", "09506000134352"),
            ("10614141123459", "10614141123459"),
            ("978-0-306-40615-7", "09780306406157"),
            (" 0 36000 29145 2\t", "00036000291452"),
        ])
    func valid(written: String, digits: String) {
        #expect(GTIN(written)?.description == digits)
    }

    @Test(
        "what is no GTIN is none",
        arguments: [
            "", "0", "036000291453", "73513538", "4006381333930", "3600029145", "0109506000134352", "0000000000000",
            "00000000", "4006381E33931", "４００６３８１３３３９３１", "4.00638E+12", "40063813339310000000000000000000000",
        ])
    func invalid(written: String) {
        #expect(GTIN(written) == nil)
    }

    @Test("GTINs of one number are equal however long they were written")
    func equality() {
        #expect(GTIN("036000291452") == GTIN("00036000291452"))
        #expect(GTIN("036000291452")?.number == 36_000_291_452)
    }
}

struct SSCCTests {
    @Test(
        "18 digits with a right check digit, behind application identifier 00 or not",
        arguments: [
            ("106141412345678908", "106141412345678908"),
            ("(00)106141412345678908", "106141412345678908"),
            ("(00) 1 0614141 234567890 8", "106141412345678908"),
            ("00106141412345678908", "106141412345678908"),
            ("000000000000000017", "000000000000000017"),
        ])
    func valid(written: String, digits: String) {
        let arena = Arena()
        #expect(SSCC(arena.store(written))?.description == digits)
    }

    @Test(
        "what is no SSCC is none",
        arguments: [
            "", "106141412345678907", "10614141234567890", "(00)", "000000000000000000", "10614141234567890X",
            "01106141412345678908", "999999999999999999999999",
        ])
    func invalid(written: String) {
        let arena = Arena()
        #expect(SSCC(arena.store(written)) == nil)
    }
}
