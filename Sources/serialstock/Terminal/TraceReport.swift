internal import StockModel
internal import StockPipeline
internal import StockWriting

/// What a person at the counter reads of a unit: its life in dated lines, who has it now, what is wrong and what to do. At
/// most 80 columns wide but for long names.
enum TraceReport {
    private static let dateWidth = 10
    private static let wordWidth = 13

    static func lines(of trace: Trace) -> [String] {
        guard !trace.serial.isEmpty else {
            return wrapped(
                "\(quoted(trace.written)) holds no serial. Scan the unit's label again, or type what stands behind S/N."
            )
        }
        guard trace.isFound else { return unknown(trace) }
        var lines: [String] = []
        for unit in trace.units { lines += life(of: unit, in: trace) + [""] }
        if !trace.still.isEmpty {
            lines += heading(trace.units.isEmpty ? trace : nil, "Listed, but nothing was moved")
            lines += trace.still.flatMap { step($0) } + [""]
        }
        lines += claims(trace)
        lines += findings(trace.findings)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    // MARK: A unit

    private static func life(of unit: Trace.Unit, in trace: Trace) -> [String] {
        var lines = wrapped([trace.serial, unit.sku, unit.name].filter { !$0.isEmpty }.joined(separator: "   "))
        if !trace.identifiers.isEmpty { lines += wrapped("also " + trace.identifiers.joined(separator: ", ")) }
        lines += [""] + wrapped(now(unit))
        for holder in unit.holders { lines += self.holder(holder) }
        lines.append("")
        var custody = 1
        for each in unit.steps {
            if each.custody != custody {
                custody = each.custody
                lines.append("  " + String(repeating: "-", count: dateWidth))
            }
            lines += step(each)
        }
        for (index, custody) in unit.custodies.enumerated() where !custody.lot.isEmpty || !custody.expiry.isEmpty {
            let which = unit.custodies.count > 1 ? " (\(index + 1))" : ""
            let lot = custody.lot.isEmpty ? "" : "lot \(custody.lot)"
            let expiry = custody.expiry.isEmpty ? "" : "expires \(custody.expiry)"
            lines += wrapped("batch\(which): " + [lot, expiry].filter { !$0.isEmpty }.joined(separator: ", "))
        }
        return lines
    }

    private static func now(_ unit: Trace.Unit) -> String {
        let since = unit.since.isAbsent ? "" : " since \(unit.since)"
        switch unit.place {
        case .inStock: return "NOW in stock\(since)"
        case .reserved: return "NOW in stock, reserved for an order\(since)"
        case .away: return "NOW in another firm's warehouse\(since)"
        case .quarantined: return "NOW in quarantine\(since)"
        case .inRepair: return "NOW in repair\(since)"
        case .writtenOff: return "NOW written off\(since)"
        case .sold: return unit.holders.contains { $0.hasLeft } ? "NOW with a customer\(since)" : "NOW sold\(since)"
        case .absent:
            let isBack = unit.steps.last?.what == AdjustmentAction.vendorReturn.word
            return isBack ? "NOW back with the supplier\(since)" : "NOW not here: nobody knows where it is"
        }
    }

    private static func holder(_ holder: Trace.Holder) -> [String] {
        let channel = holder.channel.isEmpty ? "" : " on \(holder.channel)"
        let state = holder.hasLeft ? "" : ", not sent yet"
        let buyer = [holder.buyer.name, holder.buyer.company, holder.buyer.email, holder.buyer.phone]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        return wrapped(
            "for order \(holder.order)\(channel) (line \(holder.line))\(state)" + (buyer.isEmpty ? "" : ": \(buyer)"))
    }

    // MARK: Steps

    private static func step(_ step: Trace.Step) -> [String] {
        let date = step.at.isAbsent ? "" : String(step.at.description.prefix(dateWidth))
        let front = "  " + padded(date, dateWidth) + "  " + padded(step.what, wordWidth) + "  "
        var text = about(step)
        if let effect = effect(step) { text += text.isEmpty ? effect : "; \(effect)" }
        let margin = String(repeating: " ", count: front.count)
        var lines = block(front, text)
        for finding in step.findings { lines.append("\(margin)! \(finding.rawValue)") }
        for source in step.evidence {
            let line = source.line > 0 ? " (line \(source.line))" : ""
            let written = source.written.isEmpty ? "" : ", as \(quoted(source.written))"
            lines.append("\(margin)\(Printable.line(source.file))#\(source.record)\(line)\(written)")
        }
        if step.moreEvidence > 0 { lines.append("\(margin)+\(step.moreEvidence)") }
        return lines
    }

    private static func about(_ step: Trace.Step) -> String {
        let line = step.line.isEmpty ? "" : " (line \(step.line))"
        let party = step.party
        switch step.kind {
        case .despatch: return "despatch advice \(step.document)\(party.isEmpty ? "" : " of \(party)")\(line)"
        case .order: return "order \(step.document)\(party.isEmpty ? "" : " on \(party)")\(line)"
        case .return:
            let order = step.reference.isEmpty ? "" : " of order \(step.reference)"
            return "return \(step.document)\(party.isEmpty ? "" : " on \(party)")\(order)\(line), \(step.disposition)"
        case .adjustment: return "adjustment \(step.document)\(line)"
        case .opening: return "counted as \(step.sku)"
        case .copy, .fulfilment, .identity: return step.document
        case nil: return "a stock-take came, and the unit was not counted"
        }
    }

    private static func effect(_ step: Trace.Step) -> String? {
        if step.what == "announced" || step.what == "cancelled" { return nil }
        let history = step.isHistory && step.kind != nil ? " (before the stock-take)" : ""
        return step.from == step.to ? "stays \(step.to.word)\(history)" : "now \(step.to.word)\(history)"
    }

    // MARK: Findings

    private static func findings(_ findings: [TracedFinding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        var lines = ["Findings"]
        for finding in findings {
            let status = finding.status == .new ? " (new)" : ""
            lines.append("  \(finding.kind.severity.word)  \(finding.kind.rawValue)\(status)")
            lines += block("    ", finding.detail)
            if !finding.suggestion.isEmpty { lines += block("    Do: ", finding.suggestion) }
        }
        return lines + [""]
    }

    private static func claims(_ trace: Trace) -> [String] {
        guard !trace.claimants.isEmpty else { return [] }
        let identifier = trace.asked.isEmpty ? trace.serial : trace.asked
        return wrapped(
            "\(identifier) is said to be another identifier of several units, and so of none: "
                + trace.claimants.joined(separator: ", ") + ".") + [""]
    }

    private static func unknown(_ trace: Trace) -> [String] {
        var lines = wrapped("The ledger knows no unit with the serial \(quoted(trace.serial)).")
        lines += claims(trace)
        if !trace.identifiers.isEmpty {
            lines += wrapped("Identity records call it one unit with \(trace.identifiers.joined(separator: ", ")).")
        }
        guard !trace.near.isEmpty else { return lines }
        lines.append("Perhaps one of these was meant; look at the unit:")
        for near in trace.near {
            let why = near.rule == "look-alike" ? "some characters look alike" : "one character differs"
            lines += block("  ", "\(near.serial)   \(near.sku), \(near.place.word) (\(why))")
        }
        return lines
    }

    // MARK: Lines

    private static func heading(_ trace: Trace?, _ text: String) -> [String] {
        (trace.map { wrapped($0.serial) + [""] } ?? []) + [text]
    }

    private static func quoted(_ text: String) -> String { "“\(text)”" }

    private static func wrapped(_ text: String) -> [String] {
        TextTable.wrapped(Printable.line(text), width: TextTable.width)
    }

    /// A text behind what stands in the margin.
    private static func block(_ front: String, _ text: String) -> [String] {
        let margin = String(repeating: " ", count: front.count)
        return TextTable.wrapped(Printable.line(text), width: max(20, TextTable.width - front.count)).enumerated().map {
            ($0 == 0 ? front : margin) + $1
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
