extension Scenario {
    /// Rules of fulfilments, copies and figures (sections 5 and 8).
    package static let orders: [Scenario] = [
        Scenario(
            "too little for all: the latest buyers go short",
            """
            despatch Acme A1 1 P 1 . 2026-03-06
            order    shop O1 1 P 1 . 2026-03-08 open
            order    shop O2 1 P 2 . 2026-03-07 open
            """,
            findings: """
                oversell P . 1 shop O1 1
                oversell P . 1 shop O2 1
                """,
            figures: "P on_hand=1 committed=3 available=-2 oversold=2 sellable=0"),
        Scenario(
            "a kit goes short of one component",
            """
            despatch Acme A1 1 P 1 .  2026-03-06
            despatch Acme A1 2 R 1 X1 2026-03-06
            order    shop O1 1 K 1 .  2026-03-07 open
            """,
            findings: "oversell R . 1 shop O1 1", figures: "P committed=1\nR committed=2 oversold=1"),
        Scenario(
            "an open order more than thirty days old",
            """
            despatch Acme A1 1 P 9 . 2026-03-01
            order    shop O1 1 P 1 . 2026-03-05 open
            order    shop O2 1 P 1 . 2026-03-06 open
            order    shop O3 1 P 1 . 2026-03-05 open other
            """,
            findings: """
                stale-open P . 1 shop O1 1
                stale-open P . 1 shop O3 1
                """,
            figures: "P committed=2"),
        Scenario(
            "an open order more than thirty days old that is not believed in",
            """
            order shop O1 1 P 1 . 2026-03-05 open
            """,
            findings: "stale-open P . 1 shop O1 1", figures: "P committed=0 oversold=0",
            rules: { $0.dropStaleOpen = true }),
        Scenario(
            "a shipped line lacks serials that its SKU needs",
            """
            despatch Acme A1 1 R 2 X1;X2 2026-03-06
            order    shop O1 1 R 2 X1    2026-03-07 shipped
            """,
            findings: "missing-serial R . 1 shop O1 1", units: "R X2 in-stock", figures: "R on_hand=0 variance=-1"),
        Scenario(
            "a kit needs the serials of those components that need them",
            """
            despatch Acme A1 1 P 1 .     2026-03-06
            despatch Acme A1 2 R 2 X1;X2 2026-03-06
            order    shop O1 1 K 1 X1    2026-03-07 shipped
            """,
            findings: "missing-serial K . 1 shop O1 1"),
        Scenario(
            "more serials than goods",
            """
            despatch Acme A1 1 P 2 X1;X2 2026-03-06
            order    shop O1 1 P 1 X1;X2 2026-03-07 shipped
            """,
            findings: "excess-serial P . 1 shop O1 1", units: "", figures: "P shipped=1 on_hand=1"),
        Scenario(
            "a scan ships a part of an open line",
            """
            despatch   Acme A1 1 P 2 X1;X2 2026-03-06
            order      shop O1 1 P 2 .     2026-03-07 open
            fulfilment shop O1 . P 1 X1    2026-03-08
            """,
            units: "P X2 in-stock", figures: "P shipped=1 committed=1 on_hand=1 available=0"),
        Scenario(
            "a scan taken back",
            """
            despatch   Acme A1 1 P 2 X1;X2 2026-03-06
            order      shop O1 1 P 2 .     2026-03-07 open
            fulfilment shop O1 . P 1 X1    2026-03-08
            fulfilment shop O1 . P 1 X1    2026-03-08 void
            """,
            figures: "P shipped=0 committed=2 units_in_stock=2"),
        Scenario(
            "equal scans without serials count each, but once for a log that came twice",
            """
            despatch   Acme A1 1 P 5 . 2026-03-06
            order      shop O1 1 P 3 . 2026-03-07 open
            fulfilment shop O1 . P 1 . 2026-03-08
            fulfilment shop O1 . P 1 . 2026-03-08
            again
            fulfilment shop O1 . P 1 . 2026-03-08
            fulfilment shop O1 . P 1 . 2026-03-08
            """,
            figures: "P shipped=2 committed=1"),
        Scenario(
            "a scan of an order that nobody knows",
            """
            despatch   Acme A1 1 P 1 X1 2026-03-06
            fulfilment shop O9 . P 1 X1 2026-03-08
            """,
            findings: "unmatched-fulfilment P . 1 shop O9 fulfilment:P", units: "", figures: "P shipped=1 on_hand=0"),
        Scenario(
            "scans of more than the order has",
            """
            despatch   Acme A1 1 P 5 . 2026-03-06
            order      shop O1 1 P 1 . 2026-03-07 shipped
            fulfilment .    O1 . P 3 . 2026-03-08
            """,
            findings: "unmatched-fulfilment P . 2 . O1 fulfilment:P", figures: "P shipped=3 on_hand=2"),
        Scenario(
            "scans of a kit's components ship the kit",
            """
            despatch   Acme A1 1 P 1 X1    2026-03-06
            despatch   Acme A1 2 R 2 X2;X3 2026-03-06
            order      shop O1 1 K 1 .     2026-03-07 open
            fulfilment shop O1 . P 1 X1    2026-03-08
            fulfilment shop O1 . R 2 X2;X3 2026-03-08
            """,
            units: "", figures: "P shipped=1 committed=0\nR shipped=2 committed=0 variance=0"),
        Scenario(
            "half of a kit's component ships no kit",
            """
            despatch   Acme A1 1 P 1 X1    2026-03-06
            despatch   Acme A1 2 R 2 X2;X3 2026-03-06
            order      shop O1 1 K 1 .     2026-03-07 open
            fulfilment shop O1 . R 1 X2    2026-03-08
            """,
            units: """
                P X1 in-stock
                R X3 in-stock
                """,
            figures: "R shipped=0 committed=2 on_hand=2"),
        Scenario(
            "a tool's copy of another SKU",
            """
            despatch Acme      A1 1  P 5 . 2026-03-06
            order    shop      O1 1  P 1 . 2026-03-07 open
            copy     linnworks O1 c1 Q 2 . 2026-03-07 open
            """,
            findings: "copy-mismatch Q . 2 linnworks O1 c1", figures: "P committed=1\nQ committed=0"),
        Scenario(
            "a tool's shipped copies fill an open line, and no more",
            """
            despatch Acme      A1 1  P 5 . 2026-03-06
            order    shop      O1 1  P 2 . 2026-03-07 open
            copy     linnworks O1 c1 P 3 . 2026-03-07 shipped channel=shop
            """,
            findings: "copy-mismatch P . 1 linnworks O1 .", figures: "P shipped=2 committed=0"),
        Scenario(
            "an order that only tools know: the first of them makes the lines",
            """
            despatch Acme        A1 1  P 5 . 2026-03-06
            copy     shipstation T1 s1 P 1 . 2026-03-07 shipped channel=shop
            copy     linnworks   T1 c1 P 1 . 2026-03-07 shipped
            copy     linnworks   T1 c2 P 1 . 2026-03-07 cancelled
            """,
            figures: "P shipped=1 committed=0 on_hand=4"),
        Scenario(
            "a copy that names a channel in which there is no such order",
            """
            order shop      O1 1  P 1 . 2026-03-07 open
            copy  linnworks O1 c1 P 1 . 2026-03-07 open channel=bay
            """,
            findings: """
                oversell P . 1 shop O1 1
                oversell P . 1 bay  O1 c1
                """),
        Scenario(
            "a line left when its scan says, which may be before the stock-take",
            """
            order      shop O1 1 P 1 . 2026-03-12 open
            fulfilment shop O1 . P 1 . 2026-03-08
            opening    .    .  . P 4 . 2026-03-10
            """,
            figures: "P opening=4 shipped=0 committed=0 on_hand=4"),
        Scenario(
            "what was adjusted without serials, before and after the stock-take",
            """
            opening    .    .  . P 9 . 2026-03-10
            adjustment .    J1 1 P 1 . 2026-03-09 action=write-off
            adjustment .    J2 1 P 2 . 2026-03-10 action=write-off
            adjustment .    J3 1 P 1 . 2026-03-11 action=found
            adjustment .    J4 1 P 5 . 2026-03-11 action=send-back
            """,
            figures: "P opening=9 adjusted=-1 on_hand=8"),
    ]

    /// All scenarios.
    package static var all: [Scenario] { units + lines + orders + joins + parts }
}
