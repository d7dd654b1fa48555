/// The runs that stand in an output folder.
struct PublishedRuns {
    let output: OutputFolder
    let runs: OutputFolder

    /// The run that `latest` points at; nil where it points elsewhere or is not there.
    var latest: RunID? {
        guard let target = output.target(ofLink: "latest"), target.hasPrefix("runs/") else { return nil }
        return RunID(target.dropFirst("runs/".count))
    }

    /// The folders that this program has published, oldest first. A folder with a run's name counts only where it holds a
    /// manifest of that run: anything else is somebody's own.
    func published() throws(WritingFailure) -> [RunID] {
        var found: [RunID] = []
        for run in try runs.names().compactMap({ RunID($0) }) {
            guard try runs.occupant(of: run.description) == .folder, let folder = runs.existing(run.description),
                ManifestFile.isManifest(folder.start(of: ManifestFile.name), of: run)
            else { continue }
            found.append(run)
        }
        return found.sorted { ($0.businessDate, $0.number) < ($1.businessDate, $1.number) }
    }

    /// Removes the oldest until `count` are left; neither `besides` nor the latest. See `Publication.prune`.
    func prune(keeping count: Int, besides: RunID) -> [String] {
        let all: [RunID]
        do throws(WritingFailure) {
            all = try published()
        } catch {
            return [error.description]
        }
        let latest = latest
        let others = all.filter { $0 != besides && $0 != latest }
        let staying = all.count - others.count
        return others.prefix(max(0, others.count - max(0, count - staying))).compactMap { remove($0) }
    }

    /// Removes a run's folder: by its name first, so that nobody meets half of one, and a crash leaves what the next start
    /// removes.
    ///
    /// - Returns: why it could not be removed; nil where it was.
    func remove(_ run: RunID) -> String? {
        let name = StageName(run).folder
        do throws(WritingFailure) {
            try runs.rename(run.description, to: name)
            try runs.sync()
        } catch {
            return error.description
        }
        runs.existing(name)?.removeContents()
        runs.removeFolder(name)
        return (try? runs.occupant(of: name)) == .nothing
            ? nil : "\(runs.shown(name)): error: the old run cannot be removed whole\n  Do: remove it yourself"
    }
}
