import Glibc
import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

@Suite("pipeline file")
struct PipelineFileTests {
    @Test("everything left out that may be")
    func smallest() throws {
        let file = try parse("inputs: [inbox/]\noutputs: {directory: out}\n")
        var expected = PipelineFile(name: "nightly", inputs: ["/data/inbox"], output: "/data/out")
        expected.maxRejectsShare = 0.01
        #expect(file == expected)
        #expect(file.rules(businessDay: 5) == Rules(businessDay: 5))
    }

    @Test("every key")
    func complete() throws {
        let file = try parse(
            """
            name: marketplace
            inputs: [inbox/, "../exports/*.csv", /srv/asn]
            settle: 60
            catalogue: ./catalogue.csv
            rules:
              serial_scope: global
              serial_case: keep
              drop_hyphens: true
              placeholders: ["NO SERIAL", OHNE]
              fail_on: warning
              max_rejects: 2.5%
              stale_open_days: 14
              drop_stale_open: true
            outputs:
              directory: ../out
              keep: 30
              feeds:
                - {channel: amazon, listings: amazon.txt, buffer: 2}
                - {channel: shopify, listings: ../shop/inventory.csv, location: "Main, East"}
            """)
        #expect(file.name == "marketplace")
        #expect(file.inputs == ["/data/inbox", "/exports/*.csv", "/srv/asn"])
        #expect(file.catalogue == "/data/catalogue.csv")
        #expect(file.output == "/out")
        #expect(file.settle == 60)
        #expect(file.keep == 30)
        var amazon = FeedRequest(channel: "amazon", listings: "/data/amazon.txt")
        amazon.buffer = 2
        var shopify = FeedRequest(channel: "shopify", listings: "/shop/inventory.csv")
        shopify.location = "Main, East"
        #expect(file.feeds == [amazon, shopify])
        #expect(file.failOn == .warning)
        #expect(file.maxRejectsShare == 0.025)
        var rules = Rules(businessDay: 9)
        rules.serialScope = .global
        rules.keepsCase = true
        rules.dropHyphens = true
        rules.placeholders = ["NO SERIAL", "OHNE"]
        rules.staleOpenDays = 14
        rules.dropsStaleOpen = true
        #expect(file.rules(businessDay: 9) == rules)
    }

    @Test("recalls, warranty, watch lists and contacts")
    func notices() throws {
        let file = try parse(
            """
            inputs: [inbox/]
            recalls: [campaigns/, ../R-2026-014.yaml]
            watch_lists: [stolen.csv, /srv/lists/watched.csv]
            warranty:
              terms: ./warranty.csv
              expiring_days: [60, 14]
              without_consent: true
            contacts:
              relays: ["*@mail.example.net"]
              marketplaces: [my-marketplace]
            outputs: {directory: out}
            """)
        var expected = NoticeSettings()
        expected.campaigns = ["/data/campaigns", "/R-2026-014.yaml"]
        expected.watchLists = ["/data/stolen.csv", "/srv/lists/watched.csv"]
        expected.warranty = WarrantySettings()
        expected.warranty?.terms = "/data/warranty.csv"
        expected.warranty?.expiringDays = [60, 14]
        expected.warranty?.withoutConsent = true
        expected.relays = ["*@mail.example.net"]
        expected.marketplaces = ["my-marketplace"]
        #expect(file.notices == expected)
        #expect(file.settings(rules: file.rules(businessDay: 1)).notices == expected)
    }

    @Test("a warranty without terms has the catalogue's; without the key there is none")
    func usualWarranty() throws {
        let file = try parse("inputs: [a]\nwarranty: {expiring_days: []}\noutputs: {directory: o}\n")
        #expect(file.notices.warranty?.terms == nil && file.notices.warranty?.withoutConsent == false)
        #expect(file.notices.warranty?.expiringDays == [])
        let usual = try parse("inputs: [a]\nwarranty: {without_consent: no}\noutputs: {directory: o}\n")
        #expect(usual.notices.warranty == WarrantySettings())
        #expect(usual.notices.warranty?.expiringDays == [90, 30, 7])
        #expect(try parse("inputs: [a]\noutputs: {directory: o}\n").notices == NoticeSettings())
    }

