internal import Foundation
internal import StockModel
internal import StockReading
internal import StockWriting

/// What a person reads of one inspected file: at most 80 columns wide but for the file's name.
enum InspectionReport {
    /// How many elements and reasons are listed.
    private static let listed = 20

    static func lines(of inspection: Inspection) -> [String] {
        let source = inspection.source
        var facts = TextTable()
        for (name, text) in recognition(inspection) + file(inspection) { facts.add([name, text]) }
        var lines = [Printable.line(source.file)] + facts.lines(indent: 2)
        lines += block(heading(records: inspection), records(inspection.records))
        lines += block("Rejected", rejections(inspection.rejections))
        lines += block(inspection.form == "XML" ? "Elements nobody read" : "Columns nobody read", unread(inspection))
        // Columns stand in a block of their own.
        let notes = source.notes.filter { !$0.hasPrefix("Columns not used:") }
        lines += block("Notes", notes.flatMap { entry("-", $0) })
        return lines
    }

    // MARK: - What it is

    private static func recognition(_ inspection: Inspection) -> [(String, String)] {
        let source = inspection.source
        guard let match = inspection.match else {
            var facts = [("read as", "nothing: \(whole(inspection) ?? "not recognised")")]
            let near = inspection.others.prefix(4).map { ("near", nearness($0)) }
            if near.isEmpty, !inspection.form.isEmpty {
                facts.append(("near", "no definition: no column that any of them asks for is there"))
            }
            return facts + near
        }
        var facts = [("read as", "\(match.title) (\(match.name))")]
        if let refusal = inspection.refusal {
            facts[0] = ("looks like", "\(match.title) (\(match.name)), which is not read")
            facts.append(("because", refusal))
        } else if source.outcome != .read, let problem = whole(inspection) {
            facts.append((source.outcome == .deferred ? "left alone" : "refused", problem))
        }
        facts.append(("told by", match.found.joined(separator: ", ")))
        if let second = inspection.others.first { facts.append(("next", nearness(second))) }
        return facts
    }

    /// Why nothing of the file is taken.
    private static func whole(_ inspection: Inspection) -> String? {
        guard let reject = inspection.rejections.first(where: { $0.first.record == 0 })?.first else { return nil }
        return (reject.line > 0 ? "line \(reject.line): " : "") + reject.problem
    }

    private static func nearness(_ candidate: Candidate) -> String {
        var parts: [String] = []
        if candidate.fits {
            parts.append("fits too, and asks for less")
        } else {
            parts += candidate.found.isEmpty ? [] : ["has \(candidate.found.joined(separator: ", "))"]
        }
        if !candidate.missing.isEmpty { parts.append("lacks \(candidate.missing.joined(separator: ", "))") }
        if !candidate.unwanted.isEmpty {
            parts.append("must not have \(candidate.unwanted.joined(separator: ", "))")
        }
        return "\(candidate.title) (\(candidate.name)): \(parts.joined(separator: "; "))"
    }

    private static func file(_ inspection: Inspection) -> [(String, String)] {
        let layout = inspection.source.layout
        let names = [",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"]
        let parts = [
            Figures.size(inspection.source.bytes), inspection.isGzip ? "gzip" : "", inspection.form, layout.encoding,
            layout.delimiter.isEmpty ? "" : "separator \(names[layout.delimiter] ?? layout.delimiter)",
            layout.headerLine > 0 ? "header in line \(layout.headerLine)" : "",
        ]
        return [("file", parts.filter { !$0.isEmpty }.joined(separator: ", "))]
    }

    // MARK: - What is in it

    private static func heading(records inspection: Inspection) -> String {
        let source = inspection.source
        let rejected = source.rejected > 0 ? ", \(Figures.grouped(source.rejected)) rejected" : ""
        let shown = inspection.records.count < source.records ? "; the first \(inspection.records.count)" : ""
        return "\(Figures.count(source.records, "record"))\(rejected)\(shown)"
    }

    private static func records(_ lines: [String]) -> [String] {
        lines.flatMap { line -> [String] in
            let value = try? JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let object = value as? [String: Any] else { return [] }
            let number = (object["record"] ?? object["line_number"]).map { "\($0)" } ?? "-"
            return entry(number, RecordLine.text(of: object))
        }
    }

    private static func rejections(_ all: [Inspection.Rejection]) -> [String] {
        let groups = all.filter { $0.first.record > 0 }
        let lines = groups.prefix(listed).flatMap { group in
            let reject = group.first
            let value = reject.value.isEmpty ? "" : " \"\(reject.value)\""
            let field = reject.field.isEmpty && value.isEmpty ? "" : "\(reject.field)\(value): "
            let place = group.count == 1 ? "line" : "first in line"
            return entry("\(group.count)×", "\(field)\(reject.problem) (\(place) \(reject.line))")
        }
        return lines + rest(of: groups.count, "reason")
    }

    private static func unread(_ inspection: Inspection) -> [String] {
        guard inspection.form == "XML" else {
            let names = inspection.unread.map(\.name).joined(separator: ", ")
            return names.isEmpty ? [] : TextTable.wrapped(Printable.line(names), width: 76).map { "    \($0)" }
        }
        let lines = inspection.unread.prefix(listed).flatMap { entry("\(Figures.grouped($0.count))×", $0.name) }
        return lines + rest(of: inspection.unread.count, "more")
    }

    private static func rest(of count: Int, _ what: String) -> [String] {
        guard count > listed else { return [] }
        return ["    … and \(Figures.count(count - listed, what == "more" ? "path" : what)) more; --json lists all"]
    }

    // MARK: - Layout

    private static func entry(_ mark: String, _ text: String) -> [String] {
        var table = TextTable()
        table.add([mark, text])
        return table.lines(indent: 4)
    }

    private static func block(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", "  \(title)"] + lines
    }
}

/// A record in one line, for people.
enum RecordLine {
    /// Keys in the order in which people look for them; others come behind them.
    private static let order = [
        "kind", "scope", "document", "line", "sku", "supplier_part", "gtin", "name", "quantity", "serial", "also",
        "serials", "lot", "expiry", "status", "at", "shipped_at",
    ]
    private static let hidden: Set = ["definition", "record", "line_number"]

    /// - Parameter object: a record as `RecordJSON` writes it. A buyer's details are named and not shown.
    static func text(of object: [String: Any]) -> String {
        let known = order.filter { object[$0] != nil }
        let others = object.keys.filter { !order.contains($0) && !hidden.contains($0) }.sorted()
        return (known + others).map { key in
            if key == "kind" { return "\(object[key] ?? "")" }
            if key == "buyer", let buyer = object[key] as? [String: Any] {
                return "buyer with \(buyer.keys.sorted().joined(separator: ", "))"
            }
            return "\(key) \(shown(object[key]))"
        }
        .joined(separator: ", ")
    }

    private static func shown(_ value: Any?) -> String {
        if let list = value as? [Any] { return list.map { shown($0) }.joined(separator: " ") }
        if let object = value as? [String: Any] {
            return object.keys.sorted().map { "\(shown(object[$0]))" }.joined(separator: "/")
        }
        return value.map { "\($0)" } ?? ""
    }
}
