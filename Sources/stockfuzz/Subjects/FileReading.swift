import StockModel
import StockReading

/// What the program's own reader made of a file.
struct FileReading {
    /// A record, as far as it is compared.
    struct Entry: Equatable {
        var document = ""
        var line = ""
        var sku = ""
        var supplierPart = ""
        var gtin = ""
        var quantity = 0
        var serials: [String] = []
    }

    let source: Source
    /// By the number of the record in its file, those without goods left out.
    private(set) var records: [Int: Entry] = [:]
    private(set) var rejects: [Int: String] = [:]
    /// What was said of the file as a whole.
    private(set) var refusal: String?

    var isRead: Bool { source.outcome == .read }

    init(_ bytes: [UInt8], _ reader: FileReader, _ file: MemoryFile) throws(Disagreement) {
        file.fill(bytes)
        let names = Names()
        let store = RecordStore(partitions: 2, names: names)
        source = reader.read(path: file.path, name: "input", index: 0, into: store)
        var count = store.identities.count + store.catalogue.count + store.notices.count
        for list in store.partitions + [store.openings] {
            for index in 0..<list.count {
                let record = list[index]
                count += 1
                guard let item = ItemIdentifiers(joined: names.text(of: record.item)) else { continue }
                if item.sku.isEmpty, item.supplierPart.isEmpty, item.gtin.isEmpty { continue }
                records[Int(record.number)] = Entry(
                    document: record.document.description, line: record.line.description, sku: item.sku,
                    supplierPart: item.supplierPart, gtin: item.gtin, quantity: Int(record.quantity),
                    serials: record.serials.map(\.text.description))
            }
        }
        for reject in store.rejects {
            guard !reject.problem.isEmpty else { throw Disagreement("a reject says nothing") }
            if reject.record == 0 { refusal = reject.problem } else { rejects[reject.record] = reject.problem }
        }
        try conserve(count, store.rejects.count)
    }

    /// Records counted are records kept, and nothing of a file that was not read is left.
    private func conserve(_ kept: Int, _ rejected: Int) throws(Disagreement) {
        guard isRead else {
            guard kept == 0 else { throw Disagreement("\(kept) records of a file that was refused are kept") }
            guard refusal != nil || source.outcome == .deferred else { throw Disagreement("refused without a word") }
            return
        }
        guard refusal == nil else { throw Disagreement("read and refused: \(refusal ?? "")") }
        guard rejected == source.rejected || rejected == 0 else {
            throw Disagreement("\(source.rejected) rejects are counted and \(rejected) told")
        }
    }
}
