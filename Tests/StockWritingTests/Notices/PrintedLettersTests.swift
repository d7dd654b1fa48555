import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockNotices
@testable import StockWriting

/// Letters as a browser prints them, by `scripts/check-letters`; only where there is one.
@Suite("printed letters", .enabled(if: Printing.isPossible, "needs Chromium and pdftotext"))
struct PrintedLettersTests {
    private let folder = TemporaryFolder()

    @Test("hostile and long names and addresses lie in both windows, one page each, on A4 and Letter")
    func windows() throws {
        let campaign = NoticeFixture.campaign()
        let shop = HostileShop.make(60, seed: 5)
        let files = try PersonalFolder(new: folder("out"))
        try RecallFolder.write(
            try shop.recall(campaign), of: campaign, on: Timestamp(iso8601: "2026-11-23") ?? .absent, in: "", to: files)
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = root.appending(path: "scripts/check-letters")
        process.arguments = [folder("out/letters.html")]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(
            text == """
                A4: 60 letters, one page each, every address in both windows
                Letter: 60 letters, one page each, every address in both windows

                """)
        #expect(process.terminationStatus == 0)
    }
}

/// Whether this machine has what letters are printed and measured with.
private enum Printing {
    static let isPossible: Bool = {
        func has(_ names: String...) -> Bool {
            let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            return names.contains { name in
                folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
            }
        }
        return has("python3") && has("pdftotext")
            && has("chromium", "chromium-browser", "google-chrome", "chrome")
    }()
}
