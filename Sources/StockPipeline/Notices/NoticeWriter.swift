import StockModel
import StockNotices
import StockWriting

extension Notices.Outcome {
    /// Writes the campaigns' folders into a run's, and what became of them into its summary.
    func write(to publication: Publication, _ summary: inout RunSummary) throws(WritingFailure) {
        var told: [RunSummary.Recall] = []
        var notes: [RunSummary.Note] = []
        for (file, recall) in recalls {
            let folder = RecallFolder.path(of: file.campaign)
            let written = try RecallFolder.write(
                recall, of: file.campaign, on: summary.businessDate, picture: file.picture, in: folder, to: publication)
            notes += written.map { RunSummary.Note(file: file.path, text: $0) }
            told.append(RunSummary.Recall(recall, of: file.campaign, folder: folder))
        }
        for failure in failures {
            var recall = RunSummary.Recall(campaign: failure.path)
            recall.problem = failure.problem
            told.append(recall)
        }
        summary.take(told, notes: notes)
        if let expiring {
            try WarrantyFiles.writeExpiring(expiring, to: publication)
            summary.expiring = expiring.rows.count
        }
    }
}

extension CampaignFile {
    /// What letters show of the product.
    var picture: LetterPicture { LetterPicture(campaign.notice.picture, in: Paths.realFolder(of: path)) }
}

extension RunSummary.Recall {
    init(_ recall: Recall, of campaign: Campaign, folder: String) {
        self.init(campaign: campaign.id)
        title = campaign.title
        self.folder = folder
        let figures = recall.summary
        affected = figures.affected
        stoppable = figures.places.reduce(0) { $0 + ($1.key.isStoppable ? $1.value : 0) }
        withCustomers = figures.withCustomers
        toldNow = figures.toldNow
        toldBefore = figures.toldBefore
        remedied = figures.remedied
        unreachable = figures.unreachable
        possiblyAffected = figures.possiblyAffected
    }
}
