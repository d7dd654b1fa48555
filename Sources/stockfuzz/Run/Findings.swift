import Foundation

/// The folder of inputs that were read wrongly: `<parser>-<what>.input`, and beside each in words what was wrong.
struct Findings {
    let folder: String

    func keep(_ input: [UInt8], as name: String, _ words: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/" + name
        try Data(input).write(to: URL(fileURLWithPath: path + ".input"))
        try Data((words + "\n").utf8).write(to: URL(fileURLWithPath: path + ".txt"))
    }
}