    @Test("mistakes in what notices take")
    func noticeMistakes() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse(
                """
                inputs: [inbox/]
                recall: [campaigns/]
                recalls: campaigns/
                watch_lists: []
                warranty:
                  term: warranty.csv
                  expiring_days: [90, soon, 4000]
                  without_consent: perhaps
                contacts:
                  relay: ["*@mail.example.net"]
                  marketplaces: my-marketplace
                outputs: {directory: out}
                """)
        }
        #expect(
            failure.description == """
                nightly.yaml:2:1: error: `recall` is not a key of a pipeline
                  Do: write `recalls`
                nightly.yaml:3:10: error: `recalls:` must be a list
                  Do: write `recalls: [campaigns/]`
                nightly.yaml:4:14: error: `watch_lists:` is empty
                  Do: name at least one, or remove the key
                nightly.yaml:6:3: error: `term` is not a key of `warranty:`
                  Do: write `terms`
                nightly.yaml:7:23: error: `expiring_days:` must be a whole number from 0 to 3650, not `soon`
                  Do: write a number such as `expiring_days: 30`
                nightly.yaml:7:29: error: `expiring_days:` must be a whole number from 0 to 3650, not `4000`
                  Do: write a number such as `expiring_days: 30`
                nightly.yaml:8:20: error: `without_consent:` must be `false` or `true`, not `perhaps`
                  Do: write `without_consent: false`
                nightly.yaml:10:3: error: `relay` is not a key of `contacts:`
                  Do: write `relays`
                nightly.yaml:11:17: error: `marketplaces:` must be a list
                  Do: write `marketplaces: [my-marketplace]`
                """)
        for text in ["warranty: yes", "contacts: [a]"] {
            let failure = try #require(throws: PipelineFileFailure.self) {
                try parse("inputs: [a]\n\(text)\noutputs: {directory: o}\n")
            }
            #expect(failure.mistakes.count == 1 && failure.mistakes.first?.line == 2)
            #expect(failure.mistakes.first?.problem.hasSuffix(" must have keys and values") == true)
        }
    }

    @Test("a limit of memory, which a pipeline with a ledger cannot have")
    func memory() throws {
        let file = try parse("inputs: [a]\nmemory: 1.5GB\noutputs: {directory: o}\n")
        #expect(file.memory == 1_500_000_000)
        #expect(file.settings(rules: file.rules(businessDay: 1)).memory?.bytes == 1_500_000_000)
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse("inputs: [a]\nledger: l.sqlite\nmemory: 1MB\noutputs: {directory: o}\n")
        }
        #expect(
            failure.description == """
                nightly.yaml:3:9: error: `memory:` must be at least 64MB, not '1MB'
                  Do: write `memory: 512MB`, or remove it
                nightly.yaml:3:9: error: `memory:` is for one-offs, and this pipeline has a ledger
                  Do: remove it: a run on a ledger holds only what its own files touch
                """)
    }

    @Test("all mistakes at once, in the order of the lines")
    func mistakes() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse(
                """
                nmae: x
                inputs: inbox/
                catalogue:
                rules:
                  serial_scop: auto
                  serial_case: lower
                  drop_hyphens: maybe
                  placeholders: []
                  fail_on: warnings
                  max_rejects: 0.01
                  stale_open_days: -1
                  colour: red
                outputs:
                """)
        }
        #expect(
            failure.description == """
                nightly.yaml:1:1: error: `nmae` is not a key of a pipeline
                  Do: write `name`
                nightly.yaml:2:9: error: `inputs:` must be a list
                  Do: write `inputs: [inbox/]`
                nightly.yaml:3:11: error: `catalogue:` has no value
                  Do: give it one, or remove it
                nightly.yaml:5:3: error: `serial_scop` is not a key of `rules:`
                  Do: write `serial_scope`
                nightly.yaml:6:16: error: `serial_case:` must be `upper` or `keep`, not `lower`
                  Do: write `serial_case: upper`
                nightly.yaml:7:17: error: `drop_hyphens:` must be `false` or `true`, not `maybe`
                  Do: write `drop_hyphens: false`
                nightly.yaml:8:17: error: `placeholders:` is empty
                  Do: name at least one, or remove the key
                nightly.yaml:9:12: error: `fail_on:` must be `never`, `error` or `warning`, not `warnings`
                  Do: write `fail_on: warning`
                nightly.yaml:10:16: error: `max_rejects:` must be a share from 0% to 100%, not `0.01`
                  Do: write a share such as `max_rejects: 1%`
                nightly.yaml:11:20: error: `stale_open_days:` must be a whole number from 0 to 36500, not `-1`
                  Do: write a number such as `stale_open_days: 30`
                nightly.yaml:12:3: error: `colour` is not a key of `rules:`
                  Do: remove it, or use one of: serial_scope, serial_case, drop_hyphens, placeholders, fail_on, \
                max_rejects, stale_open_days, drop_stale_open
                nightly.yaml:13:9: error: `outputs:` must have keys and values
                  Do: write `directory: …` under it
                """)
    }

    @Test("mistakes in what is published")
    func outputs() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse(
                """
                inputs: [inbox/]
                settle: soon
                outputs:
                  directory: out
                  keep: 0
                  feeds:
                    - {channel: amazon, listing: a.txt, buffer: -1}
                    - {listings: b.csv}
                    - {channel: Amazon, listings: c.txt}
                    - {channel: etsy-eu, listings: d.csv}
                    - ebay
                """)
        }
        #expect(
            failure.description == """
                nightly.yaml:2:9: error: `settle:` must be a whole number from 0 to 86400, not `soon`
                  Do: write a number such as `settle: 60`
                nightly.yaml:5:9: error: `keep:` must be a whole number from 1 to 100000, not `0`
                  Do: write a number such as `keep: 30`
                nightly.yaml:7:7: error: `listings:` is missing
                  Do: add `listings: amazon-listings.txt`
                nightly.yaml:7:25: error: `listing` is not a key of a feed
                  Do: write `listings`
                nightly.yaml:7:49: error: `buffer:` must be a whole number from 0 to 1000000, not `-1`
                  Do: write a number such as `buffer: 1`
                nightly.yaml:8:7: error: `channel:` is missing
                  Do: add `channel: amazon`
                nightly.yaml:9:17: error: the channel `Amazon` has a feed already
                  Do: keep one of them
                nightly.yaml:10:17: error: Etsy takes no file with stock
                  Do: remove the feed, and set the stock there by hand from `sellable` in `stock_by_sku.csv`
                nightly.yaml:11:7: error: a feed must have keys and values
                  Do: write `channel: …` under it
                """)
        let list = try #require(throws: PipelineFileFailure.self) {
            try parse("inputs: [a]\noutputs: {directory: o, feeds: amazon}\n")
        }
        #expect(
            list.description == """
                nightly.yaml:2:32: error: `feeds:` must be a list
                  Do: write `feeds: [{channel: amazon, listings: amazon-listings.txt}]`
                """)
    }

    @Test("what is missing is said with an example")
    func missing() throws {
        let failure = try #require(throws: PipelineFileFailure.self) { try parse("name: x\n") }
        #expect(
            failure.description == """
                nightly.yaml:1:1: error: `inputs:` is missing
                  Do: add `inputs: [inbox/]`
                nightly.yaml:1:1: error: `outputs:` is missing
                  Do: add `outputs: {directory: out}`
                """)
    }

    @Test(
        "a text that is no pipeline at all",
        arguments: [
            ("", "nightly.yaml: error: the file is empty"),
            ("just text", "nightly.yaml:1:1: error: a pipeline must have keys and values"),
            ("- a\n- b\n", "nightly.yaml:1:1: error: a pipeline must have keys and values"),
            ("inputs: [a\noutputs: x\n", "nightly.yaml:2:8: error: this is not YAML"),
            ("name: a\nname: b\n", "nightly.yaml:1:1: error: `name` stands here twice"),
            ("a: b\n---\nc: d\n", "nightly.yaml:2:1: error: this is not YAML"),
        ])
    func notAPipeline(text: String, beginning: String) throws {
        let failure = try #require(throws: PipelineFileFailure.self) { try parse(text) }
        #expect(failure.description.hasPrefix(beginning))
    }

    @Test(
        "shares", arguments: [("0%", 0), ("1%", 0.01), ("0.5%", 0.005), ("100%", 1)] as [(String, Double)])
    func shares(text: String, share: Double) throws {
        let file = try parse("inputs: [a]\noutputs: {directory: o}\nrules: {max_rejects: \(text)}\n")
        #expect(file.maxRejectsShare == share)
    }

    @Test("wrong shares", arguments: ["1", "-1%", "101%", "%", "1.%", ".5%", "1e1%", "100.1%", "nan%", "1 %"])
    func wrongShares(text: String) {
        #expect(throws: PipelineFileFailure.self) {
            try parse("inputs: [a]\noutputs: {directory: o}\nrules: {max_rejects: \(text)}\n")
        }
    }

    @Test("a file that cannot be read is a mistake of its own")
    func unreadable() throws {
        let folder = TemporaryFolder()
        let missing = try #require(throws: PipelineFileFailure.self) { try PipelineFile.read(folder("none.yaml")) }
        #expect(
            missing.description == """
                \(folder("none.yaml")): error: the pipeline file cannot be opened: it, or a folder on the way to it, does not exist
                  Do: correct the path
                """)
        #expect(missing.runFailure.exitCode == 65)
        #expect(throws: PipelineFileFailure.self) { try PipelineFile.read(folder.path) }
        mkfifo(folder("fifo.yaml"), 0o600)
        #expect(throws: PipelineFileFailure.self) { try PipelineFile.read(folder("fifo.yaml")) }
    }

    @Test("paths are relative to the file, wherever the program runs")
    func relative() throws {
        let folder = TemporaryFolder()
        folder.makeFolder("jobs")
        folder.makeFile("jobs/shop.yaml", "inputs: [../in, sub/*.csv]\noutputs: {directory: ../out}\n")
        let file = try PipelineFile.read(folder("jobs/shop.yaml"))
        #expect(file.name == "shop")
        #expect(file.inputs == [folder("in"), folder("jobs/sub/*.csv")])
        #expect(file.output == folder("out"))
    }

    private func parse(_ text: String) throws -> PipelineFile {
        try PipelineFile.parse(text, path: "nightly.yaml", folder: "/data")
    }
}
