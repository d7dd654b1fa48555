import StockModel
import Testing

@testable import StockNotices

@Suite("quality")
struct QualityTests {
    private func counts(_ received: Int, returned: Int = 0, defective: Int = 0, invalid: Int = 0) -> QualityCounts {
        var counts = QualityCounts()
        (counts.received, counts.returned, counts.defective, counts.invalid) = (received, returned, defective, invalid)
        return counts
    }

    @Test("worst first, small samples marked and after the others")
    func order() {
        let lists = QualityLists([
            QualitySum(supplier: "Good", lot: "", counts: counts(100, returned: 3, defective: 1)),
            QualitySum(supplier: "Good", lot: "L1", counts: counts(100)),
            QualitySum(supplier: "Bad", lot: "", counts: counts(100, returned: 9, defective: 6, invalid: 2)),
            QualitySum(supplier: "Bad", lot: "L1", counts: counts(50, returned: 9, defective: 2, invalid: 2)),
            QualitySum(supplier: "Bad", lot: "L2", counts: counts(50, returned: 4, defective: 4)),
            QualitySum(supplier: "Few", lot: "", counts: counts(2, returned: 2, defective: 2)),
            QualitySum(supplier: "None", lot: "", counts: counts(0)),
            QualitySum(supplier: "Also", lot: "", counts: counts(100, returned: 4, defective: 1)),
            QualitySum(supplier: "Also", lot: "L2", counts: counts(100, returned: 1)),
        ])
        #expect(lists.suppliers.map(\.supplier) == ["Bad", "Also", "Good", "Few"])
        #expect(lists.suppliers.map(\.isSmallSample) == [false, false, false, true])
        #expect(lists.suppliers.map { $0.rate($0.counts.faults) } == ["0.0800", "0.0100", "0.0100", "1.0000"])
        // Of Good's lot nothing was heard again.
        #expect(lists.lots.map { "\($0.supplier) \($0.lot)" } == ["Bad L1", "Bad L2", "Also L2"])
    }

    @Test("senseless quantities compare without end")
    func huge() {
        let lists = QualityLists(
            ["A", "B"].map { QualitySum(supplier: $0, lot: "", counts: counts(.max / 2, defective: .max / 4)) })
        #expect(lists.suppliers.map(\.supplier) == ["A", "B"])
    }

    @Test(
        "rates are rounded half up",
        arguments: [
            (1, 3, "0.3333"), (2, 3, "0.6667"), (1, 20_000, "0.0001"), (0, 5, "0.0000"), (7, 5, "1.4000"), (1, 0, ""),
        ])
    func rates(_ count: Int, _ received: Int, _ rate: String) {
        #expect(QualityRow(QualitySum(supplier: "S", lot: "", counts: counts(received))).rate(count) == rate)
    }
}

@Suite("advice")
struct AdviceTests {
    private func advice(_ change: (inout SKUProfile) -> Void) -> SerialAdvice {
        var profile = SKUProfile(sku: "A")
        profile.shipped = 100
        change(&profile)
        return SerialAdvice(profile, AdviceThresholds())
    }

    @Test("what deserves serials, and why")
    func deserving() {
        let all = advice {
            $0.price = 249_05
            $0.currency = "EUR"
            $0.category = "Toys"
            $0.returned = 8
            $0.recalls = 1
            $0.fraudFindings = 2
            $0.warrantyMonths = 36
        }
        #expect(all.verdict == .require)
        #expect(
            all.reasons == [
                "It was recalled once: with serials, only the holders of affected units are told.",
                "Its category, Toys, is one in which the law asks who got which unit.",
                "There are 2 findings of mixed-up or doubtful units.",
                "It sells for 249.05 EUR: one wrong return costs more than scanning it.",
                "8 of 100 shipped came back: serials show which.",
                "Its warranty runs 36 months: a serial proves when it began.",
            ])
        let kept = advice {
            $0.recalls = 2
            $0.serials = .required
        }
        #expect(kept.verdict == .keep)
    }

    @Test("what is not worth it")
    func undeserving() {
        let cheap = advice {
            $0.price = 4_50
            $0.returned = 1
        }
        #expect(cheap.verdict == .drop)
        #expect(
            cheap.reasons == [
                "It sells for 4.50, less than scanning each unit is worth.",
                "1 of 100 shipped came back: one unit is as good as another.",
                "No recall, no doubtful unit and no regulated category.",
            ])
        let never = advice {
            $0.price = 4_50
            $0.serials = .none
        }
        #expect(never.verdict == .leave)
    }

    @Test("where little is known, nothing is changed")
    func unknown() {
        let unknown = advice { $0.shipped = 3 }
        #expect(unknown.verdict == .leave)
        #expect(unknown.reasons == ["Nothing speaks for a change."])
        #expect(
            SerialAdvice.rows([SKUProfile(sku: "b"), SKUProfile(sku: "B")], AdviceThresholds()).map(\.sku) == [
                "B", "b",
            ])
    }
}
