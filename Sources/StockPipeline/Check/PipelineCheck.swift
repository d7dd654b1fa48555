internal import StockModel
internal import StockReading
internal import StockWriting

/// `serialstock check`: finds all that is wrong with a pipeline at once, by doing what a run would do but for
/// publishing. Each part looks at what the others have left usable, so that one mistake hides no other and none is told
/// twice.
package enum PipelineCheck {
    /// Checks the pipeline file at `path`.
    ///
    /// - Parameters:
    ///   - definitions: files and folders with definitions that come before the pipeline's own.
    ///   - workers: threads to read with.
    package static func run(
        _ path: String, definitions: [String] = [], workers: Int, progress: any ProgressListener = SilentProgress()
    ) -> CheckReport {
        var report = CheckReport(pipeline: path)
        var known = Definitions.builtIn
        report.mistakes += load(definitions, into: &known)
        let draft: PipelineDraft
        do throws(PipelineFileFailure) {
            draft = try PipelineFile.draft(path, definitions: known)
        } catch {
            report.mistakes += error.mistakes.map { CheckMistake($0, file: path) }
            return report
        }
        report.mistakes += draft.mistakes.map { CheckMistake($0, file: path) }
        let pipeline = CheckedPipeline(path: path, draft: draft)
        known = .builtIn
        let problems = load(draft.file.definitions + definitions, into: &known)
        // That there is nothing at a path is told by whoever read the pipeline.
        report.add(problems.filter { $0.line > 0 || !draft.file.definitions.contains($0.file) })
        check(pipeline, known, knowsAll: problems.isEmpty, workers: workers, progress, into: &report)
        report.sort()
        return report
    }

    private static func check(
        _ pipeline: CheckedPipeline, _ definitions: Definitions, knowsAll: Bool, workers: Int,
        _ progress: any ProgressListener, into report: inout CheckReport
    ) {
        let ledger = LedgerCheck(pipeline)
        report.add(ledger.mistakes)
        if !pipeline.file.output.isEmpty, let obstacle = Publication.obstacle(in: pipeline.file.output) {
            report.add([
                pipeline.mistake(
                    at: .output, "\(obstacle.path): \(obstacle.what): \(obstacle.why)", remedy: obstacle.remedy)
            ])
        }

        let settings = pipeline.settings(workers: workers)
        let inputs = InputsCheck(pipeline: pipeline, settings: settings)
        let (found, missing) = inputs.find(mayBeEmpty: ledger.hasRuns)
        report.add(missing + inputs.strays(found))
        report.leftAlone = found.skipped.count { $0.outcome == .deferred }
        let read = CheckedReading(found, definitions: definitions, settings: settings, progress: progress)
        report.files = read.counts
        report.add(inputs.catalogueMistakes(read) + inputs.remarks(read, knowsAll: knowsAll))

        let catalogue = CheckedCatalogue(read, ledger)
        report.add(catalogue.mistakes)
        report.add(catalogue.serialMistakes(read, ledger))
        report.add(FeedsCheck(pipeline: pipeline, entries: catalogue.entries).mistakes)
        report.add(
            NamedInputsCheck(pipeline: pipeline, definitions: definitions, settings: settings).mistakes)
        // The last, for it folds what was read.
        report.add(
            campaignMistakes(
                pipeline, read, ledger, catalogue, isComplete: missing.isEmpty && !settings.inputs.isEmpty,
                workers: workers))
    }

    /// - Parameter isComplete: whether all inputs are there, so that what they do not name is strange.
    private static func campaignMistakes(
        _ pipeline: CheckedPipeline, _ read: CheckedReading, _ ledger: LedgerCheck, _ catalogue: CheckedCatalogue,
        isComplete: Bool, workers: Int
    ) -> [CheckMistake] {
        guard !pipeline.file.notices.campaigns.isEmpty else { return [] }
        return CampaignsCheck(
            pipeline: pipeline,
            goods: CheckedGoods(read, ledger, catalogue.entries, pipeline, workers: workers),
            isComplete: isComplete, hasDocuments: read.hasDocuments || ledger.hasRuns
        ).mistakes
    }

    private static func load(_ paths: [String], into definitions: inout Definitions) -> [CheckMistake] {
        paths.flatMap { DefinitionFolder.add($0, to: &definitions) }.map { problem in
            CheckMistake(
                file: problem.file, line: problem.line, column: problem.column, problem.message, remedy: "")
        }
    }
}

extension CheckReport {
    /// Adds what is not told yet.
    mutating func add(_ more: [CheckMistake]) {
        for mistake in more where !mistakes.contains(mistake) { mistakes.append(mistake) }
    }
}

extension CheckMistake {
    init(_ mistake: PipelineMistake, file: String, as severity: Severity = .error) {
        self.init(
            file: file, line: mistake.line, column: mistake.column, as: severity, mistake.problem,
            remedy: mistake.remedy)
    }
}
