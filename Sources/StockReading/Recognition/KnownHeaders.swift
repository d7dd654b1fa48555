/// The headers of all formats, folded once for all files.
struct KnownHeaders: Sendable {
    let formats: [FormatDefinition]
    /// Of each format.
    let headers: [FoldedHeader]
    /// The formats that ask for a column, by it. Each format stands under one list of alternatives, all of which lead to
    /// it, so that rows of data are told from headers without a look at any format.
    private let askers: [String: [Int]]
    /// Formats that ask for no column in particular.
    private let undemanding: [Int]

    init(_ formats: [FormatDefinition]) {
        self.formats = formats
        headers = formats.map { FoldedHeader($0) }
        var askers: [String: [Int]] = [:]
        var undemanding: [Int] = []
        for (index, header) in headers.enumerated() {
            guard let alternatives = header.all.first else {
                undemanding.append(index)
                continue
            }
            for name in Set(alternatives) { askers[name, default: []].append(index) }
        }
        self.askers = askers
        self.undemanding = undemanding
    }

    /// The format that asks for most of a header's columns, of equals the first, and its score; nil if it is no header.
    func best(for columns: Set<String>) -> (index: Int, score: Int)? {
        var best: (index: Int, score: Int)?
        func look(at index: Int) {
            let score = headers[index].score(columns)
            guard score > 0 else { return }
            if let known = best, (known.score, index) >= (score, known.index) { return }
            best = (index, score)
        }
        for column in columns { askers[column]?.forEach(look) }
        undemanding.forEach(look)
        return best
    }
}
