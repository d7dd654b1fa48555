internal import StockLedger
internal import StockModel
internal import StockWriting

/// Writes what a ledger was told as CSV in the house's own formats, which read back to the same stock and findings.
///
/// One file for each source and kind of records, or of what only notices need, its rows in their order: lines without numbers
/// count by their place in a file, so nothing may come between them and nothing be left out. The catalogue is one file, as it
/// stands, and so is who was told by the ledger's own runs: whoever goes on from the export writes to nobody again.
package struct LedgerExport {
    private let path: String

    package init(ledger path: String) { self.path = path }

    /// What was written.
    package struct Outcome: Sendable, Equatable {
        package var files = 0
        package var records = 0
    }

    /// - Parameter folder: Made new, for this user only: the orders name their buyers.
    package func write(to folder: String) throws(RunFailure) -> Outcome {
        do {
            return try Ledger(at: path, isReadOnly: true).look { transaction in
                let target = try PersonalFolder(new: folder)
                var outcome = Outcome()
                try writeCatalogue(try transaction.catalogue().entries(), to: target, &outcome)
                let names = Names()
                let records = try transaction.records(try transaction.names(names))
                let identities = Dictionary(grouping: try transaction.identities().all()) { $0.file }
                let notices = try transaction.noticeInputs()
                for source in try transaction.sources.all() {
                    let prefix = Self.padded(source.id)
                    try write(source, prefix, records, names, to: target, &outcome)
                    try write(identities[Int32(source.id)] ?? [], prefix, to: target, &outcome)
                    try write(notices, of: source, prefix, to: target, &outcome)
                }
                try write(try ToldRecords(transaction), to: target, &outcome)
                try target.finish()
                return outcome
            }
        } catch {
            throw LedgerRun.failure(error, path)
        }
    }

    /// Names in the order of reading.
    private static func padded(_ id: Int) -> String {
        let digits = String(id)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    private func write(
        _ source: StoredSource, _ prefix: String, _ records: RecordTable, _ names: Names, to target: PersonalFolder,
        _ outcome: inout Outcome
    ) throws {
        var files: [RecordKind: HouseFile<HouseRecord>] = [:]
        let arena = Arena()
        var written = 0
        try records.forEachWithBuyer(of: source, arena: arena) { record, buyer in
            let file: HouseFile<HouseRecord>
            if let open = files[record.kind] {
                file = open
            } else {
                let name = "\(prefix)-\(HouseTable.word(record.kind)).csv"
                file = HouseFile(try target.newPersonalFile(name), columns: HouseTable.columns(record.kind))
                files[record.kind] = file
            }
            try file.append(HouseRecord(record, names: names, buyer: buyer))
            written += 1
        }
        for file in files.values { try file.finish() }
        outcome.files += files.count
        outcome.records += written
    }

    private func write(
        _ identities: [Identity], _ prefix: String, to target: PersonalFolder, _ outcome: inout Outcome
    ) throws {
        guard !identities.isEmpty else { return }
        let name = "\(prefix)-\(HouseTable.word(.identity)).csv"
        var writer = CSVWriter(try target.newPersonalFile(name), columns: ["serial", "also"])
        for identity in identities.sorted(by: { $0.number < $1.number }) {
            writer.rows.field(HouseCell.identifier(identity.serial))
            writer.rows.field(HouseCell.identifier(identity.also))
            try writer.endRow()
        }
        try writer.finish()
        outcome.files += 1
        outcome.records += identities.count
    }

    private func write(
        _ notices: NoticeInputTable, of source: StoredSource, _ prefix: String, to target: PersonalFolder,
        _ outcome: inout Outcome
    ) throws {
        var files: [NoticeRecord.Kind: HouseFile<NoticeRecord>] = [:]
        let arena = Arena()
        var written = 0
        try notices.forEach(source: source.id, arena: arena) { record in
            let file: HouseFile<NoticeRecord>
            if let open = files[record.kind] {
                file = open
            } else {
                let name = "\(prefix)-\(HouseNotices.word(record.kind)).csv"
                file = HouseFile(try target.newPersonalFile(name), columns: HouseNotices.columns(record.kind))
                files[record.kind] = file
            }
            try file.append(record)
            written += 1
        }
        for file in files.values { try file.finish() }
        outcome.files += files.count
        outcome.records += written
        withExtendedLifetime(arena) {}
    }

    /// Who was told by this ledger's own runs; what inputs say of others is among those of their source.
    private func write(
        _ told: ToldRecords, to target: PersonalFolder, _ outcome: inout Outcome
    ) throws {
        guard !told.records.isEmpty else { return }
        let file = HouseFile<NoticeRecord>(
            try target.newPersonalFile("\(HouseNotices.word(.told)).csv"), columns: HouseNotices.columns(.told))
        for record in told.records { try file.append(record) }
        try file.finish()
        outcome.files += 1
        outcome.records += told.records.count
        withExtendedLifetime(told) {}
    }

    private func writeCatalogue(
        _ entries: [CatalogueEntry], to target: PersonalFolder, _ outcome: inout Outcome
    ) throws {
        guard !entries.isEmpty else { return }
        let columns = [
            "sku", "name", "gtin", "supplier_parts", "aliases", "serials", "identifier", "warranty_months",
            "safety_stock", "brand", "category", "components",
        ]
        var writer = CSVWriter(try target.newPersonalFile("catalogue.csv"), columns: columns)
        for entry in entries {
            let cells = [
                entry.sku, entry.name, entry.gtin, entry.supplierParts.joined(separator: ";"),
                entry.aliases.joined(separator: ";"), "\(entry.serials)", entry.identifier,
                entry.warrantyMonths.map(String.init) ?? "", String(entry.safetyStock), entry.brand, entry.category,
                entry.components.map { "\($0.sku)*\($0.count)" }.joined(separator: ";"),
            ]
            for cell in cells { writer.rows.field(HouseCell.text(cell)) }
            try writer.endRow()
        }
        try writer.finish()
        outcome.files += 1
        outcome.records += entries.count
    }
}
