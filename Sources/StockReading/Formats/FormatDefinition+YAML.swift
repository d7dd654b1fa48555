internal import StockModel

extension FormatDefinition {
    private static let keys = [
        "format", "title", "kind", "refuse", "header", "ignore", "channel", "quotes", "decimal", "dates", "lists",
        "blanks", "scans", "scan_separators", "per_unit", "inherit", "lines", "footers", "skip", "reject", "fields",
        "buyer",
    ]

    /// Reads the format, or the list of formats, of a YAML text.
    ///
    /// - Parameters:
    ///   - yaml: its text.
    ///   - file: what to call it in messages.
    /// - Returns: the formats, all mistakes of which are listed.
    package static func read(yaml: String, file: String) -> (formats: [FormatDefinition], problems: [DefinitionProblem])
    {
        let problems = DefinitionProblems(file: file)
        let formats = DefinitionNode(yaml: yaml, problems: problems)?.items.compactMap { read($0, file: file) }
        return (formats ?? [], problems.all)
    }

    /// Reads a node, and notes its mistakes.
    static func read(_ node: DefinitionNode, file: String) -> FormatDefinition? {
        guard let fields = node.fields("a format", known: keys) else { return nil }
        let name = fields.required("format", "the format's name, such as acme-orders")?.filledText() ?? ""
        var definition = FormatDefinition(name: name, title: name, file: file, header: HeaderRule())
        if let title = fields["title"]?.filledText() { definition.title = title }
        definition.readHeader(fields)
        if let refuse = fields["refuse"] {
            definition.refusal = refuse.filledText("the reason why such files are not read")
            for key in ["kind", "fields", "buyer"] {
                fields[key]?.wrong("A format with `refuse` reads nothing, so `\(key)` has no place here.")
            }
            return definition
        }
        let kinds = FormatKind.allCases.map(\.rawValue)
        guard let word = fields.required("kind", "one of \(kinds.joined(separator: ", "))")?.word(of: kinds) else {
            return nil
        }
        let kind = FormatKind(rawValue: word)
        definition.kind = kind
        definition.readLayout(fields)
        definition.readRows(fields)
        if let kind { definition.readFields(fields, kind) }
        return definition
    }

    private mutating func readHeader(_ fields: DefinitionFields) {
        guard let node = fields.required("header", "the columns that tell the format") else { return }
        if node.isList {
            header.all = node.items.map { $0.texts("a column or a list of columns") }
        } else if let rule = node.fields("columns", known: ["all", "any", "none"]) {
            header.all = rule["all"]?.items.map { $0.texts("a column or a list of columns") } ?? []
            header.any = rule["any"]?.texts() ?? []
            header.none = rule["none"]?.texts() ?? []
        }
        if header.all.isEmpty { node.wrong("Name at least one column that every such file has.") }
    }

    private mutating func readLayout(_ fields: DefinitionFields) {
        if let ignore = fields["ignore"] {
            ignored = ignore.isText && ignore.text() == "all" ? nil : ignore.texts("a list of columns, or all")
        }
        channel = fields["channel"]?.filledText() ?? ""
        isQuoted = fields["quotes"]?.flag() ?? true
        if fields["decimal"]?.word(of: ["point", "comma"]) == "comma" { decimalSeparator = .comma }
        if let lists = fields["lists"]?.filledText("the characters that separate serials") { listSeparators = lists }
        readScans(fields)
        if let node = fields["per_unit"] { perUnit = PerUnit.read(node) }
        if let node = fields["dates"] { dates = DateRule.read(node) }
        splitsAtBlanks = fields["blanks"]?.word(of: ["counted"]) != nil
        inheritance = fields["inherit"].flatMap(InheritanceRule.read)
        lines = fields["lines"].flatMap(LinesRule.read)
        footers = fields["footers"]?.items.compactMap(TextPattern.read) ?? []
    }

    private mutating func readScans(_ fields: DefinitionFields) {
        let separators = fields["scan_separators"]?.filledText("the characters that stand for FNC1") ?? ""
        if let wrong = separators.unicodeScalars.first(where: { !LabelScan.canSeparate($0) }) {
            fields["scan_separators"]?.wrong(
                "\"\(wrong)\" cannot stand for FNC1. Write signs that are no letters, digits or blanks, such as \"|~\"."
            )
        }
        if fields["scans"]?.flag() == true {
            scan = LabelScan(separators: separators)
        } else if !separators.isEmpty {
            fields["scan_separators"]?.wrong("This means nothing without `scans: yes`.")
        }
    }

    private mutating func readRows(_ fields: DefinitionFields) {
        skips = fields["skip"]?.items.compactMap(RowRule.read) ?? []
        rejections = fields["reject"]?.items.compactMap(RowRule.read) ?? []
    }

