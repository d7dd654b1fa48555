import StockMatching
import StockModel
import Testing

struct IdentifierSchemeTests {
    @Test(
        "a catalogue's word names a scheme",
        arguments: [
            ("any", .any), ("", .any), (" IMEI ", .imei), ("meid", .meid), ("Vin", .vin), ("gs1", .gs1),
        ] as [(String, IdentifierScheme)])
    func words(word: String, scheme: IdentifierScheme) throws {
        #expect(try IdentifierScheme(word) == scheme)
    }

    @Test("a pattern is a scheme")
    func pattern() throws {
        #expect(try IdentifierScheme("pattern: [A-Z]{2}\\d+ ") == .pattern(SerialPattern("[A-Z]{2}\\d+")))
    }

    @Test(
        "an identifier that says nothing is refused, with place and remedy",
        arguments: [
            (
                " imie",
                """
                column 2: “ imie” is no kind of identifier
                   imie
                   ^
                  Do: write any, imei, meid, vin, gs1, or pattern: and what serials look like
                """
            ),
            (
                "pattern: AB[0-9",
                """
                column 12: the pattern cannot be used: the class that begins here is never closed
                  pattern: AB[0-9
                             ^
                  Do: add “]”, or write \\[ for the character itself
                """
            ),
        ])
    func refusals(word: String, description: String) {
        let error = #expect(throws: IdentifierSchemeError.self) { try IdentifierScheme(word) }
        #expect(error?.description == description)
    }

    @Test("IMEI, MEID and VIN are unique in the world")
    func unique() throws {
        let schemes: [IdentifierScheme] = [.imei, .meid, .vin, .any, .gs1, .pattern(try SerialPattern("A"))]
        #expect(schemes.map(\.isUniqueInTheWorld) == [true, true, true, false, false, false])
    }

    @Test(
        "valid serials",
        arguments: [
            (.imei, "490154203237518"), (.imei, "352099001761481"),
            (.meid, "AF0123450ABCDE"), (.meid, "A0000000000000"), (.meid, "ffffffffffffff"),
            (.vin, "1M8GDM9AXKP042788"), (.vin, "5GZCZ43D13S812715"), (.vin, "11111111111111111"),
            (.vin, "1m8gdm9axkp042788"), (.vin, "WAUZZZ8K9AA012345"),
            (.gs1, "12345678901234567890"), (.gs1, "A!\"%&'()*+,-./_:;<=>"), (.gs1, "aZ09?"),
            (.any, "anything at all"), (.any, ""),
        ] as [(IdentifierScheme, String)])
    func valid(scheme: IdentifierScheme, serial: String) {
        let arena = Arena()
        let text = arena.store(serial)
        #expect(scheme.check(text))
        #expect(scheme.complaint(about: text) == "")
    }

    @Test(
        "invalid serials, and what is said of them",
        arguments: [
            (
                .imei, "490154203237517",
                "The check digit of this IMEI is wrong: 490154203237518 would be right, if all else is."
            ),
            (
                .imei, "49015420323751",
                "The last digit of this IMEI, its check digit, is missing: 490154203237518 would be right."
            ),
            (.imei, "4901542032375", "An IMEI has 15 digits, but this one has 13."),
            (.imei, "4901542032375188", "An IMEI has 15 digits, but this one has 16."),
            (
                .imei, "49015420323751O",
                "An IMEI has 15 digits and nothing else, but this one has “O” in place 15."
            ),
            (
                .meid, "AF0123450ABCDG",
                "An MEID has 14 digits or letters A to F and nothing else, but this one has “G” in place 14."
            ),
            (.meid, "AF0123450ABCD", "An MEID has 14 characters, but this one has 13."),
            (.meid, "", "An MEID has 14 characters, but this one has 0."),
            (
                .meid, "9F0123450ABCDE",
                "The first two characters of an MEID are A0 to FF, but this one begins with 9F."
            ),
            (
                .vin, "1M8GDM9A1KP042788",
                "The check digit of this VIN, in place 9, is wrong: 1M8GDM9AXKP042788 would be right, if all else is."
            ),
            (.vin, "WAUZZZ8K9AA01234", "A VIN has 17 characters, but this one has 16."),
            (
                .vin, "WAUZZZ8K9AAO12345",
                "A VIN has digits and letters other than I, O and Q, but this one has “O” in place 12."
            ),
            (.gs1, "123456789012345678901", "A GS1 serial has at most 20 characters, but this one has 21."),
            (.gs1, "É$1", "A GS1 serial has “É” in place 1, which no GS1 bar code can hold."),
            (.gs1, "A$1", "A GS1 serial has “$” in place 2, which no GS1 bar code can hold."),
        ] as [(IdentifierScheme, String, String)])
    func invalid(scheme: IdentifierScheme, serial: String, complaint: String) {
        let arena = Arena()
        let text = arena.store(serial)
        #expect(!scheme.check(text))
        #expect(scheme.complaint(about: text) == complaint)
    }

    @Test(
        "serials that do not fit a pattern",
        arguments: [
            ("AB12", "Serials of this SKU look like [A-Z]{2}\\d{4}; this one ends too early."),
            ("A", "Serials of this SKU look like [A-Z]{2}\\d{4}; this one ends too early."),
            ("AB1X34", "Serials of this SKU look like [A-Z]{2}\\d{4}; this one does not fit from place 4 on, “X”."),
            ("AB12345", "Serials of this SKU look like [A-Z]{2}\\d{4}; this one does not fit from place 7 on, “5”."),
            ("AÉ1234", "Serials of this SKU look like [A-Z]{2}\\d{4}; this one does not fit from place 2 on, “É”."),
        ])
    func unfit(serial: String, complaint: String) throws {
        let arena = Arena()
        let scheme = try IdentifierScheme("pattern:[A-Z]{2}\\d{4}")
        #expect(scheme.complaint(about: arena.store(serial)) == complaint)
    }

    @Test(
        "a check digit confirms, contradicts or is none",
        arguments: [
            (.imei, "490154203237518", true), (.imei, "490154203237517", false), (.imei, "49015", false),
            (.vin, "1M8GDM9AXKP042788", true), (.vin, "1M8GDM9A1KP042788", false), (.vin, "WAUZZZ8K9AA012345", nil),
            (.meid, "AF0123450ABCDE", nil), (.gs1, "A", nil), (.any, "490154203237518", nil),
        ] as [(IdentifierScheme, String, Bool?)])
    func checkDigits(scheme: IdentifierScheme, serial: String, answer: Bool?) {
        let arena = Arena()
        #expect(scheme.checkDigitConfirms(arena.store(serial)) == answer)
    }

    @Test("exactly one digit in place 15 makes 14 digits an IMEI")
    func oneLuhnDigit() {
        let arena = Arena()
        for seed in 0..<200 as Range<UInt64> {
            var dice = IdentifierDice(seed: seed)
            let body = dice.text(of: (0...9).map(String.init), length: 14...14)
            let right = (0...9).filter { IdentifierScheme.imei.check(arena.store("\(body)\($0)")) }
            #expect(right.count == 1, "seed \(seed)")
        }
    }
}
