import StockModel
import Testing

@testable import StockNotices

@Suite("warranty")
struct WarrantyTests {
    /// A small shop: terms, and what happened to units of A (12 months in the catalogue) and B (none).
    struct Shop {
        var terms: [WarrantyTerm] = []
        var changes: [WarrantyChange] = []
        var cards: [Registration] = []
        var units: [UnitHistory] = []
        var lines: [OrderLine] = [
            orderLine("shop/1/1", ordered: "2026-01-30", left: "2026-01-31", buyer: buyer([.country: "DE"])),
            orderLine("shop/2/1", ordered: "2026-06-01", left: "2026-06-02", buyer: buyer([.country: "US"])),
        ]

        func covers(of serial: String, on date: String = "2030-01-01") -> [WarrantyCover] {
            let facts = catalogue { entries in
                entries[0].warrantyMonths = 12
                entries[0].brand = "Zenit"
                entries[0].category = "chargers"
                entries[0].serials = .required
            }
            let warranty = Warranty(
                terms: WarrantyTerms(terms), facts: facts, changes: changes, registrations: cards)
            let lookup = Warranty.Lookup(
                line: { key in lines.first { $0.key == key } },
                units: { serial in units.filter { $0.serial == serial } })
            return units.filter { $0.serial == text(serial) }.flatMap { warranty.covers(of: $0, on: day(date), lookup) }
        }

        /// Windows as `from–to`, with `void` if so, or the reason why there is none.
        func windows(of serial: String, on date: String = "2030-01-01") -> [String] {
            covers(of: serial, on: date).map { cover in
                switch cover.outcome {
                case .none(let gap): return gap.rawValue
                case .window(let window):
                    let days = "\(Timestamp(day: window.startsOn))–\(Timestamp(day: window.endsOn))"
                    return window.isVoid ? "\(days) void" : days
                }
            }
        }
    }

    private func term(_ months: Int, _ change: (inout WarrantyTerm) -> Void = { _ in }) -> WarrantyTerm {
        var term = WarrantyTerm(months: months)
        change(&term)
        return term
    }

    private func shop(_ change: (inout Shop) -> Void = { _ in }) -> Shop {
        var shop = Shop()
        shop.units = [soldUnit("S1", to: "shop/1/1", at: "2026-01-31T10:00:00Z")]
        change(&shop)
        return shop
    }

    private func change(_ serial: String, _ at: String, _ action: WarrantyChange.Action) -> WarrantyChange {
        WarrantyChange(serial: text(serial), at: time(at), action: action)
    }

