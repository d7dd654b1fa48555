internal import StockReading

/// Finds the path that somebody meant.
enum NearestPath {
    /// `path` with the first name that is not there replaced by the likeliest that is; nil where there is none, or nothing
    /// is missing.
    static func of(_ path: String) -> String? {
        var folder = path.hasPrefix("/") ? "/" : "."
        var shown: [String] = []
        for name in Paths.components(path) {
            guard case .success(let entries) = FolderListing.entries(of: folder) else { return nil }
            let names = entries.compactMap(\.name)
            guard names.contains(name) || name == "." || name == ".." else {
                return NearestWord.of(name, among: names).map { meant in
                    (path.hasPrefix("/") ? "/" : "") + (shown + [meant]).joined(separator: "/")
                }
            }
            shown.append(name)
            folder = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
        }
        return nil
    }
}
