import StockModel
import Testing

@testable import StockNotices

@Suite("scopes")
struct ScopeTests {
    /// A unit in one custody, and goods without serials, against a condition.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let condition: Condition
        let unit: Truth
        let line: Truth
        let stock: Truth

        init(_ name: String, _ condition: Condition, unit: Truth, line: Truth, stock: Truth) {
            (self.name, self.condition, self.unit, self.line, self.stock) = (name, condition, unit, line, stock)
        }

        var testDescription: String { name }
    }

    /// The unit is SN042 (also IM1) of A, lot L1, of Zenit's N1 of 1 February, sold on 2 March; the line is of A, too.
    static let cases = [
        Case("serial", .serials(["x", "sn042"]), unit: .yes, line: .unknown, stock: .unknown),
        Case("another serial", .serials(["SN043"]), unit: .no, line: .unknown, stock: .unknown),
        Case("another identifier", .serials(["IM1"]), unit: .yes, line: .unknown, stock: .unknown),
        Case("range", .range(from: "SN040", to: "SN042"), unit: .yes, line: .unknown, stock: .unknown),
        Case("range of more digits", .range(from: "SN0040", to: "SN0050"), unit: .no, line: .unknown, stock: .unknown),
        Case("range of another head", .range(from: "SM040", to: "SM050"), unit: .no, line: .unknown, stock: .unknown),
        Case(
            "an identifier is not in ranges", .range(from: "IM0", to: "IM9"), unit: .no, line: .unknown, stock: .unknown
        ),
        Case("SKU", .skus(["B", "A"]), unit: .yes, line: .yes, stock: .yes),
        Case("another SKU", .skus(["B"]), unit: .no, line: .no, stock: .no),
        Case("the catalogue's GTIN", .gtins(["09506000134352"]), unit: .yes, line: .yes, stock: .yes),
        Case("another GTIN", .gtins(["00012345678905"]), unit: .no, line: .no, stock: .no),
        Case("lot", .lots(["L1"]), unit: .yes, line: .unknown, stock: .unknown),
        Case("another lot", .lots(["L2"]), unit: .no, line: .unknown, stock: .unknown),
        Case("supplier", .suppliers(["Zenit"]), unit: .yes, line: .unknown, stock: .unknown),
        Case("ASN", .asns(["N2"]), unit: .no, line: .unknown, stock: .unknown),
        Case(
            "received", .received(DayRange(from: day("2026-02-01"), to: nil)), unit: .yes, line: .unknown,
            stock: .unknown),
        Case(
            "received earlier", .received(DayRange(from: nil, to: day("2026-01-31"))), unit: .no, line: .unknown,
            stock: .unknown),
        Case(
            "sold", .sold(DayRange(from: day("2026-03-02"), to: day("2026-03-02"))), unit: .yes, line: .yes, stock: .no),
        Case("sold later", .sold(DayRange(from: day("2026-03-03"), to: nil)), unit: .no, line: .no, stock: .no),
    ]

    @Test("conditions", arguments: cases)
    func conditions(_ test: Case) throws {
        let scope = try CompiledScope(.condition(test.condition), names: names())
        var unit = soldUnit("SN042", lot: "L1")
        unit.identifiers = [text("IM1")]
        #expect(scope.judge(unit.custodies[0], of: unit) == test.unit)
        #expect(scope.judge(goodsOf: text("A"), soldOn: day("2026-03-02")) == test.line)
        #expect(scope.judge(goodsOf: text("A"), soldOn: nil) == test.stock)
    }

    @Test("what nobody knows of a unit is unknown")
    func unknown() throws {
        var unit = soldUnit("SN1")
        unit.custodies[0].backing = .opening
        for condition in [
            Condition.lots(["L1"]), .suppliers(["Zenit"]), .asns(["N1"]), .received(DayRange(from: 0, to: nil)),
        ] {
            let scope = try CompiledScope(.condition(condition), names: names())
            #expect(scope.judge(unit.custodies[0], of: unit) == .unknown)
        }
    }

    @Test("a unit's own GTIN counts before the catalogue's")
    func ownGTIN() throws {
        let scope = try CompiledScope(.condition(.gtins(["09506000134352"])), names: names())
        var unit = soldUnit("SN1")
        unit.custodies[0].gtin = text("04012345678901")
        #expect(scope.judge(unit.custodies[0], of: unit) == .no)
    }

    @Test("only sales whose goods have left are sales of `sold`")
    func assigned() throws {
        let scope = try CompiledScope(
            .condition(.sold(DayRange(from: day("2026-03-02"), to: nil))), names: names())
        var unit = soldUnit("SN1")
        unit.custodies[0].sales[0].hasLeft = false
        #expect(scope.judge(unit.custodies[0], of: unit) == .no)
    }

    @Test(
        "trees",
        arguments: [
            // y: true, n: false, u: unknown.
            ("all", "", "y"), ("all", "yy", "y"), ("all", "yu", "u"), ("all", "uny", "n"), ("any", "", "n"),
            ("any", "nn", "n"), ("any", "nu", "u"), ("any", "uyn", "y"), ("not", "y", "n"), ("not", "n", "y"),
            ("not", "u", "u"),
        ])
    func trees(_ kind: String, _ parts: String, _ wanted: String) throws {
        // Of goods without serial, of SKU A.
        let scopes = parts.map { part -> Scope in
            switch part {
            case "y": .condition(.skus(["A"]))
            case "n": .condition(.skus(["B"]))
            default: .condition(.lots(["L"]))
            }
        }
        let scope: Scope = kind == "all" ? .all(scopes) : kind == "any" ? .any(scopes) : .not(scopes[0])
        let truth = try CompiledScope(scope, names: names()).judge(goodsOf: text("A"), soldOn: nil)
        #expect(truth == (wanted == "y" ? .yes : wanted == "n" ? .no : .unknown))
    }

    @Test("many ranges and serials side by side are one look-up, and each is found")
    func many() throws {
        let ranges = (0..<500).map { number in
            Scope.condition(.range(from: "S\(number * 10 + 10_000)", to: "S\(number * 10 + 10_004)"))
        }
        let scope = try CompiledScope(
            .any(ranges + [.condition(.serials(["T1"])), .condition(.serials(["T2"]))]), names: names())
        for number in 9_990..<15_010 {
            let unit = soldUnit("S\(number)")
            let isInside = (10_000..<15_000).contains(number) && number % 10 < 5
            #expect(scope.judge(unit.custodies[0], of: unit) == (isInside ? .yes : .no), "S\(number)")
        }
        for serial in ["T1", "T2"] {
            let unit = soldUnit(serial)
            #expect(scope.judge(unit.custodies[0], of: unit) == .yes)
        }
    }

    @Test(
        "ranges that are none",
        arguments: [
            ("SN10", "SN09", SerialSpan.Problem.reversed), ("SN1", "SN10", .otherWidth), ("SN1", "SM2", .otherHead),
            ("SNA", "SNB", .noDigits), ("1", "A", .noDigits),
        ])
    func problems(_ from: String, _ to: String, _ problem: SerialSpan.Problem) {
        #expect(throws: problem) { try SerialSpan(from: text(from), to: text(to)) }
    }

    @Test("what a ledger looks up")
    func cover() {
        let serials = Condition.serials(["S1"])
        let skus = Condition.skus(["A"])
        let lots = Condition.lots(["L"])
        #expect(ScopeCover(.any([.condition(serials), .condition(lots)])) == .anyOf([serials, lots]))
        #expect(ScopeCover(.all([.condition(lots), .condition(skus)])) == .anyOf([skus]))
        #expect(ScopeCover(.all([.not(.condition(skus)), .condition(lots)])) == .anyOf([lots]))
        #expect(ScopeCover(.any([.not(.condition(skus)), .condition(lots)])) == .everything)
        #expect(ScopeCover(.all([])) == .everything)
    }

    @Test("what data can tell of a scope")
    func check() {
        let scope = Scope.any([
            .condition(.serials(["S1", "S2", "-"])), .all([.condition(.skus(["A", "X"])), .condition(.lots(["L"]))]),
        ])
        let check = CampaignCheck(
            scope, isSKU: { $0 == "A" }, isSerial: { $0 == "S1" }, serialForms: { $0 == "-" ? [] : [$0] })
        #expect(check.unknownSKUs == ["X"])
        #expect(check.unknownSerials == ["S2"])
        #expect(check.emptySerials == ["-"])
        #expect(check.concernsEverySKU)
        let bounded = CampaignCheck(
            .all([scope, .condition(.skus(["A"]))]), isSKU: { _ in true }, isSerial: { _ in true },
            serialForms: { [$0] })
        #expect(!bounded.concernsEverySKU)
    }
}
