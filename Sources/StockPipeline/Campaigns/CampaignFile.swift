package import StockNotices
internal import StockModel
internal import StockReading
internal import Yams

/// A campaign file: what a recall affects, and what people are told.
///
///     id: R-2026-014                       # names its folder
///     title: Charger may overheat
///     issued: 2026-11-02
///     jurisdiction: [eu, us]               # whose law says what the notice must have; may be left out
///     scope:                               # see `scope(of:)`
///       any:
///         - serials: [SN000042, SN000077]
///         - range: {from: SN000100, to: SN000199}
///     notice:
///       product: Charger CH-65W by Zenit
///       picture: charger.png
///       numbers: the serial on the label at the back
///       hazard: The charger can overheat and catch fire.
///       what_to_do: Unplug it and stop using it now.
///       remedy: We send you a new one, or your money back.
///       contact: 0800 123 456, recall@example.com
///
/// `jurisdiction`, `product`, `picture` and `numbers` may be left out, `product` and `numbers` not where a jurisdiction is
/// named. All mistakes of a file are told at once.
package struct CampaignFile: Sendable {
    package let path: String
    package var campaign: Campaign
    /// Where it says what only other files or data can show to be wrong: 1-based line and column.
    let places: [Place: (line: Int, column: Int)]
    /// The SKUs of the scope as written, each with its 1-based line and column.
    let skus: [(sku: String, line: Int, column: Int)]

    /// Something of which `places` tells where it stands.
    enum Place: Hashable, Sendable { case id, scope, notice, picture }

    /// The largest file, in bytes: no campaign is that long, anything larger is something else.
    private static let largest = 1 << 20

    /// Reads the file at `path`; files that it names are relative to its folder.
    ///
    /// - Parameter serialForms: What units are matched by for a serial as written (`ScopeNames`).
    package static func read(
        _ path: String, serialForms: @escaping (String) -> [String]
    ) throws(PipelineFileFailure) -> CampaignFile {
        let text: String
        do throws(WholeText.Failure) {
            text = try WholeText.read(path, largest: largest)
        } catch {
            throw failure(path, error.problem, error.remedy)
        }
        return try parse(text, path: path, folder: Paths.realFolder(of: path), serialForms: serialForms)
    }

    /// Reads a campaign's text. `path` names it in messages.
    package static func parse(
        _ text: String, path: String, folder: String, serialForms: @escaping (String) -> [String]
    ) throws(PipelineFileFailure) -> CampaignFile {
        guard !YAMLAliases.areTooMany(in: text) else { throw failure(path, YAMLAliases.tooMany, YAMLAliases.remedy) }
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw failure(path, "the file is empty", "write at least `id:`, `title:`, `issued:` and `scope:`")
            }
            guard !YAMLAliases.explode(node, of: text) else {
                throw failure(path, YAMLAliases.problem, YAMLAliases.remedy)
            }
            root = node
        } catch let error as YamlError {
            throw PipelineFileFailure(path: path, mistakes: [PipelineMistake(error)])
        } catch {
            throw error as? PipelineFileFailure ?? failure(path, "\(error)", "correct the file")
        }
        var reader = CampaignReader(folder: folder, serialForms: serialForms)
        let campaign = reader.campaign(root)
        let mistakes = reader.configuration.mistakes.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        guard let campaign, mistakes.isEmpty else { throw PipelineFileFailure(path: path, mistakes: mistakes) }
        return CampaignFile(path: path, campaign: campaign, places: reader.places, skus: reader.skus)
    }

    /// A mistake at one of the places; at the file as a whole where it has none of the kind.
    func mistake(at place: Place, _ problem: String, remedy: String) -> PipelineMistake {
        let (line, column) = places[place] ?? (0, 0)
        return PipelineMistake(line: line, column: column, problem: problem, remedy: remedy)
    }

    private static func failure(_ path: String, _ problem: String, _ remedy: String) -> PipelineFileFailure {
        PipelineFileFailure(
            path: path, mistakes: [PipelineMistake(line: 0, column: 0, problem: problem, remedy: remedy)])
    }
}
