internal import StockModel
package import StockNotices

/// `advice/serialisation.csv`: which SKUs deserve serials and which do not, sorted by SKU.
package enum AdviceFile {
    package static let folder = "advice"
    static let columns = ["sku", "name", "today", "advice", "reasons"]

    /// Writes rows that come in their order.
    package static func write(_ rows: [SerialAdvice], to publication: Publication) throws(WritingFailure) {
        let file = try publication.newFile("serialisation.csv", inFolder: folder)
        var writer = ListWriter(file, columns: columns)
        for row in rows {
            writer.text(row.sku)
            writer.text(row.name)
            writer.word(row.today.word)
            writer.word(row.verdict.rawValue)
            // They quote the category, which comes from outside.
            writer.text(row.reasons.joined(separator: ";"))
            try writer.endRow()
        }
        try writer.finish()
    }
}

extension SerialPolicy {
    fileprivate var word: String {
        switch self {
        case .required: "required"
        case .optional: "optional"
        case .none: "none"
        }
    }
}
