/// A layout bound to the columns of one listings file.
struct BoundListings {
    /// A column of the upload.
    enum Content {
        case cell(Int, roles: Set<RowRole> = RowRole.all)
        case figure
        /// A text in rows of these roles; in others the template's cell, if it has one.
        case text([UInt8], roles: Set<RowRole> = RowRole.all, else: Int? = nil)
        case isInStock(Int)
    }

    let layout: FeedLayout
    let sku: Int
    /// Where the channel's own figure stands.
    let current: Int
    /// What Shopify sets aside.
    let unavailable: Int?
    /// Columns that name a row's location, one way or another.
    let locations: [Int]
    let itemNumber: Int?
    let relationship: Int?
    let exclusions: [(column: Int, exclusion: FeedExclusion)]
    /// The upload's header and what its rows hold.
    let columns: [(name: [UInt8], content: Content)]

    /// - Parameter location: the house's, where the request names one.
    /// - Throws: where the file has several locations as columns and none is named, or not this one.
    init(_ head: ListingsFile.Head, location: String?) throws(FeedFailure) {
        let folded = head.names.map { FeedColumn.fold($0) }
        let names = head.names.map { Array($0.utf8) }
        layout = head.layout
        // The header was recognised by them.
        sku = layout.sku.index(in: folded) ?? 0
        var dropped: Set<Int> = []
        switch layout.locations {
        case .none:
            guard location == nil else {
                throw FeedFailure("The listings tell no locations. Remove `location:` from the feed.")
            }
            locations = []
            current = layout.current?.index(in: folded) ?? 0
        case .rows(let columns):
            locations = columns.compactMap { $0.index(in: folded) }
            guard location == nil || !locations.isEmpty else {
                throw FeedFailure("The listings tell no locations. Remove `location:` from the feed.")
            }
            current = layout.current?.index(in: folded) ?? 0
        case .columns(let others):
            locations = []
            let known = Set(others.compactMap { $0.index(in: folded) })
            let places = names.indices.filter { !known.contains($0) && !folded[$0].isEmpty }
            let place = try FeedLocation.choose(location, among: places.map { (head.names[$0], $0) })
            current = place
            dropped = Set(names.indices.filter { !known.contains($0) && $0 != place })
        }
        if case .onHand(let column) = layout.figure {
            unavailable = column.index(in: folded)
        } else {
            unavailable = nil
        }
        itemNumber = layout.itemNumber?.index(in: folded)
        relationship = layout.relationship?.index(in: folded)
        exclusions = layout.exclusions.compactMap { exclusion in
            exclusion.column.index(in: folded).map { ($0, exclusion) }
        }
        columns = Self.columns(of: layout.upload, folded, names, figure: current, dropped: dropped)
    }

    private static func columns(
        of upload: FeedUpload, _ folded: [String], _ names: [[UInt8]], figure current: Int, dropped: Set<Int>
    ) -> [(name: [UInt8], content: Content)] {
        switch upload {
        case .row(let figure, let empty, let fixed):
            let target = figure?.index(in: folded) ?? current
            let emptied = Set(empty.compactMap { $0.index(in: folded) })
            let texts = Dictionary(
                fixed.compactMap { cell in cell.column.index(in: folded).map { ($0, cell) } },
                uniquingKeysWith: { first, _ in first })
            return names.indices.filter { !dropped.contains($0) }.map { index in
                if index == target { return (names[index], .figure) }
                if emptied.contains(index) { return (names[index], .text([])) }
                if let cell = texts[index] {
                    return (names[index], .text(Array(cell.text.utf8), roles: cell.roles, else: index))
                }
                return (names[index], .cell(index))
            }
        case .columns(let columns):
            return columns.compactMap { column in
                switch column {
                case .cell(let column, let name, let roles):
                    return column.index(in: folded).map { index in
                        (name.map { Array($0.utf8) } ?? names[index], .cell(index, roles: roles))
                    }
                case .figure(let name): return (Array(name.utf8), .figure)
                case .text(let text, let name, let roles):
                    return (Array(name.utf8), .text(Array(text.utf8), roles: roles))
                case .isInStock(let column): return column.index(in: folded).map { (names[$0], .isInStock($0)) }
                }
            }
        }
    }

    /// Why a row is left out, as far as it tells by itself.
    func leftOut(_ row: ListingsRow) -> LeftOut? {
        if row.isBroken { return .broken }
        for (column, exclusion) in exclusions {
            let cell = row.text(column).lowercased()
            if exclusion.beginnings.contains(where: { cell.hasPrefix($0) }) { return exclusion.reason }
        }
        return row.number(current) == nil ? .withoutFigure : nil
    }

    /// Whether the row's location is the house's; every row's is where none is named.
    func isAt(_ location: String?, _ row: ListingsRow) -> Bool {
        guard let location, !locations.isEmpty else { return true }
        return locations.contains { FeedLocation.isOne(row.text($0), location) }
    }

    /// The number by which rows of one listing are told, if it is one.
    func item(of row: ListingsRow) -> String? {
        guard let itemNumber else { return nil }
        let text = row.text(itemNumber)
        return !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
    }

    /// Whether a row without an item number is a variation of the one before it.
    func isVariation(_ row: ListingsRow) -> Bool {
        guard let itemNumber, let relationship else { return false }
        return row.text(itemNumber).isEmpty && !row.text(relationship).isEmpty
    }
}

/// Which of a channel's locations is the house's.
enum FeedLocation {
    static func isOne(_ a: String, _ b: String) -> Bool { a.lowercased() == b.lowercased() }

    /// The location that is named, or the only one.
    static func choose<Place>(
        _ named: String?, among places: [(name: String, place: Place)]
    ) throws(FeedFailure) -> Place {
        let names = Listed.text(places.map { "\"\($0.name)\"" })
        if let named {
            if let place = places.first(where: { isOne($0.name, named) }) { return place.place }
            throw FeedFailure(
                "The listings have no location \"\(named)\", only \(names.isEmpty ? "ones without a name" : names). "
                    + "Correct `location:` of the feed.")
        }
        if places.count == 1 { return places[0].place }
        guard !places.isEmpty else { throw FeedFailure("The listings have no location. Export them with one.") }
        throw FeedFailure(
            "The listings have several locations, and stock written to all would be offered more than once: \(names). "
                + "Say which is the house's, such as `location: \(places[0].name)`.")
    }
}

/// A few names for a sentence.
enum Listed {
    /// `a, b and 3 more`
    static func text(_ names: [String], most: Int = 10) -> String {
        let shown = names.prefix(most).joined(separator: ", ")
        return names.count > most ? "\(shown) and \(names.count - most) more" : shown
    }
}
