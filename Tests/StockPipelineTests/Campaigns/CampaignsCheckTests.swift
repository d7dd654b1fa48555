import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

/// What `check` says of campaigns, watch lists and terms that a pipeline names.
@Suite("check of campaigns")
struct CampaignsCheckTests {
    let folder = TemporaryFolder()

    init() {
        folder.makeFolder("in")
        folder.makeFolder("campaigns")
        folder.makeFile(
            "in/catalogue.csv", "sku,name,aliases,serials\nCH-65W,Charger,charger,optional\nMUG,Mug,,none\n")
        folder.makeFile(
            "in/stock.csv", "sku,as_of,serial,quantity,lot\nCH-65W,2026-11-01,SN10,1,L1\nCH-65W,2026-11-01,SN11,1,L2\n")
        folder.makeFile(
            "in/orders.csv",
            "channel,order_id,sku,quantity,status,ordered_at,serials\nweb,1,CH-65W,1,shipped,2026-11-03,SN10\n"
                + "web,2,MUG,1,shipped,2026-11-03,\n")
    }

    private static let notice =
        "notice: {hazard: Hot., what_to_do: Unplug it., remedy: A new one., contact: Call us.}\n"

    /// A campaign whose scope begins in line 4, column 8.
    private func makeCampaign(_ scope: String, in name: String = "R.yaml", id: String = "R", notice: String = notice) {
        folder.makeFile(
            "campaigns/\(name)", "id: \(id)\ntitle: Hot charger\nissued: 2026-11-02\nscope: \(scope)\n\(notice)")
    }

    private func check(_ more: String = "", recalls: String = "[campaigns/]") -> String {
        folder.makeFile("shop.yaml", "inputs: [in/]\nrecalls: \(recalls)\noutputs: {directory: out}\n\(more)")
        return PipelineCheck.run(folder("shop.yaml"), workers: 2).mistakes.map { $0.description() }
            .joined(separator: "\n").replacing("\(folder.path)/shop.yaml:", with: "shop.yaml:")
            .replacing(folder.path, with: "")
    }

    // MARK: Scopes

    @Test(
        "scopes that select something are well",
        arguments: [
            "{serials: [sn10]}", "{skus: [MUG]}", "{all: [{skus: [CH-65W]}, {lots: [L2]}]}",
            "{range: {from: sn01, to: SN99}}", "{all: [{skus: [MUG]}, {sold: {from: 2026-11-01}}]}",
        ])
    func well(scope: String) {
        makeCampaign(scope)
        let told = check()
        // A list or range of serials leaves goods without serials open.
        let isBounded = scope.contains("skus")
        #expect(told.isEmpty == isBounded, "\(told)")
        #expect(!told.contains("error"))
    }

