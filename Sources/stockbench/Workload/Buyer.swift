/// A made-up buyer: name, e-mail and address follow from one number, so a buyer who orders again is the same again.
struct Buyer {
    private let number: Int
    private let traits: UInt64

    /// The buyer of a number, among all buyers of a workload.
    init(number: Int, seed: UInt64) {
        self.number = number
        traits = Mixer.mix(UInt64(number) ^ Mixer.mix(seed ^ 0x4255_5945_5253_0001))
    }

    /// A name as it is written and as it stands in an e-mail address.
    struct Name {
        let written: StaticString
        let plain: StaticString
    }

    /// A town; in the pattern `#` is a digit and `@` a letter.
    struct Town {
        let name: StaticString
        let postcode: StaticString
        let country: StaticString
    }

    private func trait(_ shift: UInt64, of count: Int) -> Int { Int((traits >> shift) & 0xFFFF) % count }

    /// Appends the columns buyer_name to country, with the comma after each.
    func append(to file: inout ByteWriter) {
        let given = Self.givenNames[trait(0, of: Self.givenNames.count)]
        let family = Self.familyNames[trait(16, of: Self.familyNames.count)]
        file.append(given.written)
        file.append(" ")
        file.append(family.written)
        file.append(",")
        // No two buyers share an address, or all of them would be one to whoever looks for people.
        file.append(byte: given.plain.utf8Start.pointee)
        file.append(".")
        file.append(family.plain)
        appendLettersAndDigits(of: number, to: &file)
        file.append("@")
        file.append(Self.mailDomains[trait(32, of: Self.mailDomains.count)])
        file.append(",")
        appendAddress(to: &file)
    }

    /// Appends a number in the 36 letters and digits.
    private func appendLettersAndDigits(of number: Int, to file: inout ByteWriter) {
        if number >= 36 { appendLettersAndDigits(of: number / 36, to: &file) }
        let digit = UInt8(number % 36)
        file.append(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }

    private func appendAddress(to file: inout ByteWriter) {
        // One address in 16 has a comma of its own and so stands in quotes.
        let quoted = trait(40, of: 16) == 0
        if quoted {
            file.append("\"Flat ")
            file.append(number: trait(44, of: 60) + 1)
            file.append(", ")
        }
        file.append(number: trait(48, of: 180) + 1)
        file.append(" ")
        file.append(Self.streets[trait(36, of: Self.streets.count)])
        file.append(quoted ? "\"," : ",")
        let town = Self.towns[trait(28, of: Self.towns.count)]
        file.append(town.name)
        file.append(",")
        appendPostcode(town.postcode, to: &file)
        file.append(",")
        file.append(town.country)
        file.append(",")
    }

    private func appendPostcode(_ pattern: StaticString, to file: inout ByteWriter) {
        var rest = Mixer.mix(traits)
        for character in UnsafeBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount) {
            switch character {
            case UInt8(ascii: "#"): file.append(byte: UInt8(ascii: "0") + UInt8(rest % 10))
            case UInt8(ascii: "@"): file.append(byte: UInt8(ascii: "A") + UInt8(rest % 26))
            default: file.append(byte: character)
            }
            rest >>= 5
        }
    }

    private static let mailDomains: [StaticString] = ["example.com", "example.org", "example.net", "mail.example"]

    private static let givenNames: [Name] = [
        Name(written: "Anna", plain: "anna"), Name(written: "Ben", plain: "ben"),
        Name(written: "Chloé", plain: "chloe"), Name(written: "David", plain: "david"),
        Name(written: "Elena", plain: "elena"), Name(written: "François", plain: "francois"),
        Name(written: "Grace", plain: "grace"), Name(written: "Hannah", plain: "hannah"),
        Name(written: "Ivan", plain: "ivan"), Name(written: "Jürgen", plain: "juergen"),
        Name(written: "Katarzyna", plain: "katarzyna"), Name(written: "Liam", plain: "liam"),
        Name(written: "Maria", plain: "maria"), Name(written: "Noah", plain: "noah"),
        Name(written: "Olivia", plain: "olivia"), Name(written: "Pedro", plain: "pedro"),
        Name(written: "Quentin", plain: "quentin"), Name(written: "Rosa", plain: "rosa"),
        Name(written: "Søren", plain: "soeren"), Name(written: "Thomas", plain: "thomas"),
        Name(written: "Uma", plain: "uma"), Name(written: "Victor", plain: "victor"),
        Name(written: "Wei", plain: "wei"), Name(written: "Yusuf", plain: "yusuf"),
    ]

    private static let familyNames: [Name] = [
        Name(written: "Andersson", plain: "andersson"), Name(written: "Baker", plain: "baker"),
        Name(written: "Castro", plain: "castro"), Name(written: "Dubois", plain: "dubois"),
        Name(written: "Evans", plain: "evans"), Name(written: "Fischer", plain: "fischer"),
        Name(written: "García", plain: "garcia"), Name(written: "Hughes", plain: "hughes"),
        Name(written: "Ito", plain: "ito"), Name(written: "Jansen", plain: "jansen"),
        Name(written: "Kowalski", plain: "kowalski"), Name(written: "Lindqvist", plain: "lindqvist"),
        Name(written: "Müller", plain: "mueller"), Name(written: "Novak", plain: "novak"),
        Name(written: "O'Brien", plain: "obrien"), Name(written: "Patel", plain: "patel"),
        Name(written: "Quinn", plain: "quinn"), Name(written: "Rossi", plain: "rossi"),
        Name(written: "Smith", plain: "smith"), Name(written: "Taylor", plain: "taylor"),
        Name(written: "Ueda", plain: "ueda"), Name(written: "van Dijk", plain: "vandijk"),
        Name(written: "Weber", plain: "weber"), Name(written: "Yılmaz", plain: "yilmaz"),
    ]

    private static let streets: [StaticString] = [
        "High Street", "Station Road", "Church Lane", "Mill Road", "Park Avenue", "Market Square", "Elm Grove", "Quay",
        "Bahnhofstraße", "Gartenweg", "Rue de la Gare", "Calle Mayor", "Via Roma", "Dorpsstraat", "Storgatan",
        "Main St",
    ]

    private static let towns: [Town] = [
        Town(name: "Leeds", postcode: "LS# #@@", country: "GB"),
        Town(name: "Bristol", postcode: "BS# #@@", country: "GB"),
        Town(name: "Cardiff", postcode: "CF# #@@", country: "GB"),
        Town(name: "Hamburg", postcode: "2###7", country: "DE"),
        Town(name: "Köln", postcode: "5####", country: "DE"), Town(name: "Leipzig", postcode: "04###", country: "DE"),
        Town(name: "Lyon", postcode: "6900#", country: "FR"), Town(name: "Nantes", postcode: "4400#", country: "FR"),
        Town(name: "Utrecht", postcode: "35## @@", country: "NL"), Town(name: "Gent", postcode: "90##", country: "BE"),
        Town(name: "Bologna", postcode: "401##", country: "IT"),
        Town(name: "Sevilla", postcode: "410##", country: "ES"),
        Town(name: "Malmö", postcode: "21# ##", country: "SE"), Town(name: "Austin", postcode: "787##", country: "US"),
        Town(name: "Portland", postcode: "972##", country: "US"), Town(name: "Łódź", postcode: "9#-###", country: "PL"),
    ]
}
