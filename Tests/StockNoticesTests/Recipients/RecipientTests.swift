import StockModel
import Testing

@testable import StockNotices

@Suite("recipients")
struct RecipientTests {
    static let ann: [BuyerField: String] = [
        .name: "Ann Lee", .email: "ann@example.com", .postcode: "10115", .address1: "Gasse 7", .city: "Berlin",
        .country: "DE",
    ]

    /// With the recipients of all lines, by their places.
    private func book(_ lines: [OrderLine], _ cards: [Registration] = []) -> RecipientBook {
        RecipientBook(
            lines: lines, asked: AskedLines(lines.map(\.key)), registrations: cards, contacts: ContactRules())
    }

    /// Two buyers, and whether they are one.
    struct Pair: Sendable, CustomTestStringConvertible {
        let name: String
        let first: [BuyerField: String]
        let second: [BuyerField: String]
        let isOne: Bool
        var testDescription: String { name }
    }

    static let pairs = [
        Pair(
            name: "e-mail and name, written differently", first: [.name: "Ann Lee", .email: "Ann@Example.com"],
            second: [.name: "ANN-LEE", .email: "ann@example.com"], isOne: true),
        Pair(
            name: "the same e-mail alone", first: [.name: "Ann", .email: "a@b.c"],
            second: [.name: "Bo", .email: "a@b.c"], isOne: false),
        Pair(
            name: "an e-mail keeps its signs", first: [.name: "Ann", .email: "a.b@c.d"],
            second: [.name: "Ann", .email: "ab@c.d"], isOne: false),
        Pair(
            name: "e-mail and postcode", first: [.name: "A", .email: "a@b.c", .postcode: "SW1A 1AA"],
            second: [.email: "a@b.c", .postcode: "sw1a1aa"], isOne: true),
        Pair(
            name: "name, postcode and house number",
            first: [.name: "Jörg Weiß", .postcode: "80331", .address1: "Weg 12 a"],
            second: [.name: "JO\u{308}RG WEISS", .postcode: "80331", .address1: "12, Way"], isOne: true),
        Pair(
            name: "another house", first: [.name: "Ann", .postcode: "1", .address1: "Weg 12"],
            second: [.name: "Ann", .postcode: "1", .address1: "Weg 2"], isOne: false),
        Pair(
            name: "no house number", first: [.name: "Ann", .postcode: "1", .address1: "Weg"],
            second: [.name: "Ann", .postcode: "1", .address1: "Weg"], isOne: false),
        Pair(
            name: "full-width digits", first: [.name: "李", .postcode: "１００", .address1: "路３"],
            second: [.name: "李", .postcode: "100", .address1: "3"], isOne: true),
        Pair(
            name: "a relay is no e-mail", first: [.name: "Ann", .email: "x@marketplace.amazon.de"],
            second: [.name: "Ann", .email: "x@marketplace.amazon.de"], isOne: false),
        Pair(
            name: "a postcode is no name", first: [.name: "123", .email: "a@b.c"],
            second: [.postcode: "123", .email: "a@b.c"], isOne: false),
    ]

    @Test("who is one", arguments: pairs)
    func one(_ pair: Pair) {
        let book = book([
            orderLine("shop/1/1", buyer: buyer(pair.first)), orderLine("ebay/2/1", buyer: buyer(pair.second)),
        ])
        #expect((book.recipients.count == 1) == pair.isOne)
        #expect((book.recipient(ofLine: 0) == book.recipient(ofLine: 1)) == pair.isOne)
    }

    @Test("two who share nothing are one through a third, a cancelled order too")
    func throughOthers() {
        var third = orderLine(
            "shop/3/1", buyer: buyer([.name: "Ann", .email: "a@b.c", .postcode: "1", .address1: "2"]))
        third.status = .cancelled
        let lines = [
            orderLine("shop/1/1", buyer: buyer([.name: "Ann", .email: "a@b.c"])),
            orderLine("amazon/2/1", buyer: buyer([.name: "Ann", .postcode: "1", .address1: "No. 2"])), third,
        ]
        let asked = AskedLines([lines[0].key, key("shop/7/1"), lines[1].key])
        let book = RecipientBook(lines: lines, asked: asked, registrations: [], contacts: ContactRules())
        #expect(book.recipients.count == 1)
        #expect((0..<3).map { book.recipient(ofLine: $0) } == [0, nil, 0])
        #expect(book.recipients[0].email == text("a@b.c"))
        #expect(book.recipients[0].marketplaces == [text("amazon")])
    }

