import Foundation
import StockTestSupport
import Testing

@Suite("runs that are killed")
struct KilledRunTests {
    /// 20 moments; with `SERIALSTOCK_LONG` set, 200.
    static let moments = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] == nil ? 20 : 200

    private static let pipeline = "name: night\ninputs: [inbox/]\nledger: l.sqlite\noutputs: {directory: out}\n"

    @Test("whenever a night is killed, the next start ends where a night in peace does")
    func anyMoment() throws {
        let world = WorldGenerator(seed: 42, records: 300).world()
        var writer = WorldWriter(world, layout: 1)
        let files = writer.files().sorted { $0.key < $1.key }
        let base = TemporaryFolder()
        base.makeFile("p.yaml", Self.pipeline)
        try put(files.prefix(files.count / 2), in: base)
        #expect(try night(base, "2026-04-04", ["--init"]).status == 0)
        try put(files.suffix(from: files.count / 2), in: base)

        let peaceful = try copy(base)
        var status: Int32 = -1
        let duration = try ContinuousClock().measure { status = try night(peaceful).status }
        #expect(status == 0)
        let wanted = outcome(peaceful)
        #expect(wanted.allSatisfy { !$0.isEmpty })

        var random = SplitMix64(seed: 4)
        let longest = UInt32(
            clamping: duration.components.attoseconds / 1_000_000_000_000 + duration.components.seconds * 1_000_000)
        var killed = 0
        for moment in 0..<Self.moments {
            let folder = try copy(base)
            let delay = UInt32.random(in: 0...longest, using: &random)
            if try Tool.runAndKill(
                ["run", "p.yaml", "--date", "2026-04-05", "-q"], in: folder, afterMicroseconds: delay)
            {
                killed += 1
            }
            let next = try night(folder)
            #expect(next.status == 0, "moment \(moment): \(next.errors)")
            #expect(outcome(folder) == wanted, "moment \(moment), killed after \(delay) µs")
            let left = folder.names("out").filter { $0 != "latest" && $0 != "runs" && $0 != ".lock" }
            #expect(left.isEmpty && !folder.names("out/runs").contains { $0.hasPrefix(".") }, "\(left)")
            let verified = try Tool.run(["ledger", "verify", "l.sqlite", "-q"], in: folder)
            #expect(verified.status == 0, "moment \(moment): \(verified.output)\(verified.errors)")
        }
        #expect(killed > 0, "no run was still there to be killed")
    }

    private func night(
        _ folder: TemporaryFolder, _ date: String = "2026-04-05", _ more: [String] = []
    ) throws -> Tool.Result {
        try Tool.run(["run", "p.yaml", "--date", date, "-q"] + more, in: folder)
    }

    private func put(_ files: some Sequence<(key: String, value: String)>, in folder: TemporaryFolder) throws {
        for (path, text) in files {
            let file = URL(fileURLWithPath: folder("inbox/\(path)"))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    private func copy(_ base: TemporaryFolder) throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        for name in base.names() {
            try FileManager.default.copyItem(atPath: base(name), toPath: folder(name))
        }
        return folder
    }

    /// The stock files, and the findings that are true. A killed run that was committed is a run of its own, so that what was
    /// new in it is open in the next.
    private func outcome(_ folder: TemporaryFolder) -> [String] {
        let findings = CSVText.rows(folder.text("out/latest/findings.csv") ?? "")
        let status = findings.first?.firstIndex(of: "status") ?? 0
        let told = findings.filter { $0[status] != "resolved" }.map { row in
            row.indices.filter { $0 != status }.map { row[$0] }.joined(separator: ",")
        }
        return ["stock_by_sku.csv", "stock_units.csv"].map { folder.text("out/latest/\($0)") ?? "" }
            + [told.joined(separator: "\n")]
    }
}
