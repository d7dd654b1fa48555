import StockReading

/// Definitions of dialects and formats: each is taken or refused with places in the text, and one that
/// is taken reads a file without harm.
final class DefinitionSubject: Subject {
    static let name = "definitions"

    private let texts = Definitions.builtIn.texts.filter { $0.yaml.utf8.count < 12_000 }.map(\.yaml)
    private let file: MemoryFile
    private let advice: [UInt8]
    private let orders: [UInt8]

    init() throws {
        file = try MemoryFile()
        var dice = Dice(seed: 7, number: 7)
        advice = Array(DespatchSample.make(&dice).utf8)
        orders = Array(OrderSample.make(&dice).utf8)
    }

    func sample(_ dice: inout Dice) -> [UInt8] { Array(dice.pick(texts).utf8) }

    func mutant(_ dice: inout Dice) -> [UInt8] { YAMLMutator.mutate(dice.pick(texts), &dice) }

    func check(_ input: [UInt8]) throws(Disagreement) -> Judgement {
        // What is no UTF-8 is refused before it is looked at.
        guard let yaml = String(validating: input, as: UTF8.self) else { return Judgement() }
        var definitions = Definitions()
        let problems = definitions.add(yaml: yaml, file: "d.yaml")
        guard problems.isEmpty else {
            try Self.check(problems, in: yaml)
            guard definitions.dialects.isEmpty, definitions.formats.isEmpty else {
                throw Disagreement("a definition with mistakes was added")
            }
            return Judgement()
        }
        var settings = ReadingSettings()
        settings.followsSymlinks = true
        let reader = FileReader(definitions: definitions, settings: settings)
        for content in [definitions.dialects.isEmpty ? orders : advice] { _ = try FileReading(content, reader, file) }
        return Judgement(isAccepted: true, compared: 0)
    }

    private static func check(_ problems: [DefinitionProblem], in yaml: String) throws(Disagreement) {
        let lines =
            yaml.utf8.count { $0 == 0x0A || $0 == 0x0D }
            + yaml.unicodeScalars.count { "\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) } + 2
        for problem in problems {
            guard 0...lines ~= problem.line, problem.column >= 0, !problem.message.isEmpty else {
                throw Disagreement("a mistake stands nowhere, or is without words: \(problem)")
            }
        }
    }
}
