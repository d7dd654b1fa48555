internal import StockNotices
internal import StockWriting

/// Checks the campaigns of `recalls:`: that they are there, what is wrong in each, and what they select.
struct CampaignsCheck {
    let pipeline: CheckedPipeline
    /// All that they are judged by.
    let goods: CheckedGoods
    /// Whether all inputs are there.
    let isComplete: Bool
    /// Whether any document has come, so that a scope which selects nothing is strange.
    let hasDocuments: Bool

    var mistakes: [CheckMistake] {
        let (paths, missing) = find()
        let (campaigns, wrong) = read(paths)
        return missing + wrong + campaigns.flatMap(letters) + judge(campaigns)
    }

    // MARK: Whether they are there

    /// The files, and what is wrong with the paths that lead to none.
    private func find() -> (paths: [String], mistakes: [CheckMistake]) {
        var found: [String] = []
        var mistakes: [CheckMistake] = []
        for (index, path) in pipeline.file.notices.campaigns.enumerated() {
            if let code = Self.refusal(of: path) {
                mistakes.append(
                    pipeline.mistake(
                        at: .campaigns(index),
                        "\(path): the campaign cannot be found: \(SystemError.sentence(code))",
                        remedy: NearestPath.of(path).map { "\($0) is there; write that" } ?? "correct the path"))
            } else {
                found.append(path)
            }
        }
        return (CampaignFolder.files(found), mistakes)
    }

    /// The error of a path that is neither a file nor a folder that can be listed; nil where it is one.
    private static func refusal(of path: String) -> Int32? {
        switch FolderListing.kind(at: path) {
        case .failure(let failure): return failure.code
        case .success(.folder):
            if case .failure(let failure) = FolderListing.entries(of: Paths.real(path) ?? path) { return failure.code }
            return nil
        case .success: return nil
        }
    }

    // MARK: What is wrong in each

    private func read(_ paths: [String]) -> ([CampaignFile], [CheckMistake]) {
        var campaigns: [CampaignFile] = []
        var mistakes: [CheckMistake] = []
        for path in paths {
            do throws(PipelineFileFailure) {
                let file = try CampaignFile.read(path, serialForms: goods.names.serialForms)
                if let other = campaigns.first(where: { $0.campaign.id == file.campaign.id }) {
                    let mistake = file.mistake(
                        at: .id, "`\(file.campaign.id)` is the id of \(other.path) too",
                        remedy: "give one of them another")
                    mistakes.append(CheckMistake(mistake, file: path))
                }
                campaigns.append(file)
            } catch {
                mistakes += error.mistakes.map { CheckMistake($0, file: path) }
            }
        }
        return (campaigns, mistakes)
    }

    private func letters(_ file: CampaignFile) -> [CheckMistake] {
        file.letterWarnings.map { CheckMistake($0, file: file.path, as: .warning) }
    }

    // MARK: What they select

    private func judge(_ campaigns: [CampaignFile]) -> [CheckMistake] {
        // Where nothing names a SKU, none is wrong.
        guard isComplete, goods.canBeJudged, !goods.skus.isEmpty, !campaigns.isEmpty else { return [] }
        let verdicts = hasDocuments ? goods.judge(campaigns.map(\.campaign.scope)) : []
        let skus = Set(goods.skus)
        return campaigns.enumerated().flatMap { index, file in
            let verdict = verdicts.indices.contains(index) ? verdicts[index] : nil
            let check = CampaignCheck(
                file.campaign.scope, isSKU: skus.contains,
                isSerial: { serial in verdict.map { $0.met.contains(serial) } ?? true },
                serialForms: goods.names.serialForms)
            let advice = file.advice(check, selected: verdict?.selected, meant: goods.meant)
            return advice.mistakes.map { CheckMistake($0, file: file.path) }
                + advice.warnings.map { CheckMistake($0, file: file.path, as: .warning) }
        }
    }
}
