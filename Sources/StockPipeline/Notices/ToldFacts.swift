import StockModel
import StockNotices

/// Who was told by what inputs say: by an earlier ledger, or by another system.
///
/// It points into the inputs that it was made of.
struct ToldFacts {
    /// By campaign.
    private var recalls: [String: [(pair: ToldPair, isPossible: Bool, wave: Int)]] = [:]
    /// The smallest band of which somebody was told that a warranty ends.
    private(set) var expiries = ToldEnds()

    /// Takes a row.
    ///
    /// - Parameter serials: What its serial may stand for; one empty text where it has none.
    mutating func add(_ record: NoticeRecord, serials: [Text]) {
        let document = record[.document]
        // As order numbers compare.
        let number = document.bytes.first == UInt8(ascii: "#") ? document.dropFirst(1) : document
        let line = LineKey(channel: record[.channel], document: number, line: record[.line])
        for serial in serials {
            let pair = ToldPair(serial: serial, line: line, registration: record[.registration].description)
            if record[.campaign].isEmpty {
                let expiry = ExpiryBands.Pair(cover: pair, endsOn: record.at.day)
                expiries.add(Int(record[.band].description) ?? 0, for: expiry)
            } else {
                recalls[record[.campaign].description, default: []].append(
                    (pair, !record[.possibly].isEmpty, Int(record[.wave].description) ?? 1))
            }
        }
    }

    /// Adds what is told of a campaign to what is remembered of it; the first wave counts.
    func add(to memory: inout RecallMemory, of campaign: String) {
        for told in recalls[campaign] ?? [] {
            if told.isPossible {
                memory.toldPossibly[told.pair] = min(told.wave, memory.toldPossibly[told.pair] ?? told.wave)
            } else {
                memory.told[told.pair] = min(told.wave, memory.told[told.pair] ?? told.wave)
            }
        }
    }
}
