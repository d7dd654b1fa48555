import Foundation
import Testing

@testable import stockfuzz

/// Inputs that were once read wrongly, and some of each kind that never were: `Found/<parser>/<name>.input`.
@Suite("inputs that fuzzing found")
struct FoundInputsTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Found")

    static func inputs(of parser: String) throws -> [(name: String, bytes: [UInt8])] {
        let path = folder.appendingPathComponent(parser)
        return try FileManager.default.contentsOfDirectory(atPath: path.path).filter { $0.hasSuffix(".input") }.sorted()
            .map { ($0, [UInt8](try Data(contentsOf: path.appendingPathComponent($0)))) }
    }

    @Test("are read rightly", arguments: Subjects.names)
    func kept(_ parser: String) throws {
        let subject = try Subjects.named(parser)
        let inputs = try Self.inputs(of: parser)
        #expect(!inputs.isEmpty)
        for (name, bytes) in inputs {
            do {
                _ = try subject.check(bytes)
            } catch {
                Issue.record("\(parser)/\(name): \(error.description)")
            }
        }
    }

    @Test("so are some new ones", arguments: Subjects.names)
    func fresh(_ parser: String) throws {
        let subject = try Subjects.named(parser)
        for number in 0..<60 {
            do {
                _ = try subject.check(Worker.input(number, of: subject, seed: 99))
            } catch {
                Issue.record("\(parser), seed 99, number \(number): \(error.description)")
            }
        }
    }

    @Test("samples are valid", arguments: ["xml", "csv", "definitions", "pipeline"])
    func samples(_ parser: String) throws {
        let subject = try Subjects.named(parser)
        for number in 0..<25 {
            var dice = Dice(seed: 3, number: number)
            let input = subject.sample(&dice)
            #expect(try subject.check(input).isAccepted, "\(String(decoding: input, as: UTF8.self))")
        }
    }
}
