import StockModel
import Testing

@testable import StockNotices

@Suite("recalls")
struct RecallTests {
    private static let ann = buyer([.name: "Ann", .email: "ann@example.com"])
    private static let bo = buyer([.name: "Bo", .email: "bo@example.com", .company: "Bo Ltd"])

    /// The recall of SKU A, unless another scope is given.
    private func recall(
        _ units: [UnitHistory], _ lines: [OrderLine] = [], rests: [SKURest] = [], cards: [Registration] = [],
        scope: Scope = .condition(.skus(["A"])), _ change: (inout RecallMemory) -> Void = { _ in }
    ) throws -> Recall {
        var judge = RecallJudge(scope: try CompiledScope(scope, names: names()), facts: catalogue())
        for unit in units { judge.take(unit) }
        for line in lines { judge.take(line) }
        for rest in rests { judge.take(rest) }
        var memory = RecallMemory()
        change(&memory)
        return try Recall(
            campaign(scope), judge.finish(), lines: lines, registrations: cards, memory: memory,
            contacts: ContactRules())
    }

    private func told(_ rows: NoticeList) -> [String] { rows.map { "\($0.name) \($0.notice.rawValue)" }.sorted() }

    @Test("where units are, and what is pulled from the shelf: reserved units first")
    func places() throws {
        var units = Place.allCases.enumerated().map { index, place in
            soldUnit("S\(index)", place: place)
        }
        var returned = soldUnit("V1", place: .absent)
        returned.custodies[0].end = .vendorReturn
        // What came after, with neither backing nor sale, is no custody.
        returned.custodies.append(Custody(sku: .empty))
        units.append(returned)
        let reserved = units.firstIndex { $0.place == .reserved } ?? 0
        units[reserved].claimants = units[reserved].custodies[0].sales
        let recall = try recall(
            units, [orderLine("shop/1/1", buyer: Self.ann)],
            rests: [SKURest(sku: text("A"), onHand: 9, unitsInStock: 1, unitsReserved: 1)])
        #expect(
            recall.summary.places == [
                .inStock: 8, .reserved: 1, .away: 1, .quarantined: 1, .inRepair: 1, .writtenOff: 1, .vendor: 1,
                .sold: 1, .unaccounted: 1,
            ])
        #expect(recall.summary.affected == 16)
        #expect(
            recall.quarantine.map { "\($0.serial) \($0.place.rawValue) \($0.quantity)" } == [
                "S7 reserved 1", " in-stock 7", "S1 in-stock 1", "S2 away 1", "S4 quarantined 1", "S5 in-repair 1",
            ])
        // Nobody is told of a unit that has not left.
        let row = recall.rows.first { $0.place == .reserved }
        #expect(row?.line?.written == "shop/1/1")
        #expect(row?.recipient == "")
        #expect(recall.lists.email.first?.serials.map(\.description) == ["S3", "S5"])
    }

    @Test("all claimants are told, and a unit of which one can be reached is reachable")
    func claimants() throws {
        var unit = soldUnit("S1", to: "shop/1/1")
        unit.claimants.append(Sale(line: key("shop/2/1"), at: time("2026-03-03"), hasLeft: true))
        let recall = try recall(
            [unit], [orderLine("shop/1/1", buyer: Self.ann), orderLine("shop/2/1", buyer: buyer([.name: "Cy"]))])
        #expect(told(recall.lists.email) == ["Ann first"])
        #expect(told(recall.lists.unreachable) == ["Cy first"])
        #expect(recall.rows.count == 2)
        #expect(recall.summary.toldNow == 1)
        #expect(recall.summary.unreachable == 0)
        #expect(recall.told.map(\.line.written) == ["shop/1/1"])
    }

    @Test(
        "a registration after the sale adds its person",
        arguments: [
            ("2026-03-03", true), ("2026-03-02", true), ("2026-03-01", false),
        ])
    func registrations(_ day: String, _ isTold: Bool) throws {
        let card = Registration(serial: text("S1"), registeredAt: time(day), person: Self.bo)
        let recall = try recall([soldUnit("S1")], [orderLine("shop/1/1", buyer: Self.ann)], cards: [card])
        #expect(told(recall.lists.email) == (isTold ? ["Ann first", "Bo first"] : ["Ann first"]))
        #expect(told(recall.lists.consignees) == (isTold ? ["Bo first"] : []))
        #expect(recall.told.map { $0.registration.isEmpty } == (isTold ? [true, false] : [true]))
    }

    @Test(
        "which came first, the card or the sale: on one day the card comes after unless both times say otherwise",
        arguments: [
            ("2026-03-02", "2026-03-02", true), ("2026-03-02", "2026-03-02T10:00:00Z", true),
            ("2026-03-02T09:00:00Z", "2026-03-02", true), ("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", false),
            ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z", false),
            ("2026-03-02T10:00:01Z", "2026-03-02T10:00:00Z", true),
            ("2026-03-01", "2026-03-02T10:00:00Z", false), ("2026-03-03", "2026-03-02", true),
        ])
    func order(_ card: String, _ sale: String, _ isAfter: Bool) {
        let card = Registration(serial: text("S1"), registeredAt: time(card), person: .none)
        #expect(card.comes(after: time(sale)) == isAfter)
    }

    @Test(
        "a card of the buyer himself is no second pair, and one of a unit that shares its serial is asked for the SKU")
    func ownCard() throws {
        var card = Registration(serial: text("S1"), registeredAt: time("2026-04-01"), person: Self.ann)
        let lines = [orderLine("shop/1/1", buyer: Self.ann)]
        #expect(try recall([soldUnit("S1")], lines, cards: [card]).told.count == 1)
        card.person = Self.bo
        card.sku = text("B")
        #expect(try recall([soldUnit("S1")], lines, cards: [card]).told.count == 2)
        var shared = soldUnit("S1")
        shared.sharesSerial = true
        #expect(try recall([shared], lines, cards: [card]).told.count == 1)
    }

    @Test("waves: first, more, nothing, again")
    func waves() throws {
        let units = [soldUnit("S1"), soldUnit("S2")]
        let lines = [orderLine("shop/1/1", buyer: Self.ann)]
        let first = try recall(units, lines)
        #expect(told(first.lists.email) == ["Ann first"])
        #expect(first.wave == 1)
        let pairs = first.told
        #expect(pairs.map(\.serial.description) == ["S1", "S2"])

        let more = try recall(units, lines) { $0.told[pairs[0]] = 1 }
        #expect(told(more.lists.email) == ["Ann more"])
        #expect(more.summary.toldBefore == 1)
        #expect(more.summary.toldNow == 1)

        let none = try recall(units, lines) { memory in for pair in pairs { memory.told[pair] = 1 } }
        #expect(none.lists.email.isEmpty)
        #expect(none.told.isEmpty)
        #expect(none.summary.toldBefore == 2)

        let again = try recall(units, lines) { memory in
            for pair in pairs { memory.told[pair] = 1 }
            memory.wave = 2
            memory.remedied = [text("S2")]
        }
        #expect(told(again.lists.email) == ["Ann repeat"])
        #expect(again.lists.email[0].serials.map(\.description) == ["S1"])
        #expect(again.wave == 2)
        #expect(again.summary.remedied == 1)

        let sameWave = try recall(units, lines) { memory in
            for pair in pairs { memory.told[pair] = 2 }
            memory.wave = 2
        }
        #expect(sameWave.lists.email.isEmpty)
    }

    @Test("who was only told that he may be affected is told when he is")
    func surer() throws {
        let lines = [orderLine("shop/1/1", buyer: Self.ann)]
        let lot = Scope.condition(.lots(["L1"]))
        let unsure = try recall([soldUnit("S1")], lines, scope: lot)
        #expect(told(unsure.lists.possiblyAffected) == ["Ann first"])
        #expect(unsure.lists.possiblyAffected[0].reason == Doubt.unknownOrigin.sentence)
        let later = try recall([soldUnit("S1")], lines, scope: lot) { $0.toldPossibly[unsure.toldPossibly[0]] = 1 }
        #expect(later.lists.possiblyAffected.isEmpty)
        let sure = try recall([soldUnit("S1", lot: "L1")], lines, scope: lot) {
            $0.toldPossibly[unsure.toldPossibly[0]] = 1
        }
        #expect(told(sure.lists.email) == ["Ann first"])
    }

    @Test("one custody is enough, the latest that shows it is named, and a former holder is not told")
    func custodies() throws {
        var unit = soldUnit("S1", to: "shop/2/1", at: "2026-03-09", lot: "L3")
        var earlier = soldUnit("S1", to: "shop/1/1", lot: "L1").custodies[0]
        earlier.end = .vendorReturn
        unit.custodies.insert(earlier, at: 0)
        let recall = try recall(
            [unit], [orderLine("shop/1/1", buyer: Self.ann), orderLine("shop/2/1", buyer: Self.bo)],
            scope: .condition(.lots(["L1"])))
        #expect(told(recall.lists.email) == ["Bo first"])
        #expect(recall.rows.map(\.lot.description) == ["L1"])
        #expect(recall.rows[0].shippedAt == time("2026-03-09"))
    }

    @Test("a unit without a custody is none")
    func noUnit() throws {
        var unit = UnitHistory(serial: text("S1"))
        unit.custodies = [Custody(sku: .empty)]
        #expect(try recall([unit], scope: .condition(.serials(["S1"]))).summary.affected == 0)
    }

    @Test("an order freed by a mismatched return, and a mistaken serial, are possibly affected")
    func suspects() throws {
        var freed = soldUnit("S1", to: "shop/1/1", place: .quarantined)
        freed.freed = freed.custodies[0].sales
        var mistaken = soldUnit("S1X", to: "shop/2/1")
        mistaken.custodies[0].backing = .none
        mistaken.suggestion = text("S1")
        var other = soldUnit("T1X", to: "shop/2/1")
        other.suggestion = text("T1")
        let recall = try recall(
            [freed, mistaken, other],
            [orderLine("shop/1/1", buyer: Self.ann), orderLine("shop/2/1", buyer: Self.bo)],
            scope: .condition(.serials(["S1"])))
        #expect(
            recall.lists.possiblyAffected.map { "\($0.name): \($0.reason)" }.sorted() == [
                "Ann: \(Doubt.mismatchedReturn.sentence)", "Bo: \(Doubt.mistakenSerial.sentence)",
            ])
        #expect(recall.summary.possiblyAffected == 2)
        #expect(recall.summary.affected == 1)
    }

    @Test("goods without serials: a line beyond its serials, a kit by its components, stock beyond its units")
    func loose() throws {
        let lines = [
            orderLine("shop/1/1", "A", shipped: 3, serials: 1, buyer: Self.ann),
            orderLine("shop/2/1", "K", shipped: 2, serials: 0, buyer: Self.bo),
            orderLine("shop/3/1", "K", shipped: 2, serials: 1, buyer: Self.bo),
            orderLine("shop/4/1", "B", shipped: 2, serials: 0, buyer: Self.bo),
        ]
        let rests = [SKURest(sku: text("B"), onHand: 5, unitsInStock: 1, unitsReserved: 1)]
        let bySKU = try recall([], lines, rests: rests, scope: .condition(.skus(["B"])))
        #expect(
            bySKU.rows.map { "\($0.sku) \($0.quantity) \($0.place.rawValue)" } == [
                "B 2 sold", "B 3 in-stock", "B 4 sold",
            ])
        #expect(told(bySKU.lists.email) == ["Bo first"])
        #expect(bySKU.lists.email[0].orders.map(\.description) == ["2", "4"])
        #expect(bySKU.summary.toldNow == 6)
        let bySerial = try recall(
            [], lines, rests: rests, scope: .all([.condition(.skus(["A"])), .condition(.serials(["S1"]))]))
        #expect(bySerial.summary.affected == 0)
        // Two of A's three, and the A in each of the two kits.
        #expect(bySerial.summary.possiblyAffected == 4)
        #expect(bySerial.lists.possiblyAffected[0].reason == "cannot be told apart by serial")
    }

    @Test("findings: what can still be stopped, and what was sold since")
    func findings() throws {
        var unit = soldUnit("S1", to: "shop/1/1", at: "2026-03-06")
        unit.custodies[0].sales.insert(Sale(line: key("shop/0/1"), at: time("2026-03-05"), hasLeft: true), at: 0)
        var history = Sale(line: key("shop/9/1"), at: time("2026-03-07"), hasLeft: true)
        history.isHistory = true
        unit.custodies[0].sales.append(history)
        var stock = soldUnit("S2", place: .inStock)
        stock.custodies[0].sales = []
        let recall = try recall([unit, stock], [orderLine("shop/1/1", buyer: Self.ann)])
        #expect(
            recall.findings.map { "\($0.kind.rawValue) \($0.serial) \($0.sale?.line.written ?? "")" } == [
                "recalled-sale S1 shop/1/1", "recalled-in-stock S2 ",
            ])
    }

    @Test("sums that do not add up are an error")
    func sums() {
        var summary = RecallSummary()
        summary.affected = 1
        summary.places = [.sold: 1]
        #expect(
            throws: RecallSumsError("with customers and in repair", 1, "remedied, reachable and unreachable", 0)
        ) { try summary.check(rows: []) }
        summary.unreachable = 1
        #expect(throws: RecallSumsError("affected", 1, "in the rows", 0)) { try summary.check(rows: []) }
        summary.affected = 2
        #expect(throws: RecallSumsError("affected", 2, "in the nine places", 1)) { try summary.check(rows: []) }
    }
}
