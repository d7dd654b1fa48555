import Foundation

/// The repository's own files in every dialect and format, where the program runs on the machine that it was built on.
enum Fixtures {
    /// Those of a folder of `fixtures/` that are UTF-8, in the order of their names; none where there is no such folder.
    static func texts(of folder: String, as kinds: [String]) -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures/\(folder)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { name in kinds.contains { name.hasSuffix("." + $0) } }.sorted().compactMap { name in
            guard let data = try? Data(contentsOf: root.appendingPathComponent(name)), data.count < 20_000 else {
                return nil
            }
            return String(validating: data, as: UTF8.self)
        }
    }
}
