import Foundation
import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

/// A small shop on a ledger, with a recall of its chargers, for tests of what is remembered and forgotten of its buyers.
struct RecallShop {
    let folder = TemporaryFolder()
    var ledger: String { folder("l.sqlite") }

    static let header =
        "channel,order_id,line_id,sku,quantity,status,ordered_at,serials,buyer_name,company,buyer_email,buyer_phone,"
        + "address1,city,postcode,country\n"
    static let ann = "Ann Harlow,Harlow Ltd,Ann.Harlow@example.com,+44 131 555 0101,1 Quay Street,Leith,EH6 6LX,GB\n"
    static let bob = "Bob Ortiz,,bob@example.com,0161 555 0202,\"2, Mill Road\",York,YO1 7HH,GB\n"
    /// What shows Ann, in whatever form.
    static let words = ["Ann Harlow", "Harlow Ltd", "Harlow@", "555 0101", "Quay Street", "EH6 6LX"]

    private static let campaign = """
        id: R-1
        title: Charger may overheat
        issued: 2026-11-02
        scope: {skus: [D]}
        notice:
          product: Charger
          numbers: all
          hazard: It can overheat and catch fire.
          what_to_do: Unplug it.
          remedy: A new one.
          contact: recall@example.com
        """

    /// A night, to which `files` are new.
    @discardableResult
    func run(
        _ files: [String: String], isFirst: Bool = false, recalls: Bool = true, on date: String = "2026-11-23"
    ) throws -> RunOutcome {
        folder.makeFolder("in")
        folder.makeFile("charger.yaml", Self.campaign)
        for (name, text) in files { folder.makeFile("in/\(name)", text) }
        var settings = try settings("in", "out", on: date, recalls: recalls)
        settings.ledger = LedgerSettings(path: ledger, pipeline: "p")
        settings.ledger?.isMade = isFirst
        return try Pipeline.run(settings)
    }

    func settings(_ input: String, _ output: String, on date: String, recalls: Bool = true) throws -> RunSettings {
        var settings = RunSettings(
            inputs: [folder(input)], output: folder(output),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: date)).day))
        if recalls { settings.notices.campaigns = [folder("charger.yaml")] }
        return settings
    }

    /// `serialstock recall` on the ledger, into a folder of its own.
    func recall(_ out: String) throws {
        var job = RecallJob(
            campaign: folder("charger.yaml"), out: folder(out), settings: try settings("in", out, on: "2026-11-24"))
        job.ledger = ledger
        _ = try job.run()
    }

    /// Which of some words stand in the ledger's file, or in what lies beside it.
    func traces(_ words: [String] = Self.words) throws -> [String] {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: ledger))
        for name in folder.names() where name.hasPrefix("l.sqlite-") {
            bytes += try Data(contentsOf: URL(fileURLWithPath: folder(name)))
        }
        return words.filter { bytes.range(of: Data($0.utf8)) != nil }
    }

    /// Which of some words stand in the files of a folder.
    func shown(in path: String, _ words: [String] = Self.words) throws -> [String] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder(path))
        return words.filter { word in files.contains { folder.text("\(path)/\($0)")?.contains(word) == true } }
    }

    /// The files of a run's manifest of which it says something wrong.
    func wrongInManifest(_ run: String) throws -> [String] {
        let manifest = try #require(folder.text("\(run)/manifest.json"))
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder(run)).filter {
            $0 != "manifest.json" && folder.mode("\(run)/\($0)") & 0o170000 == 0o100000
        }
        #expect(files.count > 5)
        return files.filter { file in
            let text = folder.text("\(run)/\(file)") ?? ""
            let entry = "\"path\": \"\(file)\",\n      \"sha256\": \"\(Digest.hexadecimal(of: text))\",\n"
            return !manifest.contains(entry + "      \"bytes\": \(text.utf8.count)\n")
        }
    }

    /// The rows of a published file without its header.
    func rows(_ file: String) -> [String] {
        (folder.text(file) ?? "").split(separator: "\n").dropFirst().map(String.init)
    }
}
