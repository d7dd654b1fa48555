extension Scenario {
    /// Rules of one unit's life (section 7) and of serials (section 3).
    package static let units: [Scenario] = [
        Scenario(
            "a unit that is received and sold",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            """,
            units: "", figures: "P received=1 shipped=1 on_hand=0 units_in_stock=0"),
        Scenario(
            "a sale that nothing backs",
            "order shop O1 1 P 1 X1 2026-03-07 shipped",
            findings: """
                unknown-serial        P X1 1 shop O1 1
                shipped-beyond-supply P .  1 .    .  .
                """),
        Scenario(
            "a sale before the receipt",
            """
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            despatch Acme A1 1 P 1 X1 2026-03-08
            """,
            findings: "sold-before-received P X1 1 Acme A1 1"),
        Scenario(
            "a receipt known by its day comes before a sale of that day",
            """
            order    shop O1 1 P 1 X1 2026-03-07T09:00:00Z shipped
            despatch Acme A1 1 P 1 X1 2026-03-07
            """),
        Scenario(
            "a return known by its day waits for the sale of that day",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07T10:00:00Z shipped
            return   shop R1 1 P 1 X1 2026-03-07 disposition=resaleable
            """,
            units: "P X1 in-stock", figures: "P received=1 returned=1 shipped=1 on_hand=1"),
        Scenario(
            "a second receipt",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            despatch Acme A2 1 P 1 X1 2026-03-07
            """,
            findings: "duplicate-receipt P X1 1 Acme A2 1", units: "P X1 in-stock", figures: "P received=1"),
        Scenario(
            "a receipt of what is sold",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            despatch Acme A2 1 P 1 X1 2026-03-08
            """,
            findings: "receipt-while-sold P X1 1 Acme A2 1", units: "", figures: "P received=1"),
        Scenario(
            "a second sale",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            order    shop O2 1 P 1 X1 2026-03-08 shipped
            """,
            findings: """
                duplicate-sale        P X1 1 shop O2 1
                shipped-beyond-supply P .  1 .    .  .
                """),
        Scenario(
            "a sale out of quarantine: it was here after all",
            """
            despatch   Acme A1 1 P 1 X1 2026-03-06
            adjustment .    J1 1 P 1 X1 2026-03-07 action=hold
            order      shop O1 1 P 1 X1 2026-03-08 shipped
            """,
            findings: "quarantined-sale P X1 1 shop O1 1", figures: "P adjusted=0 on_hand=0"),
        Scenario(
            "a sale of what was written off",
            """
            despatch   Acme A1 1 P 1 X1 2026-03-06
            adjustment .    J1 1 P 1 X1 2026-03-07 action=write-off
            order      shop O1 1 P 1 X1 2026-03-08 shipped
            """,
            findings: "written-off-sale P X1 1 shop O1 1", figures: "P adjusted=0 on_hand=0"),
        Scenario(
            "a return of what is not sold",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            return   shop R1 1 P 1 X1 2026-03-07 disposition=scrap
            """,
            findings: "unexpected-return P X1 1 shop R1 1", units: "P X1 in-stock"),
        Scenario(
            "a return for another order is held back, other stock too",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            return   shop R1 1 P 1 X1 2026-03-08 order=O2 disposition=resaleable other
            """,
            findings: "return-order-mismatch P X1 1 shop R1 1", units: "P X1 quarantined", figures: "P returned=0"),
        Scenario(
            "order numbers compare without a leading #",
            """
            despatch Acme A1  1 P 1 X1 2026-03-06
            order    shop #O1 1 P 1 X1 2026-03-07 shipped
            return   shop R1  1 P 1 X1 2026-03-08 order=O1 disposition=repair
            """,
            units: "P X1 in-repair"),
        Scenario(
            "a return of other stock is away whatever its disposition",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            return   shop R1 1 P 1 X1 2026-03-08 order=O1 disposition=resaleable other
            """,
            units: "P X1 away", figures: "P returned=0 units_away=1"),
        Scenario(
            "a release of what is not held",
            """
            despatch   Acme A1 1 P 1 X1 2026-03-06
            adjustment .    J1 1 P 1 X1 2026-03-07 action=release
            """,
            findings: "unexpected-adjustment P X1 1 . J1 1", figures: "P adjusted=0 on_hand=1"),
        Scenario(
            "a unit that went back to its vendor may be received again",
            """
            despatch   Acme A1 1 P 1 X1 2026-03-06
            adjustment .    J1 1 P 1 X1 2026-03-07 action=vendor-return
            despatch   Acme A2 1 P 1 X1 2026-03-08
            """,
            units: "P X1 in-stock", figures: "P received=2 adjusted=-1 on_hand=1"),
        Scenario(
            "a repair leaves the claimant, who gets the unit back",
            """
            despatch   Acme A1 1 P 1 X1 2026-03-06
            order      shop O1 1 P 1 X1 2026-03-07 shipped
            return     shop R1 1 P 1 X1 2026-03-08 order=O1 disposition=repair
            adjustment .    J1 1 P 1 X1 2026-03-09 action=send-back
            return     shop R2 1 P 1 X1 2026-03-10 order=O1 disposition=scrap
            adjustment .    J2 1 P 1 X1 2026-03-11 action=found
            """,
            units: "P X1 in-stock", figures: "P received=1 returned=0 adjusted=1 shipped=1 on_hand=1"),
        Scenario(
            "a sale while in repair is one more claimant",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            return   shop R1 1 P 1 X1 2026-03-08 order=O1 disposition=repair
            order    shop O2 1 P 1 X1 2026-03-09 shipped
            """,
            findings: """
                duplicate-sale        P X1 1 shop O2 1
                shipped-beyond-supply P .  1 .    .  .
                """,
            units: "P X1 in-repair"),
        Scenario(
            "goods that go to another firm's warehouse and are sold from there by the house",
            """
            despatch   Acme A1 1 P 1 X1 2026-03-06
            adjustment .    J1 1 P 1 X1 2026-03-07 action=transfer-out
            order      shop O1 1 P 1 X1 2026-03-08 shipped
            """,
            figures: "P received=1 adjusted=0 shipped=1 on_hand=0"),
        Scenario(
            "another firm sells what was in house stock",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped other
            """,
            figures: "P received=1 adjusted=-1 shipped=0 on_hand=0"),
        Scenario(
            "a sale under another SKU",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 Q 1 X1 2026-03-07 shipped
            """,
            findings: """
                sku-mismatch          Q X1 1 shop O1 1
                shipped-beyond-supply Q .  1 .    .  .
                """),
        Scenario(
            "two products that share a serial",
            """
            despatch Acme A1 1 Q 1 X1 2026-03-06
            despatch Acme A2 1 P 1 X1 2026-03-07
            """,
            findings: "serial-shared Q X1 1 Acme A1 1",
            units: """
                P X1 in-stock
                Q X1 in-stock
                """),
        Scenario(
            "one unit the world over cannot be two products",
            """
            despatch Acme A1 1 Q 1 X1 2026-03-06
            despatch Acme A2 1 P 1 X1 2026-03-07
            """,
            findings: "serial-collision P X1 1 Acme A2 1", units: "Q X1 in-stock", rules: { $0.serialScope = "global" }),
        Scenario(
            "an IMEI is one unit the world over, written with or without its software version",
            """
            despatch Acme A1 1 M 1 352099001761481  2026-03-06
            order    shop O1 1 M 1 3520990017614823 2026-03-07 shipped
            despatch Acme A2 1 P 1 352099001761481  2026-03-08
            """,
            findings: "serial-collision P 352099001761481 1 Acme A2 1"),
        Scenario(
            "with scope sku an IMEI is none of that",
            """
            despatch Acme A1 1 M 1 352099001761481 2026-03-06
            despatch Acme A2 1 P 1 352099001761481 2026-03-08
            """,
            findings: "serial-shared P 352099001761481 1 Acme A2 1",
            rules: { $0.serialScope = "sku" }),
        Scenario(
            "an IMEI whose check digit is wrong",
            "despatch Acme A1 1 M 1 352099001761480 2026-03-06",
            findings: "invalid-serial M 352099001761480 1 Acme A1 1"),
        Scenario(
            "a serial in odd notation",
            """
            despatch Acme A1 1 P 1 S/N:~x~1 2026-03-06
            order    shop O1 1 P 1 (01)09506000134352(21)x1 2026-03-07 shipped
            """,
            units: ""),
        Scenario(
            "placeholders are no serials",
            "despatch Acme A1 1 P 2 N/A;0000 2026-03-06",
            units: "", figures: "P received=2 units_in_stock=0"),
        Scenario(
            "an identifier that one serial claims is replaced by it",
            """
            identity . . . . . X1 . also=Z1
            despatch Acme A1 1 P 1 z1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            """,
            units: ""),
        Scenario(
            "an identifier that two serials claim is not replaced",
            """
            identity . . . . . X1 . also=Z1
            identity . . . . . X2 . also=Z1
            despatch Acme A1 1 P 1 Z1 2026-03-06
            """,
            findings: "alias-conflict . Z1 . . . .", units: "P Z1 in-stock"),
        Scenario(
            "an identifier that has identifiers of its own is not replaced",
            """
            identity . . . . . X1 . also=Y1
            identity . . . . . Y1 . also=Z1
            despatch Acme A1 1 P 2 Y1;X1 2026-03-06
            order    shop O1 1 P 1 Z1 2026-03-07 shipped
            """,
            units: "P X1 in-stock"),
        Scenario(
            "an assigned unit is reserved and not sellable",
            """
            despatch Acme A1 1 R 2 X1;X2 2026-03-06
            order    shop O1 1 R 1 X1    2026-03-07 open
            """,
            units: """
                R X1 reserved
                R X2 in-stock
                """,
            figures: "R on_hand=2 committed=1 available=1 sellable=1 units_reserved=1 variance=0"),
        Scenario(
            "a kit's serials are its components' units",
            """
            despatch Acme A1 1 P 1 X1       2026-03-06
            despatch Acme A2 1 R 2 X2;X3    2026-03-06
            order    shop O1 1 K 1 X1;X2;X3 2026-03-07 shipped
            """,
            units: "", figures: "P shipped=1 on_hand=0\nR shipped=2 on_hand=0\nK sellable=0 shipped="),
        Scenario(
            "a stock-take: what was there before and is not counted is gone",
            """
            despatch Acme    A1 1 P 1 X1 2026-03-06
            opening  .       .  . P 1 X2 2026-03-10
            """,
            units: "P X2 in-stock", figures: "P opening=1 received=0 on_hand=1"),
        Scenario(
            "a stock-take: what customers hold stays with them",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            order    shop O1 1 P 1 X1 2026-03-07 shipped
            opening  .    .  . P 1 X2 2026-03-10
            return   shop R1 1 P 1 X1 2026-03-11 order=O1 disposition=resaleable
            """,
            units: """
                P X1 in-stock
                P X2 in-stock
                """,
            figures: "P opening=1 received=0 returned=1 shipped=0 on_hand=2"),
        Scenario(
            "the latest stock-take supersedes those of other days",
            """
            opening . . . P 1 X1 2026-03-06
            opening . . . P 1 X2 2026-03-10
            """,
            units: "P X2 in-stock", figures: "P opening=1"),
    ]
}
