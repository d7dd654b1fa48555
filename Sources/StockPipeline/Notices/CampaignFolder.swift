import StockModel

/// The campaign files that a pipeline's `recalls:` name: files, and folders of which all `.yaml`, `.yml` and `.json` files
/// are campaigns.
enum CampaignFolder {
    private static let endings = [".yaml", ".yml", ".json"]

    /// The files, each once, in byte order of their paths. A path at which there is nothing stays, so that reading it says
    /// so; so does a folder that cannot be listed.
    static func files(_ paths: [String]) -> [String] {
        var found: Set<String> = []
        for path in paths {
            guard case .success(.folder) = FolderListing.kind(at: path),
                // Somebody gave the path: it may be a link.
                case .success(let entries) = FolderListing.entries(of: Paths.real(path) ?? path)
            else {
                found.insert(path)
                continue
            }
            for name in entries.compactMap(\.name) where isCampaign(name) { found.insert(Paths.join(path, name)) }
        }
        return found.sorted(by: ByteOrder.precedes)
    }

    private static func isCampaign(_ name: String) -> Bool {
        !name.hasPrefix(".") && endings.contains { name.lowercased().hasSuffix($0) }
    }
}
