import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockNotices
@testable import StockWriting

@Suite("letters")
struct LettersTests {
    private let folder = TemporaryFolder()
    private let day = Timestamp(iso8601: "2026-11-23") ?? .absent

    private func written(
        _ shop: NoticeFixture, _ campaign: Campaign = NoticeFixture.campaign(), picture: LetterPicture = .none,
        memory: RecallMemory = RecallMemory()
    ) throws -> String {
        let files = try PersonalFolder(new: folder("letters"))
        let rows = try shop.recall(campaign, memory: memory).lists.post
        try Letters(campaign, on: day, picture: picture).write(rows, to: files.newPersonalFile("letters.html"))
        return folder.text("letters/letters.html") ?? ""
    }

    private static let ann: [BuyerField: String] = [
        .name: "Ann Meyer", .address1: "Quay 1", .city: "Springfield", .region: "IL", .postcode: "62701",
        .country: "US",
    ]

    @Test("a letter has the notice in the order of the law, and what its recipient holds")
    func letter() throws {
        let shop = NoticeFixture()
        shop.sell("CH-65W", order: "1001", serials: ["S1", "S2"], to: Self.ann)
        let text = try written(shop)
        let letter = try #require(text.range(of: "<article").map { text[$0.lowerBound...] })
        let id = try shop.recall().lists.post[0].recipient
        #expect(
            letter == """
                <article class="letter">
                <header class="head">
                <p class="sender">0800 123 456, recall@example.com</p>
                <h1>Product safety recall</h1>
                <p class="title" dir="auto">Charger may overheat</p>
                </header>
                <address class="address" style="font-size:9.5pt"><div dir="auto">Ann Meyer</div>\
                <div dir="auto">Quay 1</div><div dir="auto">Springfield, IL 62701</div>\
                <div dir="auto">UNITED STATES</div></address>
                <dl class="reference"><dt>Date</dt><dd>23 November 2026</dd><dt>Recall</dt><dd>R-2026-014</dd>\
                <dt>Issued on</dt><dd>2 November 2026</dd><dt>Your reference</dt><dd>\(id)</dd></dl>
                <main class="body">
                <p>Dear customer,</p>
                <p>Our records show that you bought the product named below. It is being recalled because it is a hazard \
                to your safety. Please read this letter now, and do what it says.</p>
                <div class="product">
                <div><section><h2>The product</h2><p dir="auto">Charger CH-65W by Zenit</p></section>
                <section><h2>How to recognise it</h2><p dir="auto">The serial number is on the label at the back of the \
                charger.</p></section>
                </div>

                </div>
                <section><h2>Your affected units</h2>
                <dl class="facts" style="font-size:10.0pt"><dt>Serial numbers</dt><dd>S1, S2</dd><dt>Article</dt>\
                <dd>CH-65W</dd><dt>Order</dt><dd>1001</dd><dt>Bought through</dt><dd>shop</dd></dl></section>
                <section class="hazard"><h2>The hazard</h2><p dir="auto">The charger can overheat, catch fire and burn \
                you.</p></section>
                <section><h2>What to do now</h2><p dir="auto">Unplug the charger now and stop using it.</p>\
                <p dir="auto">Do not repair it yourself.</p></section>
                <section><h2>Your remedy</h2><p dir="auto">We send you a new charger, or your money back, as you \
                wish.</p></section>
                <section><h2>Contact</h2><p dir="auto">0800 123 456, recall@example.com</p></section>
                <section><p>Please also tell anybody else who may use the product. If you gave or sold it to somebody, \
                pass this letter on.</p></section>
                </main>
                </article>
                </body>
                </html>

                """)
    }

    @Test("the headline is as the law of the campaign has it")
    func headline() throws {
        let shop = NoticeFixture()
        shop.sell("CH-65W", order: "1001", serials: ["S1"], to: Self.ann)
        var campaign = NoticeFixture.campaign()
        campaign.jurisdictions = [.us]
        #expect(try written(shop, campaign).contains("<h1>PRODUCT SAFETY RECALL</h1>"))
    }

    @Test("whoever is written to again reads that he is")
    func reminder() throws {
        let shop = NoticeFixture()
        let line = shop.sell("CH-65W", order: "1001", serials: ["S1"], to: Self.ann)
        var memory = RecallMemory()
        memory.told = [ToldPair(serial: shop.text("S1"), line: line): 1]
        memory.wave = 2
        let text = try written(shop, memory: memory)
        #expect(text.contains("<dt class=\"reminder\">Reminder</dt>"))
        #expect(text.contains("We have written to you about this recall before, and do not know yet"))
    }

    @Test("the page asks no machine for anything, and nothing of a name is markup")
    func safety() throws {
        let text = try written(HostileShop.make(60, seed: 1))
        #expect(text.components(separatedBy: "<article class=\"letter\">").count == 61)
        #expect(text.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"))
        let tags = Set(text.matches(of: /<\/?([a-z0-9]+)/).map { String($0.1) })
        let ours: Set<String> = [
            "html", "head", "meta", "link", "title", "style", "body", "article", "header", "address", "dl", "dt", "dd",
            "main", "div", "section", "h1", "h2", "p", "br",
        ]
        #expect(tags.subtracting(ours) == [])
        for word in ["http://", "https://", "<script", "<b>", "\u{202E}", "Line\nEnd"] { #expect(!text.contains(word)) }
        // A bracket with an accent over it is a bracket to a browser.
        #expect(!text.utf8.elementsEqual([]) && !Array(text.utf8).contains(Array("A\u{338}<\u{338}b".utf8)))
        #expect(text.contains("O&#39;Brien, {{{head}}} {{x}}"))
    }

    // MARK: Addresses

    private func address(_ fields: [BuyerField: String]) throws -> AddressBlock {
        let shop = NoticeFixture()
        shop.sell("CH-65W", order: "1", serials: ["S"], to: fields)
        var countries = CountryNames()
        return AddressBlock(try shop.recall().lists.post[0], &countries)
    }

    @Test(
        "lines of addresses, the country in capitals last",
        arguments: [
            (["US", "IL", "62701"], "Ann|Quay 1|Town, IL 62701|UNITED STATES"),
            (["de", "", "24103"], "Ann|Quay 1|24103 Town|GERMANY"),
            (["Germany", "", "24103"], "Ann|Quay 1|24103 Town|GERMANY"),
            (["IT", "RM", "00184"], "Ann|Quay 1|00184 Town RM|ITALY"),
            (["ES", "Town", "28013"], "Ann|Quay 1|28013 Town|SPAIN"),
            (["GB", "", "SW1A 1AA"], "Ann|Quay 1|Town SW1A 1AA|UNITED KINGDOM"),
            (["CA", "ON", ""], "Ann|Quay 1|Town, ON|CANADA"),
            (["Utopia", "", "1"], "Ann|Quay 1|Town 1|UTOPIA"),
            (["XX", "", "1"], "Ann|Quay 1|Town 1|XX"),
        ])
    func countries(_ place: [String], _ lines: String) throws {
        let block = try address([
            .name: "Ann", .address1: "Quay 1", .city: "Town", .country: place[0], .region: place[1],
            .postcode: place[2],
        ])
        #expect(block.lines.joined(separator: "|") == lines)
    }

    @Test("the firm comes first, once; two lines of a street are one where there is no room for both")
    func firm() throws {
        var fields: [BuyerField: String] = [
            .name: "Ann", .company: "Bo Ltd", .address1: "Quay 1", .city: "Town", .country: "DE", .postcode: "1",
        ]
        #expect(try address(fields).lines == ["Bo Ltd", "Ann", "Quay 1", "1 Town", "GERMANY"])
        fields[.company] = "Ann"
        fields[.address2] = "Floor 3"
        let block = try address(fields)
        #expect(block.lines == ["Ann", "Quay 1, Floor 3", "1 Town", "GERMANY"])
        #expect(block.size == 9.5)
    }

    @Test(
        "an address keeps to its rectangle whatever it holds, and nothing of it is lost",
        arguments: 0..<40 as Range<UInt64>)
    func fits(seed: UInt64) throws {
        var countries = CountryNames()
        for row in try HostileShop.make(25, seed: seed).recall().lists.post {
            let block = AddressBlock(row, &countries)
            let height = Double(block.lines.count) * AddressBlock.lineHeight + block.above + block.below
            #expect(height * block.size <= LetterPage.address.heightInPoints)
            for line in block.lines {
                #expect(TextWidth.of(line) * block.size <= LetterPage.address.widthInPoints + 0.01)
            }
            let shown = block.lines.joined().filter { !$0.isWhitespace }
            for field in [row.name, row.address[.company], row.address[.address1], row.address[.city]] {
                let whole = SafeText.trimmed(field.description).filter { !$0.isWhitespace }
                #expect(whole.isEmpty || shown.contains(whole), "\(whole)")
            }
        }
    }

    @Test("what is no address is not printed as one")
    func endless() throws {
        let block = try address([
            .name: String(repeating: "x", count: 9000), .address1: "Quay 1", .city: "Town", .country: "DE",
        ])
        #expect(block.lines.first == "No address: too long to print.")
        #expect(block.lines.last?.hasPrefix("See post.csv, R-") == true)
    }

    // MARK: Length

    @Test(
        "a recipient's units fit in the room that the notice leaves; what does not is counted",
        arguments: [1, 7, 60, 3000])
    func units(count: Int) throws {
        let shop = NoticeFixture()
        let serials = (0..<count).map { "SN-\(1000 + $0)" }
        shop.sell("CH-65W", order: "1", quantity: count, serials: serials, to: Self.ann)
        let layout = LetterLayout(LetterNotice(NoticeFixture.campaign(), picture: .none), hasPicture: false)
        let facts = LetterFacts(try shop.recall().lists.post[0], layout)
        let lines = facts.facts.reduce(0) { $0 + $1.lines.count }
        #expect(Double(lines) * facts.size * LetterLayout.Measure.line <= layout.unitsHeight)
        let shown = facts.facts[0].lines.flatMap { $0.split(separator: ", ") }.filter { $0.hasPrefix("SN-") }.count
        if shown < count {
            #expect(
                facts.facts[0].lines.last == "and \(count - shown) more: ask us for the whole list, with your reference"
            )
            #expect(shown > 60)
        }
        #expect(facts.facts.map(\.label).dropFirst() == ["Article", "Order", "Bought through"])
    }

    @Test("goods without serials are named by their orders")
    func loose() throws {
        let shop = NoticeFixture()
        shop.sell("CH-65W", order: "1", quantity: 2, to: Self.ann)
        let layout = LetterLayout(LetterNotice(NoticeFixture.campaign(), picture: .none), hasPicture: false)
        let facts = LetterFacts(try shop.recall().lists.post[0], layout)
        #expect(facts.facts[0].lines == ["all units of this article in the orders named below"])
    }

    @Test(
        "longer texts are printed smaller; what is too long is said before anything is printed",
        arguments: [
            (1, 11, nil as String?), (20, 8.5, nil), (50, 7, nil),
            (80, 6, "shorten them by a quarter"), (300, 3.5, "shorten them by a large part; 65 % do not fit"),
        ])
    func texts(_ times: Int, _ size: Double, _ complaint: String?) {
        var campaign = NoticeFixture.campaign()
        campaign.notice.whatToDo = String(repeating: "Unplug the charger now, and do not use it again. ", count: times)
        let layout = LetterLayout(LetterNotice(campaign, picture: .none), hasPicture: false)
        #expect(layout.size == size)
        #expect(
            LetterLayout.complaint(campaign)
                == complaint.map {
                    "the texts of the notice are too long for a letter of one page, and would be printed smaller than 7 "
                        + "points: \($0)"
                })
    }

    @Test("a title that nobody could read is said too")
    func title() {
        var campaign = NoticeFixture.campaign()
        campaign.title = String(repeating: "Charger may overheat ", count: 30)
        #expect(
            LetterLayout.complaint(campaign)
                == "the title is too long to be read in letters: shorten it to some 200 characters")
    }

    // MARK: Pictures

    @Test("a picture is put into the page once, by what it is, not by its name")
    func picture() throws {
        let bytes: [UInt8] = [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + [1, 2, 3]
        folder.makeFile("charger.jpg", bytes: bytes)
        let picture = LetterPicture("charger.jpg", in: folder.path)
        #expect(picture.problem == nil)
        let text = try written(HostileShop.make(9, seed: 3), picture: picture)
        #expect(text.components(separatedBy: "url(data:image/png;base64,iVBORw0KGgoBAgM=)").count == 2)
        #expect(text.components(separatedBy: "<div class=\"picture\" role=\"img\"").count == 10)
    }

    @Test("an address is printed, and never asked")
    func pictureAddress() throws {
        let shop = NoticeFixture()
        shop.sell("CH-65W", order: "1001", serials: ["S1"], to: Self.ann)
        let text = try written(shop, picture: LetterPicture("https://example.com/c.png", in: ""))
        #expect(text.contains("<p dir=\"auto\">Picture: https://example.com/c.png</p>"))
        #expect(!text.contains("url("))
    }

    @Test("a picture that cannot be shown is left out, and that is said")
    func noPicture() {
        folder.makeFile("page.png", "<svg onload=x>")
        folder.makeFile("large.png", bytes: [UInt8](repeating: 0, count: 5 << 20))
        #expect(
            LetterPicture("page.png", in: folder.path).problem
                == "letters are without the picture `page.png`: no PNG, JPEG, WebP or GIF. Save it as one of these.")
        #expect(
            LetterPicture("large.png", in: folder.path).problem
                == "letters are without the picture `large.png`: larger than 4 MB. Make it smaller.")
        #expect(LetterPicture("none.png", in: folder.path).problem?.contains("cannot be read") == true)
        #expect(LetterPicture("", in: folder.path).problem == nil)
        #expect(!LetterPicture("page.png", in: folder.path).isEmbedded)
    }
}