    private mutating func readFields(_ all: DefinitionFields, _ kind: FormatKind) {
        let kinds = kindsInUse(all["fields"], kind)
        let known = Set(kinds.flatMap { $0.required + $0.optional })
        let names = FormatField.allCases.filter(known.contains).map(\.rawValue)
        guard let node = all.required("fields", "which column fills which field") else { return }
        var given: Set<FormatField> = []
        if let rules = node.fields("fields", known: names) {
            for field in FormatField.allCases where known.contains(field) {
                guard let value = rules[field.rawValue] else { continue }
                given.insert(field)
                fields[field] = FieldRule.read(value, meanings: field.meanings, isSerials: field == .serials)
            }
        }
        for kind in kinds { checkRequired(kind, given, node) }
        guard let buyerNode = all["buyer"] else { return }
        guard kinds.contains(where: \.hasBuyers) else {
            buyerNode.wrong("Only orders, copies and registrations have a buyer.")
            return
        }
        let parts = BuyerField.allCases
        guard let rules = buyerNode.fields("the buyer's fields", known: parts.map(\.word)) else { return }
        for part in parts {
            guard let value = rules[part.word] else { continue }
            buyer[part] = FieldRule.read(value, meanings: part == .consent ? ["yes", "no"] : [])
        }
    }

    /// The format's kind, and the kinds that single rows of it can have.
    private func kindsInUse(_ node: DefinitionNode?, _ kind: FormatKind) -> [FormatKind] {
        guard let rule = node?.pairs("fields")?.first(where: { $0.name == FormatField.kind.rawValue })?.value,
            let constants = FieldRule.read(rule, meanings: FormatField.kind.meanings)?.constants
        else { return [kind] }
        return [kind] + FormatKind.allCases.filter { constants.contains($0.rawValue) && $0 != kind }
    }

    private func checkRequired(_ kind: FormatKind, _ given: Set<FormatField>, _ node: DefinitionNode) {
        for field in kind.required where !given.contains(field) {
            if field == .scope && !channel.isEmpty { continue }
            if field == .sku && kind != .catalogue && !given.isDisjoint(with: [.supplierPart, .gtin]) { continue }
            if field == .at && kind == .registration && given.contains(.purchasedAt) { continue }
            node.wrong("`\(field.rawValue)` is missing: a record of kind \(kind.rawValue) must have it.")
        }
    }
}

extension DateRule {
    fileprivate static func read(_ node: DefinitionNode) -> DateRule {
        var rule = DateRule()
        if node.isMapping {
            let keys = ["forms", "day_first", "month_first", "otherwise", "zone"]
            guard let fields = node.fields("dates", known: keys) else { return rule }
            rule.forms = fields["forms"]?.texts() ?? (fields["day_first"] == nil ? ["iso"] : [])
            rule.dayFirst = fields["day_first"]?.texts() ?? []
            rule.monthFirst = fields["month_first"]?.texts() ?? []
            let orders = DateOrder.allCases.map(\.rawValue)
            rule.otherwise = fields["otherwise"]?.word(of: orders).flatMap(DateOrder.init)
            rule.zone = fields["zone"]?.filledText("an IANA name such as Europe/Berlin")
        } else {
            rule.forms = node.texts("a form of dates or a list of them")
        }
        if rule.dayFirst.isEmpty != rule.monthFirst.isEmpty {
            node.wrong("Write both day_first and month_first, or neither.")
        }
        for forms in [rule.forms, rule.dayFirst, rule.monthFirst] {
            do {
                _ = try TimestampParser(forms: forms, zone: rule.zone ?? "UTC")
            } catch {
                node.wrong(error.description)
            }
        }
        return rule
    }
}

extension InheritanceRule {
    fileprivate static func read(_ node: DefinitionNode) -> InheritanceRule? {
        let keys = ["key", "columns", "from", "without_key"]
        guard let fields = node.fields("what rows inherit", known: keys) else { return nil }
        let key = fields.required("key", "the column that says which document a row is of")?.texts() ?? []
        var rule = InheritanceRule(key: key, columns: [])
        if let columns = fields.required("columns", "the columns that only a document's first row fills") {
            rule.columns = columns.items.isEmpty ? [] : columns.texts()
        }
        rule.source = fields["from"].flatMap(Condition.read)
        rule.continuesWithoutKey = fields["without_key"]?.word(of: ["above"]) != nil
        return rule
    }
}

extension RowRule {
    fileprivate static func read(_ node: DefinitionNode) -> RowRule? {
        guard let fields = node.fields("a rule", known: ["when", "reason"]),
            let when = fields.required("when", "the condition"),
            let reason = fields.required("reason", "what people are told")?.filledText(),
            let condition = Condition.read(when)
        else { return nil }
        return RowRule(condition: condition, reason: reason)
    }
}

extension BuyerField {
    /// The key under `buyer:`, and the name in messages.
    package var word: String { key.description }

    /// The same as a key of JSON.
    var key: StaticString {
        switch self {
        case .name: "name"
        case .company: "company"
        case .email: "email"
        case .phone: "phone"
        case .address1: "address1"
        case .address2: "address2"
        case .city: "city"
        case .region: "region"
        case .postcode: "postcode"
        case .country: "country"
        case .billingName: "billing_name"
        case .billingCompany: "billing_company"
        case .billingAddress1: "billing_address1"
        case .billingAddress2: "billing_address2"
        case .billingCity: "billing_city"
        case .billingRegion: "billing_region"
        case .billingPostcode: "billing_postcode"
        case .billingCountry: "billing_country"
        case .consent: "consent"
        }
    }
}
