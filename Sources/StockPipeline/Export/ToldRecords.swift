import StockLedger
import StockModel

/// Whom a ledger's own runs have told, as rows of the house's own format.
struct ToldRecords {
    private(set) var records: [NoticeRecord] = []
    private let arena = Arena()

    init(_ transaction: LedgerTransaction) throws {
        guard let table = try transaction.noticesIfThere() else { return }
        try table.forEach { campaign, told in
            var parts = Self.parts(told.serial, told.channel, told.document, told.line)
            parts[.campaign] = campaign.description
            parts[.registration] = told.registration
            parts[.possibly] = told.isPossible ? "yes" : ""
            parts[.wave] = String(told.wave)
            records.append(record(parts))
        }
        for told in try table.expiries(from: .min, arena: arena) {
            var parts = Self.parts(told.serial, told.channel, told.document, told.line)
            parts[.band] = String(told.band)
            var record = record(parts)
            record.at = Timestamp(day: told.endsOn)
            records.append(record)
        }
    }

    private static func parts(
        _ serial: Text, _ channel: Text, _ document: Text, _ line: Text
    ) -> [NoticeRecord.Part: String] {
        [
            .serial: serial.description, .channel: channel.description, .document: document.description,
            .line: line.description,
        ]
    }

    private func record(_ parts: [NoticeRecord.Part: String]) -> NoticeRecord {
        var record = NoticeRecord(.told)
        let texts = NoticeRecord.Part.allCases.map { parts[$0] ?? "" }.joined(separator: "\u{1F}")
        record.texts = arena.store(texts)
        return record
    }
}
