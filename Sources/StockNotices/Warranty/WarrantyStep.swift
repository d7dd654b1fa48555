package import StockModel

/// One thing that decided a window, for `warranty SERIAL`.
package enum WarrantyStep: Sendable {
    case term(WarrantyTerm)
    case started(WarrantyStart, day: Int)
    case noStart([WarrantyStart])
    /// The first buyer's window goes on.
    case keptFirstWindow(LineKey)
    case legal(months: Int, endsOn: Int)
    case extended(months: Int, at: Int, endsOn: Int)
    case voided(at: Int, reason: String)
    case replaced(by: Text, at: Int)
    /// The window comes from the unit that this one replaces.
    case continued(old: Text, at: Int, endsOn: Int)
    case restarted(old: Text, at: Int, endsOn: Int)
    case gap(WarrantyGap)

    /// In a sentence.
    package var sentence: String {
        switch self {
        case .term(let term): Self.sentence(term)
        case .started(let start, let day): "It starts on \(Self.date(day)), when the unit was \(start.rawValue)."
        case .noStart(let starts):
            "No date is known of: \(starts.map(\.rawValue).joined(separator: ", "))."
        case .keptFirstWindow(let line):
            "The unit was sold before; the first window goes on, of \(line.channel) order \(line.document)."
        case .legal(let months, let day): "The law grants \(Self.months(months)), to \(Self.date(day))."
        case .extended(let months, let at, let day):
            "On \(Self.date(at)) it was extended by \(Self.months(months)), to \(Self.date(day))."
        case .voided(let at, let reason):
            "On \(Self.date(at)) it was made void\(reason.isEmpty ? "" : " (\(reason))")."
        case .replaced(let serial, let at):
            "On \(Self.date(at)) the unit was replaced by \(serial), which takes its place."
        case .continued(let old, let at, let day):
            "On \(Self.date(at)) it replaced \(old), whose window it takes over, to \(Self.date(day))."
        case .restarted(let old, let at, let day):
            "On \(Self.date(at)) it replaced \(old) and was given a new window, to \(Self.date(day))."
        case .gap(let gap): gap.sentence
        }
    }

    private static func sentence(_ term: WarrantyTerm) -> String {
        guard term.line > 0 else { return "The catalogue grants \(months(term.months))." }
        let filled = [
            ("sku", term.sku), ("brand", term.brand), ("category", term.category), ("country", term.country),
        ].filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }
        let whom = filled.isEmpty ? "everything" : filled.joined(separator: ", ")
        return "Line \(term.line) of the terms (\(whom)) grants \(months(term.months))."
    }

    private static func months(_ count: Int) -> String { count == 1 ? "1 month" : "\(count) months" }

    static func date(_ day: Int) -> String { Timestamp(day: day).description }
}