    @Test(
        "calendar months",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
            ("2026-03-31", 24, "2028-03-31"), ("2026-12-15", 1, "2027-01-15"), ("2026-05-05", 0, "2026-05-05"),
            ("2026-05-05", 999_999, "9999-12-31"),
        ])
    func months(_ from: String, _ months: Int, _ to: String) {
        #expect(Timestamp(day: Timestamp.day(day(from), plusMonths: months)).description == to)
    }

    @Test("the most specific term counts, sku before brand before category before country, then the longer one")
    func terms() {
        var shop = shop()
        #expect(shop.windows(of: "S1") == ["2026-01-31–2027-01-31"])
        let steps: [(WarrantyTerm, String)] = [
            (term(1), "2026-02-28"), (term(2) { $0.country = "de" }, "2026-03-31"),
            (term(3) { $0.category = "Chargers" }, "2026-04-30"), (term(4) { $0.brand = "ZENIT" }, "2026-05-31"),
            (term(5) { $0.sku = "A" }, "2026-06-30"), (term(6) { $0.sku = "A" }, "2026-07-31"),
            (term(5) { $0.sku = "A" }, "2026-07-31"),
            (
                term(7) {
                    $0.category = "chargers"
                    $0.country = "DE"
                }, "2026-08-31"
            ),
            (
                term(8) {
                    $0.sku = "A"
                    $0.country = "DE"
                }, "2026-09-30"
            ),
            (
                term(9) {
                    $0.brand = "Zenit"
                    $0.category = "chargers"
                }, "2026-09-30"
            ),
            (term(99) { $0.sku = "B" }, "2026-09-30"),
        ]
        for (term, end) in steps {
            shop.terms.append(term)
            #expect(shop.windows(of: "S1") == ["2026-01-31–\(end)"])
        }
    }

    @Test("starts in the term's order, the first that is known")
    func starts() {
        var shop = shop { $0.terms = [term(1) { $0.rules.starts = [.registered, .delivered, .shipped, .ordered] }] }
        #expect(shop.windows(of: "S1") == ["2026-01-31–2026-02-28"])
        shop.lines[0].deliveredAt = time("2026-02-02")
        #expect(shop.windows(of: "S1") == ["2026-02-02–2026-03-02"])
        shop.cards = [Registration(serial: text("S1"), registeredAt: time("2026-02-05"), person: .none)]
        #expect(shop.windows(of: "S1") == ["2026-02-05–2026-03-05"])
        shop.cards[0].purchasedAt = time("2026-02-04")
        #expect(shop.windows(of: "S1") == ["2026-02-04–2026-03-04"])
        shop.units[0].claimants[0].hasLeft = false
        shop.terms[0].rules.starts = [.shipped, .ordered]
        #expect(shop.windows(of: "S1") == ["2026-01-30–2026-02-28"])
        shop.terms[0].rules.starts = [.shipped]
        #expect(shop.windows(of: "S1") == ["no start"])
    }

    @Test("the law's months are the least, changes come on top")
    func changes() {
        var shop = shop { $0.terms = [term(6) { $0.rules.legalMonths = 24 }] }
        #expect(shop.windows(of: "S1") == ["2026-01-31–2028-01-31"])
        shop.changes = [change("S1", "2026-02-10", .extend(months: 1))]
        #expect(shop.windows(of: "S1") == ["2026-01-31–2028-02-29"])
        #expect(shop.windows(of: "S1", on: "2026-02-09") == ["2026-01-31–2028-01-31"])
        shop.changes.append(change("S1", "2026-03-01", .void))
        #expect(shop.windows(of: "S1") == ["2026-01-31–2026-02-28 void"])
        shop.changes.append(change("S1", "2026-04-01", .extend(months: 12)))
        #expect(shop.windows(of: "S1") == ["2026-01-31–2026-02-28 void"])
        shop.changes = [change("S1", "2026-01-01", .extend(months: 12)), change("S1", "2029-01-01", .void)]
        #expect(shop.windows(of: "S1") == ["2026-01-31–2028-01-31"])
    }

    @Test("a unit that came back and was sold again starts anew, or keeps the first window")
    func resale() {
        var shop = shop { $0.terms = [term(12)] }
        shop.units[0].custodies[0].sales.append(
            Sale(line: key("shop/2/1"), at: time("2026-06-02"), hasLeft: true))
        shop.units[0].claimants = [shop.units[0].custodies[0].sales[1]]
        #expect(shop.windows(of: "S1") == ["2026-06-02–2027-06-02"])
        shop.terms[0].rules.resale = .continue
        #expect(shop.windows(of: "S1") == ["2026-01-31–2027-01-31"])
        // A duplicate sale is no resale: each claimant has his own window.
        shop.units[0].custodies[0].sales[1].isDuplicate = true
        shop.units[0].claimants = shop.units[0].custodies[0].sales
        #expect(shop.windows(of: "S1") == ["2026-01-31–2027-01-31", "2026-06-02–2027-06-02"])
    }

    @Test("a replacement takes over what is left, or starts anew")
    func replacement() {
        var shop = shop { $0.terms = [term(12)] }
        shop.changes = [change("S1", "2026-06-01", .replace(text("S2")))]
        shop.units.append(soldUnit("S2", to: "shop/2/1", at: "2026-06-02"))
        #expect(shop.windows(of: "S1") == ["2026-01-31–2026-05-31 void"])
        #expect(shop.windows(of: "S2") == ["2026-06-01–2027-01-31"])
        shop.terms[0].rules.replacement = .restart
        #expect(shop.windows(of: "S2") == ["2026-06-01–2027-06-01"])
        // It need not have been sold, and may be replaced itself.
        shop.terms[0].rules.replacement = .continue
        shop.units[1].place = .absent
        shop.changes.append(change("S2", "2026-07-01", .replace(text("S3"))))
        shop.units.append(soldUnit("S3", to: "shop/2/1", at: "2026-07-02"))
        #expect(shop.windows(of: "S2") == ["2026-06-01–2026-06-30 void"])
        #expect(shop.windows(of: "S3") == ["2026-07-01–2027-01-31"])
        // A circle ends.
        shop.changes.append(change("S3", "2026-08-01", .replace(text("S1"))))
        #expect(shop.windows(of: "S3") == ["2026-07-01–2026-07-31 void"])
    }

    @Test("states")
    func states() {
        let window = WarrantyWindow(startsOn: 100, endsOn: 200)
        for (date, state) in [(109, WarrantyState.active), (110, .expiring), (200, .expiring), (201, .expired)] {
            #expect(window.state(on: date, expiringDays: 90) == state)
        }
        var void = window
        void.isVoid = true
        #expect(void.state(on: 100, expiringDays: 90) == .void)
        #expect(window.state(on: 200, expiringDays: ExpiryBands([]).largest) == .active)
    }

    @Test("bands: the smallest that holds, each once, never back, nothing caught up with")
    func bands() {
        let bands = ExpiryBands([30, 90, 7])
        for (left, told, due) in [
            (91, nil, nil), (90, nil, 90), (31, 90, nil), (30, 90, 30), (8, nil, 30), (7, 30, 7), (0, nil, 7),
            (0, 7, nil),
            (60, 30, nil), (-1, nil, nil),
        ] as [(Int, Int?, Int?)] {
            #expect(bands.due(daysLeft: left, told: told) == due, "\(left) days left, told of \(told ?? -1)")
        }
    }

    @Test("who is written to: with consent, once, and again where the end has moved")
    func expiring() {
        var shop = shop { $0.terms = [term(1)] }
        shop.lines[0].buyer = buyer([.name: "Ann", .email: "ann@example.com", .consent: "yes"])
        func list(_ told: [ExpiryBands.Pair: Int] = [:], on date: String = "2026-02-20", asks: Bool = true)
            -> ExpiringList
        {
            let due = shop.covers(of: "S1", on: date).compactMap {
                ExpiringList.Due($0, on: day(date), bands: ExpiryBands([30, 7]), told: told)
            }
            let asked = AskedLines(shop.lines.map(\.key))
            let book = RecipientBook(lines: shop.lines, asked: asked, registrations: [], contacts: ContactRules())
            return ExpiringList(
                due, asked: asked, book: book,
                consent: asks
                    ? { key in
                        shop.lines.first { $0.key == key }?.hasMarketingConsent ?? false
                    } : nil)
        }
        let first = list()
        #expect(first.rows.map { "\($0.notice.name) \(Timestamp(day: $0.endsOn)) \($0.band)" } == ["Ann 2026-02-28 30"])
        #expect(list(first.told).rows.isEmpty)
        #expect(list(first.told, on: "2026-02-21").rows.map(\.band) == [7])
        shop.changes = [change("S1", "2026-02-20", .extend(months: 1))]
        #expect(list(first.told, on: "2026-03-10").rows.map(\.band) == [30])
        shop.lines[0].buyer = buyer([.name: "Ann", .email: "ann@example.com", .consent: "no"])
        #expect(list(on: "2026-03-10").rows.isEmpty)
        #expect(list(on: "2026-03-10", asks: false).rows.count == 1)
    }

    @Test("sold units without a window are counted by reason")
    func gaps() {
        let facts = catalogue { $0[0].serials = .required }
        var gaps = WarrantyGaps()
        let shop = shop { $0.terms = [term(12) { $0.country = "FR" }] }
        let unit = shop.units[0]
        let none = WarrantyCover(
            serial: unit.serial, sku: unit.sku, line: key("shop/1/1"), outcome: .none(.noTerm), steps: [])
        var some = none
        var window = WarrantyWindow(startsOn: 1, endsOn: 2)
        some.outcome = .window(window)
        gaps.add([none], of: unit, facts: facts)
        gaps.add([none, some], of: unit, facts: facts)
        window.isVoid = true
        some.outcome = .window(window)
        gaps.add([some], of: unit, facts: facts)
        gaps.add([none], of: soldUnit("S9", "B"), facts: facts)
        gaps.combine(gaps)
        #expect(gaps.counts == [.noTerm: 2, .void: 2])
    }

    @Test("the register")
    func register() {
        var shop = shop { $0.terms = [term(12)] }
        shop.lines[0].buyer = buyer([.name: "Ann", .email: "ann@example.com"])
        let date = "2026-12-31"
        let rows = shop.covers(of: "S1", on: date).compactMap { cover in
            RegisterRow(
                cover, line: shop.lines.first { $0.key == cover.line }, facts: catalogue(), on: day(date),
                expiringDays: 90)
        }
        #expect(
            rows.map { "\($0.serial) \($0.buyerName) \($0.buyerEmail) \($0.order) \($0.state.rawValue)" } == [
                "S1 Ann ann@example.com 1 expiring"
            ])
        shop.lines = []
        shop.terms[0].rules.starts = [.ordered]
        #expect(shop.covers(of: "S1").allSatisfy { $0.window == nil })
    }

    @Test("the answer says yes or no, until when, and why")
    func answer() {
        var shop = shop { $0.terms = [term(6) { $0.rules.legalMonths = 24 }] }
        shop.terms[0].sku = "A"
        shop.terms[0].line = 3
        shop.changes = [change("S1", "2026-02-10", .extend(months: 1))]
        let date = "2027-05-01"
        #expect(
            shop.covers(of: "S1", on: date).map { WarrantyAnswer($0, on: day(date)).lines } == [
                [
                    "yes: S1 (A), shop order 1 is covered on 2027-05-01. It is covered from 2026-01-31 until 2028-02-29.",
                    "Line 3 of the terms (sku A) grants 6 months.",
                    "It starts on 2026-01-31, when the unit was shipped.", "The law grants 24 months, to 2028-01-31.",
                    "On 2026-02-10 it was extended by 1 month, to 2028-02-29.",
                ]
            ])
        shop.changes = [change("S1", "2026-03-01", .void)]
        shop.changes[0].reason = "opened by the buyer"
        let void = shop.covers(of: "S1", on: date).map { WarrantyAnswer($0, on: day(date)) }[0]
        #expect(!void.isCovered)
        #expect(
            void.lines[0]
                == "no: S1 (A), shop order 1 is not covered on 2027-05-01. It is covered from 2026-01-31 until 2026-02-28."
        )
        #expect(void.lines.last == "On 2026-03-01 it was made void (opened by the buyer).")
    }
}
