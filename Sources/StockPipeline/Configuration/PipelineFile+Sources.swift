internal import ByteSource
package import StockReading
internal import Yams

extension PipelineFile {
    /// What reading is told of it.
    package var reading: ReadingSettings {
        var reading = ReadingSettings()
        reading.maxRejectsShare = maxRejectsShare
        reading.placeholders = placeholders
        reading.sources = sources
        reading.stores = stores
        return reading
    }

    /// Takes note of the definitions' paths. What is wrong in them is told when they are used, with its own file and
    /// line; here only that there is nothing to read.
    ///
    /// - Parameter others: definitions that are known besides.
    /// - Returns: all definitions; nil where some are wrong, so that nobody can tell what is known.
    mutating func readDefinitions(
        _ entry: ConfigurationReader.Entry?, folder: String, _ others: Definitions,
        with reader: inout ConfigurationReader
    ) -> Definitions? {
        reader.note(.definitions, at: entry?.node)
        definitions = (reader.textOrTexts(entry) ?? []).map { Paths.join(folder, $0) }
        var all = others
        var isComplete = true
        for path in definitions {
            let problems = DefinitionFolder.add(path, to: &all)
            if !problems.isEmpty { isComplete = false }
            if let problem = problems.first(where: { $0.file == path && $0.line == 0 }) {
                reader.note(
                    "`definitions:` names \(path), which has no definitions to read", at: entry?.node.mark,
                    remedy: problem.message)
            }
        }
        return isComplete ? all : nil
    }

    /// Reads `sources:`, a list of which each item says for which files it is, and something about them:
    ///
    ///     - match: "packlog*.csv"        # * and ? in the name as inputs list it, or in its last part
    ///       channel: shopify-b           # of records that name none
    ///       zone: Europe/Berlin          # of times without offset
    ///       date_order: day-first        # or month-first
    ///       encoding: windows-1252       # of files that are not UTF-8
    ///       columns: {order_id: Order}   # what the files call a column that a format knows
    ///       scans: yes                   # serials are what a scanner read off labels
    ///       scan_separators: "|~"        # what stands for FNC1 in them, besides GS and {GS}
    ///       per_unit: 2                  # so many identifiers name one unit; or all
    ///       final_line_end: true         # a file without one is cut off
    ///
    /// - Parameter columns: the columns that formats know; nil where they are not known.
    mutating func readSources(
        _ entry: ConfigurationReader.Entry?, columns: [String]?, with reader: inout ConfigurationReader
    ) {
        for item in reader.items(entry, example: "sources: [{match: \"*shop-b*\", channel: shopify-b}]") {
            let fields = reader.entries(
                of: item, called: "a source",
                known: [
                    "match", "channel", "zone", "date_order", "encoding", "columns", "scans", "scan_separators",
                    "per_unit", "final_line_end",
                ])
            var options = SourceOptions()
            if let match = reader.text(fields["match"]) {
                options.match = match
            } else if fields["match"] == nil, item.mapping != nil {
                reader.note("`match:` is missing", at: item.mark, remedy: "add `match: \"name*.csv\"`")
            }
            options.channel = reader.text(fields["channel"])
            options.zone = reader.zone(fields["zone"])
            options.dateOrder = reader.choice(
                fields["date_order"], DateOrder.allCases.map { (word: $0.rawValue, value: $0) })
            options.encoding = reader.encoding(fields["encoding"])
            options.columns = reader.columns(fields["columns"], known: columns)
            options.scans = reader.flag(fields["scans"]) ?? false
            options.scanSeparators = reader.separators(fields["scan_separators"]) ?? ""
            if !options.scanSeparators.isEmpty, !options.scans {
                reader.note(
                    "`scan_separators:` means nothing without `scans: yes`", at: fields["scan_separators"]?.node.mark,
                    remedy: "add `scans: yes`, or remove it")
            }
            options.perUnit = reader.perUnit(fields["per_unit"])
            options.demandsFinalLineEnd = reader.flag(fields["final_line_end"]) ?? false
            reader.note(.source(sources.count), at: fields["match"]?.node ?? item)
            sources.append(options)
        }
    }

    /// Reads `stores:`, what other systems call a channel.
    mutating func readStores(_ entry: ConfigurationReader.Entry?, with reader: inout ConfigurationReader) {
        for (name, mark, channel) in reader.pairs(entry, example: "stores: {\"My Shop\": shopify}") {
            let folded = FoldedName.fold(name)
            if let other = stores.keys.first(where: { FoldedName.fold($0) == folded }) {
                reader.note("`\(name)` and `\(other)` are one name", at: mark, remedy: "keep one of them")
            }
            stores[name] = channel
        }
    }
}

extension ConfigurationReader {
    fileprivate mutating func zone(_ entry: Entry?) -> String? {
        guard let entry, let zone = text(entry) else { return nil }
        do {
            _ = try TimestampParser(zone: zone)
            return zone
        } catch {
            note(
                "`\(zone)` is no time zone", at: entry.node.mark,
                remedy: "write an IANA name such as `zone: Europe/Berlin`, or UTC")
            return nil
        }
    }

    fileprivate mutating func encoding(_ entry: Entry?) -> TextEncoding? {
        guard let entry, let name = text(entry) else { return nil }
        if let encoding = TextEncoding(named: name) { return encoding }
        let names = TextEncoding.allCases.map(\.name)
        let remedy = NearestWord.of(name, among: names) ?? names.joined(separator: ", ")
        note("`\(name)` is no encoding that is read", at: entry.node.mark, remedy: "write \(remedy)")
        return nil
    }

    /// What the files call columns, by the names that formats know.
    fileprivate mutating func columns(_ entry: Entry?, known: [String]?) -> [String: String] {
        var columns: [String: String] = [:]
        var fields: [String: String] = [:]
        let names = Set((known ?? []).map { FoldedName.fold($0) })
        for (name, mark, column) in pairs(entry, example: "columns: {order_id: Order, serials: \"Scanned SN\"}") {
            if let known, !names.contains(FoldedName.fold(name)) {
                let remedy =
                    NearestWord.of(name, among: known).map { "write `\($0)`" }
                    ?? "write a column of a format (`serialstock definitions show house-fulfilments` shows those of one)"
                note("no format has the column `\(name)`", at: mark, remedy: remedy)
            }
            if let other = fields.updateValue(name, forKey: FoldedName.fold(column)) {
                note(
                    "the column `\(column)` is given to both `\(other)` and `\(name)`", at: mark,
                    remedy: "keep one of them")
            }
            columns[name] = column
        }
        return columns
    }

    /// A number from 2 up, or `all`.
    fileprivate mutating func perUnit(_ entry: Entry?) -> PerUnit? {
        if entry?.node.scalar?.string == "all" { return .all }
        return number(entry, in: 2...100, usual: 2).map { .count($0) }
    }

    /// Characters that scanners write for FNC1: printable ASCII that is no letter, digit or blank.
    fileprivate mutating func separators(_ entry: Entry?) -> String? {
        guard let entry, let text = text(entry) else { return nil }
        let wrong = text.unicodeScalars.first { !LabelScan.canSeparate($0) }
        guard let wrong else { return text }
        note(
            "`\(wrong)` cannot stand for FNC1", at: entry.node.mark,
            remedy: "write signs that are no letters, digits or blanks, such as `scan_separators: \"|~\"`")
        return nil
    }
}
