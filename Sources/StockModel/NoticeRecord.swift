/// What one row of an input says that only notices to buyers need: a warranty card, an entry of a watch list, a row of the
/// warranty terms, a change of one unit's warranty, a unit remedied in a campaign, somebody who was told. None of them moves
/// stock.
///
/// Everything is as written: serials are normalised and SKUs resolved when notices are made. What a kind does not know, or
/// the row leaves open, is empty, absent or nil. A row that lists several serials is a record for each.
package struct NoticeRecord: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into an arena, which is only read once a record is handed over.
    package var kind: Kind
    /// Of a change; nil for all other kinds.
    package var change: Change?
    /// Of a term: what becomes of the window of a unit that is sold again.
    package var resale: Renewal?
    /// Of a term: what a replaced unit's successor gets.
    package var replacement: Renewal?
    /// Of a term, and of a change that extends; 0 to `mostMonths`.
    package var months: Int32?
    /// Of a term: the months that the law grants at least.
    package var legalMonths: Int32?
    /// When it was registered, listed, changed or remedied. A registration may know nothing but `purchasedAt`. Of somebody
    /// who was told that a warranty ends, that day.
    package var at = Timestamp.absent
    /// Of a registration.
    package var purchasedAt = Timestamp.absent
    /// The texts in the order of `Part`, joined by U+001F; empty ones behind the last may be left out.
    package var texts = Text.empty
    /// Of a registration: the fields of `BuyerField`, as `RecordStore.buyers` has them. Empty where nobody is named, was
    /// asked for, or where he was forgotten.
    package var person = Text.empty
    /// Index of the source file; in a ledger the id of its source.
    package var file: Int32 = 0
    /// 1-based number of the row in its file.
    package var number: Int32 = 0
    /// 1-based number of the row's first line in its file.
    package var lineNumber: Int32 = 0

    package init(_ kind: Kind) { self.kind = kind }

    /// One text; empty where the row has none.
    package subscript(part: Part) -> Text {
        let bytes = texts.bytes
        var start = 0
        for _ in 0..<part.rawValue {
            guard let separator = bytes[start...].firstIndex(of: 0x1F) else { return .empty }
            start = separator + 1
        }
        let end = bytes[start...].firstIndex(of: 0x1F) ?? bytes.count
        return end == start ? .empty : Text(base: texts.base.map { $0 + start }, count: end - start)
    }

    /// More months than any warranty has.
    package static var mostMonths: Int32 { 1200 }
}

extension NoticeRecord {
    /// What a row is. The raw value is the ledger's.
    package enum Kind: UInt8, BitwiseCopyable, Sendable, CaseIterable {
        /// A warranty card.
        case registration
        /// An entry of a watch list.
        case watched
        /// A row of the warranty terms.
        case term
        /// A change of one unit's warranty.
        case change
        /// A unit that was remedied in a campaign.
        case remedied
        /// Somebody who was told in a campaign, or that a warranty ends.
        case told
    }

    /// A text of a record. The raw value is its place among the others.
    package enum Part: Int, Sendable, CaseIterable {
        case serial, sku
        /// Of a change: the unit that takes the place of a replaced one.
        case newSerial
        case campaign, reason, reference, remedy
        /// What a term is for, besides `sku`.
        case brand, category, country
        /// Of a term: `shipped`, `delivered`, `ordered`, `registered`, in the order in which they count, joined by `;`.
        case starts
        /// Of somebody who was told: his order line.
        case channel, document, line
        /// Of somebody who was told: what stands for the person of a warranty card who is not the order's buyer.
        case registration
        /// Of somebody who was told in a campaign: `yes` where the goods were only possibly affected; the wave, from 1.
        case possibly, wave
        /// Of somebody who was told that a warranty ends: the smallest band, in days, in which he was.
        case band
    }

    /// What a change does. The raw value is the ledger's.
    package enum Change: UInt8, BitwiseCopyable, Sendable, CaseIterable { case extend = 1, void, replace }

    /// Whether a window goes on or begins anew. The raw value is the ledger's.
    package enum Renewal: UInt8, BitwiseCopyable, Sendable, CaseIterable { case `continue` = 1, restart }
}

extension NoticeRecord {
    /// The order of content, −1, 0 or 1; where a record stands does not matter.
    package static func compare(_ a: NoticeRecord, _ b: NoticeRecord) -> Int {
        if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue ? -1 : 1 }
        let texts = Text.compare(a.texts, b.texts)
        if texts != 0 { return texts }
        if a.at != b.at { return a.at < b.at ? -1 : 1 }
        if a.purchasedAt != b.purchasedAt { return a.purchasedAt < b.purchasedAt ? -1 : 1 }
        let (x, y) = (a.choices, b.choices)
        if x != y { return x < y ? -1 : 1 }
        return Text.compare(a.person, b.person)
    }

    /// All that has few values, in one number.
    private var choices: UInt64 {
        let words = UInt64(change?.rawValue ?? 0) << 16 | UInt64(resale?.rawValue ?? 0) << 8
        return (words | UInt64(replacement?.rawValue ?? 0)) << 32 | UInt64((months ?? -1) + 1) << 16
            | UInt64((legalMonths ?? -1) + 1)
    }
}