    @Test("the id is the digest of the least key, else of the least order line")
    func ids() {
        #expect(book([orderLine("shop/1/1", buyer: buyer(Self.ann))]).recipients[0].id == "R-559b39fd47d3")
        #expect(
            book([orderLine("shop/1/1", buyer: buyer([.name: "Ann Lee", .postcode: "10115", .address1: "7"]))])
                .recipients[0].id == "R-b6fbf7e41867")
        #expect(book([orderLine("shop/9/1", buyer: buyer([.name: "Ann"]))]).recipients[0].id == "R-1182cdb05015")
    }

    @Test("a line that names nobody is a recipient of its own, whom a marketplace alone may reach")
    func nameless() throws {
        let lines = [
            orderLine("shop/1/fulfilment:A"), orderLine("shop/1/1", buyer: buyer(Self.ann)),
            orderLine("amazon-de/1/fulfilment:A"),
        ]
        let book = book(lines)
        let nobody = try #require(book.recipient(ofLine: 0))
        #expect(nobody != book.recipient(ofLine: 1))
        #expect(book.recipients[nobody].ways.isEmpty)
        #expect(Unreachable(book.recipients[nobody], ContactRules()).sentence == "no order of it names a buyer")
        let other = try #require(book.recipient(ofLine: 2))
        #expect(book.recipients[other].ways == .channel)
    }

    @Test("the latest sale's details are shown, a registration's before them")
    func contacts() {
        var older = Self.ann
        older[.address1] = "Gasse 7 b"
        older[.phone] = "030 1"
        older[.company] = "Lee Ltd"
        let lines = [
            orderLine("shop/1/1", left: "2026-03-01", buyer: buyer(older)),
            orderLine("shop/2/1", left: "2026-03-03", buyer: buyer(Self.ann)),
        ]
        let recipient = book(lines).recipients[0]
        #expect(recipient.shown[.address1] == text("Gasse 7"))
        #expect(recipient.first(.phone) == text("030 1"))
        #expect(recipient.first(.company) == text("Lee Ltd"))
        var moved = Self.ann
        moved[.address1] = "New Road 1"
        let card = Registration(serial: text("S1"), registeredAt: time("2020-01-01"), person: buyer(moved))
        let withCard = book(lines, [card])
        #expect(withCard.recipients.count == 1)
        #expect(withCard.recipients[0].shown[.address1] == text("New Road 1"))
        #expect(withCard.recipient(ofRegistration: 0) == 0)
    }

    @Test(
        "relays",
        arguments: [
            ("a@marketplace.amazon.de", true), ("A@Marketplace.Amazon.co.uk", true), ("a@amazon.de", false),
            ("x@members.ebay.com", true), ("x@scs.tiktok.com", true), ("x@tiktok.com", false),
            ("x@relay.walmart.com", true), ("x@etsy.com", true), ("x@etsy.com.example.org", false), ("", false),
            ("x@own.example", true),
        ])
    func relays(_ email: String, _ isRelay: Bool) {
        #expect(ContactRules(relays: ["*@own.*"]).isRelay(text(email)) == isRelay)
    }

    @Test(
        "one address or none",
        arguments: [
            ("a@b.c", true), ("a@b", true), ("a@b@c", false), ("@b", false), ("a@", false), ("ab", false), ("", false),
            ("a@b.c, d@e.f", false), ("a b@c.d", false), ("<a@b.c>", false), ("a@b.c;", false), ("a\u{A0}@b.c", false),
        ])
    func addresses(_ email: String, _ isOne: Bool) { #expect(ContactRules().isAddress(text(email)) == isOne) }

    @Test("marketplaces, by the beginning of a channel's name or by the pipeline")
    func marketplaces() {
        let rules = ContactRules(marketplaces: ["Otto"])
        for (channel, isOne) in [
            ("amazon-de", true), ("eBay", true), ("mirakl:fnac", true), ("shop", false), ("otto", true),
            ("otto-b", false),
        ] {
            #expect(rules.isMarketplace(text(channel)) == isOne, "\(channel)")
        }
    }

    @Test("what keeps somebody from being reached")
    func unreachable() {
        func sentence(_ fields: [BuyerField: String]) -> String {
            Unreachable(book([orderLine("shop/1/1", buyer: buyer(fields))]).recipients[0], ContactRules()).sentence
        }
        #expect(sentence([.name: "Ann"]) == "no e-mail; the postal address lacks address line, city, country")
        #expect(
            sentence([.name: "Ann", .email: "a@", .city: "Bonn", .address1: "x"])
                == "the e-mail is not one address; the postal address lacks country")
        #expect(
            sentence([.email: "x@etsy.com", .address1: "x", .city: "Bonn", .country: "DE"])
                == "the e-mail is a marketplace's relay, and no order is a marketplace's; the postal address lacks name"
        )
    }
}
