/// The columns of one header: what the file calls them, and by which names formats know them.
struct ColumnNames {
    /// The header's cells as written.
    let written: [String]
    /// The same, but for columns that the source gives another name. A column that has such a name by itself has none: the
    /// source's word counts.
    let known: [String]

    /// - Parameter renamed: the names that formats know by the source's own, folded.
    init(_ written: [String], renamed: [String: String]) {
        self.written = written
        guard !renamed.isEmpty else {
            known = written
            return
        }
        let given = written.map { renamed[FoldedName.fold($0)] }
        let taken = Set(given.compactMap { $0.map { FoldedName.fold($0) } })
        known = zip(written, given).map { $1 ?? (taken.contains(FoldedName.fold($0)) ? "" : $0) }
    }

    /// The names that formats know, as they are compared.
    var folded: Set<String> { Set(known.lazy.map { FoldedName.fold($0) }.filter { !$0.isEmpty }) }

    /// Sentences for columns that the source names and the header does not have.
    static func missing(_ columns: [String: String], in written: [String]) -> [String] {
        let there = Set(written.map { FoldedName.fold($0) })
        return columns.sorted { $0.key < $1.key }.filter { !there.contains(FoldedName.fold($0.value)) }.map {
            "The source says that \($0.key) is in the column \"\($0.value)\", which is not there."
                + NearestWord.hint($0.value, among: written.filter { !$0.isEmpty })
        }
    }
}
