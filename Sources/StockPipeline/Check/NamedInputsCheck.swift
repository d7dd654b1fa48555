internal import StockModel
internal import StockReading

/// Checks the files that a pipeline names for its notices: watch lists and the terms of warranty.
struct NamedInputsCheck {
    let pipeline: CheckedPipeline
    let definitions: Definitions
    let settings: RunSettings

    var mistakes: [CheckMistake] {
        var mistakes = settings.notices.watchLists.enumerated().flatMap { check($1, as: .watched, at: .watchList($0)) }
        if let terms = settings.notices.warranty?.terms { mistakes += check(terms, as: .term, at: .terms) }
        return mistakes
    }

    private func check(_ path: String, as kind: NoticeRecord.Kind, at place: PipelinePlace) -> [CheckMistake] {
        if let nearest = NearestPath.of(path) {
            return [
                pipeline.mistake(
                    at: place, "\(path): the file cannot be found", remedy: "\(nearest) is there; write that")
            ]
        }
        do throws(RunFailure) {
            let file = try NoticeFile.read(
                path, as: kind, name: Paths.components(path).last, definitions: definitions,
                settings: settings.reading)
            guard let first = file.rejects.min(by: { $0.record < $1.record }) else { return [] }
            let field = first.field.isEmpty ? "" : "\(first.field): "
            return [
                CheckMistake(
                    file: path, line: first.line, as: .warning,
                    "\(file.rejects.count) of \(file.source.records + file.rejects.count) records would be rejected; the "
                        + "first: \(field)\(first.problem)", remedy: "")
            ]
        } catch {
            return [
                pipeline.mistake(
                    at: place, "\(path): \(error.cause?.problem ?? error.description)",
                    remedy: error.cause?.remedy ?? "")
            ]
        }
    }
}
