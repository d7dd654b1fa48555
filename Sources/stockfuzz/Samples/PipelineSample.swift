/// Valid pipelines and campaigns with every key.
enum PipelineSample {
    static let all = [nightly, oneOff, campaign, other]

    private static let nightly = """
        name: nightly
        inputs: [inbox/, "exports/*.csv"]
        settle: 60
        catalogue: catalogue.csv
        stores: {"My Shop": shopify}
        sources:
          - {match: "*shop-b*", channel: shopify-b, zone: Europe/Berlin, date_order: day-first, encoding: windows-1252}
          - match: "packlog*.csv"
            columns: {order_id: Order, sku: Item, serials: "Scanned SN"}
        watch_lists: [stolen.csv]
        ledger: state/ledger.sqlite
        rules:
          serial_scope: auto
          serial_case: upper
          drop_hyphens: false
          placeholders: ["NO SERIAL"]
          fail_on: never
          max_rejects: 1%
          stale_open_days: 30
          drop_stale_open: false
        recalls: [campaigns/]
        warranty: {terms: warranty.csv, expiring_days: [90, 30, 7], without_consent: false}
        outputs:
          directory: out
          keep: 30
          feeds:
            - {channel: amazon, listings: amazon-listings.csv, buffer: 1}

        """

    private static let oneOff = """
        inputs: &in [inbox/]
        outputs: {directory: out}
        memory: 2 GiB
        recalls: *in

        """

    private static let campaign = """
        id: R-2026-014
        title: Charger may overheat
        issued: 2026-11-02
        jurisdiction: [eu, us]
        scope:
          any:
            - serials: [SN000042, SN000077]
            - range: {from: SN000100, to: SN000199}
            - lots: [L77]
            - all:
                - skus: [CH-65W]
                - received: {from: 2026-05-01, to: 2026-05-31}
                - not: {suppliers: [Zenit]}
        notice:
          product: Charger CH-65W by Zenit
          numbers: the serial on the label at the back
          hazard: The charger can overheat and catch fire.
          what_to_do: Unplug it and stop using it now.
          remedy: We send you a new one, or your money back.
          contact: 0800 123 456, recall@example.com

        """

    private static let other = """
        id: W-1
        title: Strap may break
        issued: 2026-01-31
        scope: {all: [{skus: [STRAP-1]}, {sold: {from: 2026-01-01, to: 2026-02-28}}]}
        notice: {hazard: h, what_to_do: w, remedy: r, contact: c}

        """
}
