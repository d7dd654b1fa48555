import StockMatching
import StockModel

/// The GTINs that written item identifiers give: 14 digits where one is, else as written. Each combination of identifiers is
/// looked at once.
struct ItemGTINs {
    private let context: FoldContext
    private let arena: Arena
    private var known: [Int32: Text] = [:]

    /// - Parameter arena: Where the texts are kept.
    init(context: FoldContext, arena: Arena) {
        self.context = context
        self.arena = arena
    }

    /// The GTIN that a line's goods are written with; empty where they are written without.
    mutating func gtin(ofItem item: Int32) -> Text {
        if let found = known[item] { return found }
        let written = ItemIdentifiers(joined: context.name(item))?.gtin ?? ""
        let gtin = written.isEmpty ? Text.empty : arena.store(Self.cleaned(written))
        known[item] = gtin
        return gtin
    }

    static func cleaned(_ written: String) -> String { GTIN(written)?.description ?? written }
}
