extension Scenario {
    /// Keys, occurrences and notices: which records are of one line (sections 2 and 5).
    package static let joins: [Scenario] = [
        Scenario(
            "a scan's quantity is the count of its serials where it gives none",
            """
            despatch   Acme A1 1 P 3 X1;X2;X3 2026-03-06
            order      shop O1 1 P 3 .        2026-03-07 open
            fulfilment shop O1 . P . X1;X2    2026-03-08
            """,
            units: "P X3 in-stock", figures: "P shipped=2 committed=1 on_hand=1"),
        Scenario(
            "a placeholder does not count as a serial",
            """
            despatch   Acme A1 1 P 3 X1;X2;X3 2026-03-06
            order      shop O1 1 P 3 .        2026-03-07 open
            fulfilment shop O1 . P . X1;N/A   2026-03-08
            """,
            units: "P X2 in-stock\nP X3 in-stock", figures: "P shipped=1 committed=2"),
        Scenario(
            "a scan without serials and quantity is one",
            """
            despatch   Acme A1 1 P 3 . 2026-03-06
            order      shop O1 1 P 3 . 2026-03-07 open
            fulfilment shop O1 . P . . 2026-03-08
            """,
            figures: "P shipped=1 committed=2"),
        Scenario(
            "equal scans with serials are one scan",
            """
            despatch   Acme A1 1 P 3 X1 2026-03-06
            order      shop O1 1 P 3 .  2026-03-07 open
            fulfilment shop O1 . P 2 X1 2026-03-08
            fulfilment shop O1 . P 2 x1 2026-03-08
            """,
            findings: "asn-quantity-mismatch P . 2 Acme A1 1", figures: "P shipped=2 committed=1"),
        Scenario(
            "equal scans without serials over files: as many as the file with most has",
            """
            despatch   Acme A1 1 P 5 . 2026-03-06
            order      shop O1 1 P 5 . 2026-03-07 open
            fulfilment shop O1 . P 1 . 2026-03-08
            fulfilment shop O1 . P 1 . 2026-03-08
            again
            fulfilment shop O1 . P 1 . 2026-03-08
            fulfilment shop O1 . P 1 . 2026-03-08
            fulfilment shop O1 . P 1 . 2026-03-08
            """,
            figures: "P shipped=3 committed=2"),
        Scenario(
            "a scan that names no channel goes to the first line of any",
            """
            order      bay  O1 1 P 1 . 2026-03-07 open
            order      shop O1 1 P 1 . 2026-03-07 open
            fulfilment .    O1 . P 1 . 2026-03-08
            """,
            findings: """
                shipped-beyond-supply P . 1 .    .  .
                oversell              P . 1 shop O1 1
                """,
            figures: "P shipped=1 committed=1"),
        Scenario(
            "scans that name their channel come first",
            """
            despatch   Acme A1 1 P 2 X1;X2 2026-03-06
            order      bay  O1 1 P 1 .     2026-03-07 open
            order      shop O1 1 P 1 .     2026-03-07 open
            fulfilment .    O1 . P 1 X1    2026-03-08
            fulfilment shop O1 . P 1 X2    2026-03-08
            """,
            units: "", figures: "P shipped=2 committed=0 on_hand=0"),
        Scenario(
            "a despatch's repeated line number, delivered twice, is two lines",
            """
            despatch Acme A1 1 P 1 . 2026-03-06
            despatch Acme A1 1 P 1 . 2026-03-06
            again
            despatch Acme A1 1 P 1 . 2026-03-06
            despatch Acme A1 1 P 1 . 2026-03-06
            """,
            figures: "P received=2"),
        Scenario(
            "occurrences are counted by SKU, however it is written",
            """
            order shop O1 . Gadget 1 . 2026-03-07 open
            order shop O1 . P      3 . 2026-03-07 open
            order shop O1 . G      2 . 2026-03-07 open
            """,
            findings: """
                oversell G . 1 shop O1 G#1
                oversell G . 2 shop O1 G#2
                oversell P . 3 shop O1 P#1
                """),
        Scenario(
            "returns and adjustments without line numbers, exported twice",
            """
            despatch   Acme A1 1 P 9 . 2026-03-06
            order      shop O1 1 P 4 . 2026-03-07 shipped
            return     shop R1 . P 1 . 2026-03-08 disposition=resaleable
            return     shop R1 . P 1 . 2026-03-08 disposition=resaleable
            again
            return     shop R1 . P 1 . 2026-03-08 disposition=resaleable
            return     shop R1 . P 1 . 2026-03-08 disposition=resaleable
            adjustment .    J1 . P 1 . 2026-03-09 action=write-off
            again
            adjustment .    J1 . P 1 . 2026-03-09 action=write-off
            """,
            figures: "P returned=2 adjusted=-1 on_hand=6"),
        Scenario(
            "a notice without lines cancels those before it",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            despatch Acme A1 2 Q 4 .  2026-03-06
            again
            despatch Acme A1 . . 0 .  2026-03-06 updated=2026-03-07 purpose=cancel
            """,
            units: "", figures: "P received=0\nQ received=0"),
        Scenario(
            "a notice that cancels what nobody has seen",
            "despatch Acme A1 . . 0 . 2026-03-07 purpose=cancel",
            units: "", figures: "P received=0"),
        Scenario(
            "a cancel of one time comes after a replace, which comes after the original",
            """
            despatch Acme A1 1 P 1 X1 2026-03-06
            again
            despatch Acme A1 2 P 1 X2 2026-03-06 purpose=replace
            again
            despatch Acme A2 1 P 1 X3 2026-03-06 purpose=replace
            again
            despatch Acme A2 . . 0 .  2026-03-06 purpose=cancel
            """,
            units: "P X2 in-stock", figures: "P received=1"),
    ]

    /// Returns without serials, copies, kits and cut-offs (sections 4 to 6).
    package static let parts: [Scenario] = [
        Scenario(
            "a return without serials brings back those of its own channel's order",
            """
            despatch Acme A1 1 P 4 X1;X2;X3;X4 2026-03-06
            order    bay  O1 1 P 2 X1;X2       2026-03-07 shipped
            order    shop O1 1 P 2 X3;X4       2026-03-07 shipped
            return   shop R1 1 P 2 .           2026-03-08 order=#O1 disposition=resaleable
            """,
            units: "P X3 in-stock\nP X4 in-stock", figures: "P returned=2 shipped=4 on_hand=2"),
        Scenario(
            "a return without serials and channel: two orders of that number have more",
            """
            despatch Acme A1 1 P 4 X1;X2;X3;X4 2026-03-06
            order    bay  O1 1 P 2 X1;X2       2026-03-07 shipped
            order    shop O1 1 P 2 X3;X4       2026-03-07 shipped
            return   .    R1 1 P 2 .           2026-03-08 order=O1 disposition=resaleable
            """,
            units: "", figures: "P returned=2 on_hand=2"),
        Scenario(
            "a return without serials does not bring back what was cancelled",
            """
            despatch Acme A1 1 P 2 X1;X2 2026-03-06
            order    shop O1 1 P 1 X1    2026-03-07 shipped
            order    shop O1 2 P 1 X2    2026-03-07 cancelled
            return   shop R1 1 P 1 .     2026-03-08 order=O1
            """,
            units: "P X1 quarantined\nP X2 in-stock", figures: "P returned=0 on_hand=1 units_quarantined=1"),
        Scenario(
            "a shipped copy's serials are sent",
            """
            despatch Acme      A1 1  P 1 X1 2026-03-06
            order    shop      O1 1  P 1 .  2026-03-07 open
            copy     linnworks O1 c1 P 1 X1 2026-03-07 shipped shipped_at=2026-03-08
            """,
            units: "", figures: "P shipped=1 committed=0 on_hand=0"),
        Scenario(
            "an open copy's serials are assigned",
            """
            despatch Acme      A1 1  P 1 X1 2026-03-06
            order    shop      O1 1  P 1 .  2026-03-07 open
            copy     linnworks O1 c1 P 1 X1 2026-03-07 open
            """,
            units: "P X1 reserved", figures: "P shipped=0 committed=1 units_reserved=1"),
        Scenario(
            "a cancelled copy does nothing",
            """
            despatch Acme      A1 1  P 1 X1 2026-03-06
            order    shop      O1 1  P 1 .  2026-03-07 open
            copy     linnworks O1 c1 Q 1 X1 2026-03-07 cancelled
            """,
            units: "P X1 in-stock", figures: "P shipped=0 committed=1"),
        Scenario(
            "a copy that names its channel fills that channel's line",
            """
            order bay       O1 1  P 1 . 2026-03-07 open
            order shop      O1 1  P 1 . 2026-03-07 open
            copy  linnworks O1 c1 P 1 . 2026-03-07 shipped channel=shop
            """,
            findings: """
                shipped-beyond-supply P . 1 .   .  .
                oversell              P . 1 bay O1 1
                """),
        Scenario(
            "a kit that is scanned as itself",
            """
            despatch   Acme A1 1 P 1 .     2026-03-06
            despatch   Acme A1 2 R 2 X2;X3 2026-03-06
            order      shop O1 1 K 1 .     2026-03-07 open
            fulfilment shop O1 . K 1 .     2026-03-08
            """,
            findings: "missing-serial K . 2 shop O1 1", units: "R X2 in-stock\nR X3 in-stock",
            figures: "P shipped=1 committed=0\nR shipped=2 committed=0 on_hand=0 variance=-2"),
        Scenario(
            "as many kits can be sold as the scarcest component makes",
            """
            despatch Acme A1 1 P 3 .              2026-03-06
            despatch Acme A1 2 R 5 X1;X2;X3;X4;X5 2026-03-06
            """,
            figures: "P sellable=3\nR sellable=5\nK sellable=2 on_hand="),
        Scenario(
            "a kit left before one component's stock-take, and counts on the other",
            """
            opening  .    .  . P 5 .     2026-03-10
            despatch Acme A1 1 R 2 X2;X3 2026-03-06
            order    shop O1 1 K 1 X2;X3 2026-03-08 shipped
            """,
            units: "", figures: "P opening=5 shipped=0 on_hand=5\nR shipped=2 on_hand=0 variance=0"),
        Scenario(
            "what a kit took before its component's stock-take stays sold",
            """
            opening  .    .  . R 1 X4    2026-03-10
            despatch Acme A1 1 R 2 X2;X3 2026-03-06
            despatch Acme A2 1 P 1 .     2026-03-06
            order    shop O1 1 K 1 X2;X3 2026-03-08 shipped
            """,
            units: "R X4 in-stock",
            figures: "P shipped=1 on_hand=0\nR opening=1 received=0 shipped=0 on_hand=1 variance=0"),
        Scenario(
            "an open kit is committed whatever the stock-take",
            """
            opening  .    .  . P 5 .  2026-03-10
            opening  .    .  . R 1 X1 2026-03-10
            opening  .    .  . R 1 X2 2026-03-10
            order    shop O1 1 K 1 .  2026-03-08 open
            """,
            figures: "P committed=1 available=4\nR opening=2 committed=2 available=0\nK sellable=0"),
    ]
}
