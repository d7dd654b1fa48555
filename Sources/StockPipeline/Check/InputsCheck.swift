internal import StockModel
internal import StockReading
internal import StockWriting

/// Checks that inputs are there, and what is read of them.
struct InputsCheck {
    let pipeline: CheckedPipeline
    let settings: RunSettings

    // MARK: Whether they are there

    /// All files that can be found, and what is wrong with the inputs that lead to none.
    ///
    /// - Parameter mayBeEmpty: whether a run without a file is none to worry about.
    func find(mayBeEmpty: Bool) -> (found: FoundInputs, mistakes: [CheckMistake]) {
        var mistakes: [CheckMistake] = []
        var usable = settings
        usable.inputs = []
        usable.catalogue = nil
        for (index, input) in settings.inputs.enumerated() {
            var alone = usable
            alone.inputs = [input]
            do throws(RunFailure) {
                let found = try InputDiscovery.find(alone)
                usable.inputs.append(input)
                if PathPattern.hasWildcards(input), found.files.isEmpty, found.skipped.isEmpty {
                    mistakes.append(
                        pipeline.mistake(
                            at: .input(index), "`\(input)` leads to no file",
                            remedy: "correct the pattern, or put files there"))
                }
            } catch {
                mistakes.append(mistake(error, input, at: .input(index)))
            }
        }
        if let catalogue = settings.catalogue {
            var alone = usable
            alone.inputs = []
            alone.catalogue = catalogue
            do throws(RunFailure) {
                _ = try InputDiscovery.find(alone)
                usable.catalogue = catalogue
            } catch {
                mistakes.append(mistake(error, catalogue, at: .catalogue))
            }
        }
        // Each was found alone, so together they are too.
        let found = (try? InputDiscovery.find(usable)) ?? FoundInputs()
        if found.files.isEmpty, mistakes.isEmpty, !mayBeEmpty, !settings.inputs.isEmpty {
            mistakes.append(
                pipeline.mistake(
                    at: .input(0), "there is no file to read",
                    remedy:
                        "put files there; hidden ones and names that end in .part, .tmp, .filepart or ~ do not count"))
        }
        return (found, mistakes)
    }

    private func mistake(_ failure: RunFailure, _ path: String, at place: PipelinePlace) -> CheckMistake {
        pipeline.mistake(
            at: place, "\(path): \(failure.cause?.problem ?? failure.description)",
            remedy: NearestPath.of(path).map { "\($0) is there; write that" } ?? failure.cause?.remedy ?? "")
    }

    // MARK: What is read of them

    /// What a person should know of files that are no catalogues: those that would be rejected, or have records that
    /// would.
    ///
    /// - Parameter knowsAll: whether all definitions can be used, so that a file which none fits is strange.
    func remarks(_ read: CheckedReading, knowsAll: Bool) -> [CheckMistake] {
        var rejects: [Int32: [Reject]] = [:]
        for reject in read.rejects { rejects[reject.file, default: []].append(reject) }
        return read.sources.indices.compactMap { index -> CheckMistake? in
            let source = read.sources[index]
            guard source.kind != "catalogue", index != read.found.catalogue,
                let first = rejects[Int32(index)]?.min(by: { ($0.record, $0.line) < ($1.record, $1.line) })
            else { return nil }
            if source.outcome == .rejected {
                return knowsAll || !source.format.isEmpty
                    ? remark(read, index, first.line, "a run would reject this file whole: \(first.problem)") : nil
            }
            let isWhole = settings.reading.rejectsWhole(taken: source.records, rejected: source.rejected)
            let field = first.field.isEmpty ? "" : "\(first.field): "
            return remark(
                read, index, first.line,
                "\(source.rejected) of \(source.records + source.rejected) records would be rejected"
                    + (isWhole ? ", and so the whole file" : "") + "; the first: \(field)\(first.problem)")
        }
    }

    private func remark(_ read: CheckedReading, _ index: Int, _ line: Int, _ problem: String) -> CheckMistake {
        CheckMistake(
            file: read.found.files[index].path, line: line, as: .warning, problem,
            remedy: "`serialstock inspect --pipeline \(pipeline.path) FILE` tells what it is read as, and why")
    }

    /// What is wrong with a catalogue that the pipeline names as such, as far as the file as a whole goes.
    func catalogueMistakes(_ read: CheckedReading) -> [CheckMistake] {
        guard let index = read.found.catalogue else { return [] }
        let source = read.sources[index]
        guard source.outcome == .read, source.kind != "catalogue" else { return [] }
        return [
            pipeline.mistake(
                at: .catalogue, "\(read.found.files[index].path) is no catalogue: it is read as `\(source.format)`",
                remedy: "name a file with the column `sku` and one of `name`, `gtin`, `serials` … (README, Formats)")
        ]
    }

    /// Things that could not be looked at, and sources that no file is of.
    func strays(_ found: FoundInputs) -> [CheckMistake] {
        let lost = found.skipped.filter { $0.outcome == .rejected }.map { source in
            CheckMistake(file: source.file, as: .warning, source.notes.joined(separator: "; "), remedy: "")
        }
        guard !found.files.isEmpty else { return lost }
        let names = found.files.map(\.name)
        let used = Set(names.compactMap { name in settings.sources.firstIndex { $0.matches(name) } })
        return lost
            + settings.sources.indices.filter { !used.contains($0) }.map { index in
                let match = settings.sources[index].match
                if names.contains(where: settings.sources[index].matches) {
                    return pipeline.mistake(
                        at: .source(index), as: .warning, "sources above this one take all files that `\(match)` meets",
                        remedy: "put it above them, or remove it: the first match counts")
                }
                let last = names.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
                let remedy =
                    NearestWord.of(match, among: last).map { "write `\($0)`" }
                    ?? "compare it with the files' names, such as `\(last[0])`, or remove it"
                return pipeline.mistake(
                    at: .source(index), as: .warning, "`\(match)` meets no file of the inputs", remedy: remedy)
            }
    }
}