    @Test(
        "scopes that select nothing",
        arguments: [
            "{all: [{skus: [CH-65W]}, {lots: [L3]}, {serials: [SN10]}]}",
            "{all: [{skus: [MUG]}, {sold: {to: 2026-10-01}}]}",
            "{all: [{skus: [CH-65W]}, {range: {from: SN12, to: SN99}}]}",
        ])
    func nothing(scope: String) {
        makeCampaign(scope)
        #expect(
            check() == """
                /campaigns/R.yaml:4:8: error: the scope selects nothing
                  Do: compare its serials, SKUs and dates with the notice of the manufacturer
                """)
    }

    @Test("SKUs that nothing names, an alias among them; listed serials on no unit, and placeholders")
    func unknown() {
        makeCampaign("{all: [{skus: [CH-66W, charger, SOFA, CH-65W]}, {serials: [SN10, SN12, SN13, none]}]}")
        #expect(
            check() == """
                /campaigns/R.yaml:4:8: error: `none` is no serial
                  Do: remove it from the scope
                /campaigns/R.yaml:4:8: warning: 2 of the serials listed are on no unit: `SN12`, `SN13`
                  Do: compare them with the manufacturer's notice; those of units that never came may stay
                /campaigns/R.yaml:4:23: error: `CH-66W` is no SKU that anything names
                  Do: write `CH-65W`
                /campaigns/R.yaml:4:31: error: `charger` is no SKU that anything names
                  Do: write `CH-65W`
                /campaigns/R.yaml:4:40: error: `SOFA` is no SKU that anything names
                  Do: correct or remove it
                """)
    }

    @Test("a scope that no SKU bounds is a warning")
    func unbounded() {
        makeCampaign("{serials: [SN10]}")
        #expect(
            check() == """
                /campaigns/R.yaml:4:8: warning: no SKU bounds the scope, so that goods without serials of every SKU are \
                possibly affected
                  Do: put `skus:` beside it under `all:`, unless that is meant
                """)
    }

    @Test("an identifier that stands for a unit's serial is on a unit")
    func identities() {
        folder.makeFile("in/also.csv", "serial,also\nSN10,IM10\n")
        makeCampaign("{all: [{skus: [CH-65W]}, {serials: [im10]}]}")
        #expect(check() == "")
    }

    @Test("before any document has come, a scope may select nothing")
    func beforeAnything() {
        folder.makeFile("in/stock.csv", "sku,name\nX,X\n")
        folder.makeFile("in/orders.csv", "sku,name\nY,Y\n")
        makeCampaign("{all: [{skus: [CH-65W]}, {serials: [SN10]}]}")
        #expect(check() == "")
        makeCampaign("{skus: [CH-66W]}")
        #expect(check().contains(":4:16: error: `CH-66W` is no SKU that anything names"))
    }

    @Test("on a ledger, what was read before counts too")
    func ledger() throws {
        folder.makeFile("shop.yaml", "inputs: [in/]\noutputs: {directory: out}\nledger: l.sqlite\n")
        let file = try PipelineFile.read(folder("shop.yaml"))
        var settings = file.settings(rules: file.rules(businessDay: 20_800))
        settings.ledger?.isMade = true
        _ = try Pipeline.run(settings)
        // Backed in the ledger, sold in a file that has yet to come.
        folder.makeFile("in/stock.csv", "sku,name\nX,X\n")
        folder.makeFile(
            "in/orders.csv",
            "channel,order_id,sku,quantity,status,ordered_at,serials\n"
                + "web,3,CH-65W,1,shipped,2026-11-09,SN11\n")
        makeCampaign("{all: [{skus: [CH-65W]}, {lots: [L2]}, {sold: {from: 2026-11-09}}, {serials: [SN10, SN11]}]}")
        #expect(check("ledger: l.sqlite\n") == "")
        #expect(check().contains("the scope selects nothing") == false, "goods without lot are possibly affected")
        makeCampaign("{all: [{skus: [CH-65W]}, {serials: [SN12]}]}")
        #expect(check("ledger: l.sqlite\n").contains("error: the scope selects nothing"))
    }

    // MARK: Files

    @Test("every campaign is told by its own file, line and column; one id names one campaign")
    func files() {
        makeCampaign("{skus: [MUG]}", in: "a.yaml", id: "R-1")
        makeCampaign("{skus: [MUG]}", in: "b.yaml", id: "R-1")
        makeCampaign("{skuss: [MUG]}", in: "c.json", id: "R/1", notice: "")
        folder.makeFile("campaigns/.hidden.yaml", "nothing")
        folder.makeFile("campaigns/notes.txt", "nothing")
        #expect(
            check(recalls: "[campaigns/, campaigns/a.yaml, none.yaml]") == """
                shop.yaml:2:41: error: /none.yaml: the campaign cannot be found: it, or a folder on the way to it, does not exist
                  Do: correct the path
                /campaigns/b.yaml:1:5: error: `R-1` is the id of /campaigns/a.yaml too
                  Do: give one of them another
                /campaigns/c.json:1:1: error: `notice:` is missing
                  Do: add `notice: {hazard: …, what_to_do: …, remedy: …, contact: …}`
                /campaigns/c.json:1:5: error: `R/1` cannot name a folder
                  Do: use at most 64 letters, digits, `-`, `_` and `.`, no `.` first
                /campaigns/c.json:4:9: error: `skuss` is not a key of a scope
                  Do: write `skus`
                """)
    }

    @Test("a link to a folder of campaigns is followed, an empty folder is well")
    func folders() {
        folder.makeLink("link", to: "campaigns")
        #expect(check(recalls: "[link]") == "")
        makeCampaign("{skus: [CH-66W, MUG]}")
        #expect(check(recalls: "[link]").hasPrefix("/link/R.yaml:4:16: error: `CH-66W`"))
    }

    @Test("letters that are too long, and a picture that is none")
    func letters() {
        let long = String(repeating: "The charger can overheat and catch fire. ", count: 200)
        makeCampaign(
            "{skus: [MUG]}",
            notice: "notice:\n  picture: charger.png\n  hazard: \(long)\n  what_to_do: x\n  remedy: x\n  contact: x\n")
        let told = check()
        #expect(
            told.contains(
                "/campaigns/R.yaml:6:12: warning: letters are without the picture `charger.png`: "), "\(told)")
        #expect(
            told.contains("/campaigns/R.yaml:6:3: warning: the texts of the notice are too long for a letter"),
            "\(told)")
        #expect(!told.contains("error"))
    }

    @Test("a catalogue that contradicts itself hides nothing that is wrong in a campaign")
    func brokenCatalogue() {
        folder.makeFile("in/catalogue.csv", "sku,aliases\nCH-65W,x\nMUG,x\n")
        makeCampaign("{any: [{range: {from: sn10, to: SN09}}, {skus: [CH-66W]}]}")
        let told = check()
        #expect(told.contains("/campaigns/R.yaml:4:23: error: the range `sn10` to `SN09` is the wrong way round"))
        #expect(!told.contains("CH-66W"))
    }

    // MARK: Watch lists and terms

    @Test("watch lists and terms: not there, something else, rows that would be rejected")
    func namedFiles() {
        folder.makeFile("stolen.csv", "serial,listed_at\nSN10,2026-11-01\nSN11,soon\n")
        folder.makeFile("warranty.csv", "months,starts\n24,shipped\n")
        let lists = "watch_lists: [stolen.csv, stollen.csv, warranty.csv]\nwarranty: {terms: stolen.csv}\n"
        let told = check(lists, recalls: "[campaigns/]")
        #expect(
            told == """
                shop.yaml:4:27: error: /stollen.csv: the file cannot be found
                  Do: /stolen.csv is there; write that
                shop.yaml:4:40: error: /warranty.csv: this is no watch list: it is read as warranty terms (house-warranty-terms)
                  Do: name a watch list, with the columns `serial` and `listed_at`
                shop.yaml:5:19: error: /stolen.csv: this is no file of warranty terms: it is read as a watch list \
                (house-watch-list)
                  Do: name a file of warranty terms, with the columns `months` and `starts`
                /stolen.csv:3: warning: 1 of 2 records would be rejected; the first: listed_at: The date is in none of the \
                expected forms; write it as 2026-11-23 or 2026-11-23T02:00:00Z.
                """, "\(told)")
        #expect(check("watch_lists: [zzz/none.csv]\n").hasPrefix("shop.yaml:4:15: error: /zzz/none.csv: "))
    }
}
