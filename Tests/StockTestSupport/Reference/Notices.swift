/// What replaced and cancelled notices leave of a supplier's despatch documents.
struct Notices {
    /// The records that still count.
    private(set) var records: [KeyedRecord] = []
    private(set) var findings: [PlainFinding] = []

    private struct Document: Hashable {
        var supplier: String
        var number: String
    }

    /// Takes the records of despatches.
    init(_ despatches: [KeyedRecord]) {
        let groups = Dictionary(grouping: despatches) { Document(supplier: $0.key.scope, number: $0.key.document) }
        for (document, notices) in groups {
            if Self.reused(notices) {
                findings.append(
                    PlainFinding(kind: "document-reused", party: document.supplier, document: document.number))
            }
            records += Self.remaining(notices)
        }
    }

    /// A record stays if it was not issued before the latest replace or cancel, and is no cancel itself.
    private static func remaining(_ notices: [KeyedRecord]) -> [KeyedRecord] {
        let latest = notices.filter { $0.purpose != "original" }.map { issue($0) }.max {
            $0.lexicographicallyPrecedes($1)
        }
        guard let latest else { return notices }
        return notices.filter { $0.purpose != "cancel" && !issue($0).lexicographicallyPrecedes(latest) }
    }

    private static func issue(_ keyed: KeyedRecord) -> [Ranked] {
        [Ranked(keyed.record.updatedAt), Ranked(["original", "replace", "cancel"].firstIndex(of: keyed.purpose))]
    }

    /// Whether a number was used again more than 180 days later.
    private static func reused(_ notices: [KeyedRecord]) -> Bool {
        let days = notices.compactMap { dayNumber($0.record.updatedAt ?? $0.at) }
        guard let first = days.min(), let last = days.max() else { return false }
        return last - first > 180
    }
}
