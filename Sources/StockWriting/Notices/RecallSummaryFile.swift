internal import StockModel
internal import StockNotices

/// `recalls/<campaign>/summary.json`: the effectiveness figures; its keys and their order are described in `docs/recalls.md`.
enum RecallSummaryFile {
    static func write(
        _ recall: Recall, of campaign: Campaign, on businessDate: Timestamp, notes: [String], to file: OutputFile
    ) throws(WritingFailure) {
        let summary = recall.summary
        var json = JSONWriter()
        json.object { json in
            json.member("campaign", campaign.id)
            json.member("title", campaign.title)
            json.member("issued", Timestamp(day: campaign.issued).description)
            json.member("business_date", businessDate.description)
            json.member("wave", recall.wave)
            json.member("affected", summary.affected)
            json.member("places") { json in
                for place in RecallPlace.allCases { json.member(place.rawValue, summary.places[place, default: 0]) }
            }
            json.member("with_customers", summary.withCustomers)
            json.member("remedied", summary.remedied)
            json.member("reachable", summary.reachable)
            json.member("told_before", summary.toldBefore)
            json.member("told_now", summary.toldNow)
            json.member("unreachable", summary.unreachable)
            json.member("possibly_affected", summary.possiblyAffected)
            json.member("recipients") { append(summary.recipients, to: &$0) }
            json.member("notes", notes) { json, note in json.value(note) }
        }
        try file.write(json.text)
        try file.finish()
    }

    private static func append(_ recipients: RecallSummary.Recipients, to json: inout JSONWriter) {
        json.member("post", recipients.post)
        json.member("email", recipients.email)
        json.member("channel", recipients.channel)
        json.member("unreachable", recipients.unreachable)
        json.member("possibly_affected", recipients.possiblyAffected)
        json.member("consignees", recipients.consignees)
    }
}
