import StockPipeline

/// Pipelines and campaigns: each is taken or refused with all mistakes at places in the text, the same every time.
final class PipelineSubject: Subject {
    static let name = "pipeline"

    init() {}

    func sample(_ dice: inout Dice) -> [UInt8] { Array(dice.pick(PipelineSample.all).utf8) }

    func mutant(_ dice: inout Dice) -> [UInt8] { YAMLMutator.mutate(dice.pick(PipelineSample.all), &dice) }

    func check(_ input: [UInt8]) throws(Disagreement) -> Judgement {
        guard let text = String(validating: input, as: UTF8.self) else { return Judgement() }
        let failures = [Self.pipeline(text), Self.campaign(text)]
        for failure in failures { if let failure { try Self.check(failure, in: text) } }
        // Some are read twice, which takes twice as long.
        if input.count % 8 == 0 {
            for (failure, again) in zip(failures, [Self.pipeline(text), Self.campaign(text)]) {
                guard failure?.description == again?.description else {
                    throw Disagreement("read twice, it is read in two ways")
                }
            }
        }
        return Judgement(isAccepted: failures.contains { $0 == nil })
    }

    /// Relative to a folder that is not there, so that nothing but the text counts.
    private static func pipeline(_ text: String) -> PipelineFileFailure? {
        do throws(PipelineFileFailure) {
            _ = try PipelineFile.parse(text, path: "p.yaml", folder: "/nonexistent/stockfuzz")
            return nil
        } catch {
            return error
        }
    }

    private static func campaign(_ text: String) -> PipelineFileFailure? {
        do throws(PipelineFileFailure) {
            _ = try CampaignFile.parse(text, path: "c.yaml", folder: "/nonexistent/stockfuzz") { [$0] }
            return nil
        } catch {
            return error
        }
    }

    private static func check(_ failure: PipelineFileFailure, in text: String) throws(Disagreement) {
        guard !failure.mistakes.isEmpty else { throw Disagreement("refused without a mistake") }
        let lines = text.unicodeScalars.count { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) } + 2
        for mistake in failure.mistakes {
            guard 0...lines ~= mistake.line, mistake.column >= 0, !mistake.problem.isEmpty, !mistake.remedy.isEmpty
            else {
                throw Disagreement("a mistake stands nowhere, or is without words: \(mistake)")
            }
        }
    }
}
