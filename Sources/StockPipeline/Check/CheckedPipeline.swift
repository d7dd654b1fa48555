/// A pipeline that is being checked: what its file says, and where.
struct CheckedPipeline {
    /// As it was named.
    let path: String
    let draft: PipelineDraft

    var file: PipelineFile { draft.file }

    /// A mistake at the place where the pipeline names something.
    func mistake(
        at place: PipelinePlace, as severity: CheckMistake.Severity = .error, _ problem: String, remedy: String
    ) -> CheckMistake {
        let mark = draft.places[place] ?? (0, 0)
        return CheckMistake(file: path, line: mark.line, column: mark.column, as: severity, problem, remedy: remedy)
    }

    /// What a run would be told.
    func settings(workers: Int) -> RunSettings {
        var settings = file.settings(rules: file.rules(businessDay: 0))
        settings.workers = workers
        // Whoever checks wants to know of all files, those written a moment ago too.
        settings.settle = 0
        return settings
    }
}
