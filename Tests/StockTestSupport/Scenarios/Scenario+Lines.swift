extension Scenario {
    /// Rules of records, keys, SKUs and joins (sections 2, 4 and 5).
    package static let lines: [Scenario] = [
        Scenario(
            "one record lists a serial twice",
            "despatch Acme A1 1 P 2 X1;x1 2026-03-06",
            findings: """
                duplicate-in-line     P X1 1 Acme A1 1
                asn-quantity-mismatch P .  1 Acme A1 1
                """,
            units: "P X1 in-stock", figures: "P received=2"),
        Scenario(
            "fewer serials than units, of a SKU that needs them",
            "despatch Acme A1 1 R 3 X1 2026-03-06",
            findings: "asn-quantity-mismatch R . 2 Acme A1 1", figures: "R received=1 variance=0"),
        Scenario(
            "no serials at all, of a SKU that needs them",
            "despatch Acme A1 1 R 3 . 2026-03-06",
            findings: "asn-quantity-mismatch R . 3 Acme A1 1", figures: "R received=3 variance=3 sellable=0"),
        Scenario(
            "a SKU without serials has no units",
            """
            despatch Acme A1 1 N 3 X1 2026-03-06
            order    shop O1 1 N 1 X2 2026-03-07 shipped
            """,
            units: "", figures: "N received=3 shipped=1 on_hand=2"),
        Scenario(
            "two exports disagree: the greater quantity leaves less stock",
            """
            despatch Acme A1 1 P 5 . 2026-03-06
            order    shop O1 1 P 1 . 2026-03-07 open
            again
            order    shop O1 1 P 2 . 2026-03-07 open
            """,
            findings: "line-conflict P . 2 shop O1 1", figures: "P committed=2"),
        Scenario(
            "a repeated despatch: the smaller quantity leaves less stock",
            """
            despatch Acme A1 1 P 5 . 2026-03-06
            again
            despatch Acme A1 1 P 4 . 2026-03-06
            """,
            findings: "line-conflict P . 4 Acme A1 1", figures: "P received=4"),
        Scenario(
            "a later export knows better",
            """
            despatch Acme A1 1 P 5 . 2026-03-06
            order    shop O1 1 P 3 . 2026-03-07 open updated=2026-03-07
            again
            order    shop O1 1 P 1 . 2026-03-07 open updated=2026-03-08
            """,
            figures: "P committed=1"),
        Scenario(
            "shipped stands above cancelled",
            """
            despatch Acme A1 1 P 5 . 2026-03-06
            order    shop O1 1 P 2 . 2026-03-07 shipped
            again
            order    shop O1 1 P 2 . 2026-03-07 cancelled updated=2026-03-09
            """,
            findings: "cancelled-after-shipping P . 2 shop O1 1", figures: "P shipped=2"),
        Scenario(
            "an order line has the serials of all its records",
            """
            despatch Acme A1 1 P 2 X1;X2 2026-03-06
            order    shop O1 1 P 2 X1 2026-03-07 shipped
            again
            order    shop O1 1 P 2 X2 2026-03-07 shipped
            """,
            units: ""),
        Scenario(
            "a corrected ASN replaces the serials of what it corrects",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            again
            despatch Acme A1 1 P 1 X2 2026-03-06 updated=2026-03-07
            """,
            units: "P X2 in-stock"),
        Scenario(
            "a notice that replaces drops the lines that it does not have",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            despatch Acme A1 2 P 1 X2 2026-03-06
            again
            despatch Acme A1 2 P 1 X2 2026-03-06 updated=2026-03-07 purpose=replace
            """,
            units: "P X2 in-stock", figures: "P received=1"),
        Scenario(
            "a notice that cancels leaves nothing, but what was issued after it",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            again
            despatch Acme A1 1 P 1 X1 2026-03-06 updated=2026-03-07 purpose=cancel
            again
            despatch Acme A1 2 P 1 X2 2026-03-06 updated=2026-03-08
            """,
            units: "P X2 in-stock", figures: "P received=1"),
        Scenario(
            "of notices of one time the cancel is the last",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06 purpose=cancel
            again
            despatch Acme A1 1 P 1 X1 2026-03-06
            """,
            units: "", figures: "P received=0"),
        Scenario(
            "goods that are still on their way",
            "despatch Acme A1 1 P 4 X1 2026-04-06",
            findings: "asn-quantity-mismatch P . 3 Acme A1 1", units: "", figures: "P received=0 inbound=4"),
        Scenario(
            "a number used again more than half a year later",
            """
            despatch Acme A1 1 P 1 . 2025-08-01
            again
            despatch Acme A1 2 P 1 . 2026-03-06
            """,
            findings: "document-reused . . . Acme A1 .", figures: "P received=2"),
        Scenario(
            "a despatch's repeated line number is another line",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            despatch Acme A1 1 P 1 X1 2026-03-06
            """,
            findings: "duplicate-receipt P X1 1 Acme A1 1#2"),
        Scenario(
            "an order's repeated line number is the same line",
            """
            despatch Acme A1 1 P 5 . 2026-03-06
            order    shop O1 1 P 1 . 2026-03-07 open
            order    shop O1 1 P 1 . 2026-03-07 open
            """,
            figures: "P committed=1"),
        Scenario(
            "without line numbers a line is the SKU and its occurrence",
            """
            order shop O1 . P 1 . 2026-03-07 open
            order shop O1 . P 2 . 2026-03-07 open
            again
            order shop O1 . P 1 . 2026-03-07 open
            """,
            findings: """
                oversell P . 1 shop O1 P#1
                oversell P . 2 shop O1 P#2
                """,
            figures: "P committed=3 oversold=3"),
        Scenario(
            "a line's SKU is found by alias, supplier's part, GTIN, and without regard to case",
            """
            despatch Acme  A1 1 Gadget 1 . 2026-03-06
            despatch Acme  A1 2 gadget 1 . 2026-03-06
            despatch Acme  A1 3 .      1 . 2026-03-06 part=G-1
            despatch Acme  A1 4 .      1 . 2026-03-06 gtin=9506000134352
            despatch Zenit A2 1 .      1 . 2026-03-06 part=77
            despatch Acme  A3 1 .      1 . 2026-03-06 part=77
            despatch Acme  A4 1 nope   1 . 2026-03-06 part=neither
            """,
            findings: "unknown-sku nope . . . . .", figures: "G received=5 sellable=4\nP received=1\nnope received=1"),
        Scenario(
            "a return without serials brings back as many as its order had",
            """
            despatch Acme A1 1 P 2 X1;X2 2026-03-06
            order    shop O1 1 P 2 X1;X2 2026-03-07 shipped
            return   shop R1 1 P 2 .     2026-03-08 order=O1 disposition=resaleable
            """,
            units: """
                P X1 in-stock
                P X2 in-stock
                """,
            figures: "P returned=2"),
        Scenario(
            "a return of some of an order's serials cannot tell which",
            """
            despatch Acme A1 1 P 2 X1;X2 2026-03-06
            order    shop O1 1 P 2 X1;X2 2026-03-07 shipped
            return   shop R1 1 P 1 .     2026-03-08 order=O1 disposition=resaleable
            """,
            units: "", figures: "P returned=1 units_in_stock=0"),
    ]
}
