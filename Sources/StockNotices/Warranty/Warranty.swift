package import StockModel

/// Works out the windows of units (`notices.md`, section 4).
package struct Warranty: Sendable {
    private let terms: WarrantyTerms
    private let facts: CatalogueFacts
    private let changes: [Text: [WarrantyChange]]
    private let registrations: [Text: [Registration]]
    /// By the serial of a replacement, the change that put it in an older unit's place.
    private let origins: [Text: WarrantyChange]

    /// What is known besides, by serial or order line.
    package struct Lookup {
        package var line: (LineKey) -> OrderLine?
        /// The units with a serial.
        package var units: (Text) -> [UnitHistory]

        package init(line: @escaping (LineKey) -> OrderLine?, units: @escaping (Text) -> [UnitHistory]) {
            self.line = line
            self.units = units
        }
    }

    package init(
        terms: WarrantyTerms, facts: CatalogueFacts, changes: [WarrantyChange], registrations: [Registration]
    ) {
        self.terms = terms
        self.facts = facts
        self.changes = Dictionary(grouping: changes, by: \.serial).mapValues { $0.sorted(by: WarrantyChange.precedes) }
        self.registrations = Dictionary(grouping: registrations, by: \.serial).mapValues { cards in
            cards.sorted { $0.registeredAt < $1.registeredAt }
        }
        var origins: [Text: WarrantyChange] = [:]
        for change in changes {
            guard case .replace(let serial) = change.action else { continue }
            if let other = origins[serial], (other.at, other.serial) < (change.at, change.serial) { continue }
            origins[serial] = change
        }
        self.origins = origins
    }

    /// Whether a unit with this serial replaces another or is replaced, so that both must be known.
    package func isLinked(_ serial: Text) -> Bool {
        if origins[serial] != nil { return true }
        return changes[serial]?.contains { if case .replace = $0.action { true } else { false } } ?? false
    }

    /// The serials with a card that was made, or tells a purchase, on one of some days.
    package func serials(registeredOn days: ClosedRange<Int>) -> Set<Text> {
        Set(
            registrations.values.joined().lazy.filter { card in
                [card.registeredAt, card.purchasedAt].contains { !$0.isAbsent && days.contains($0.day) }
            }.map(\.serial))
    }

    /// The serials of which something but their sale decides: changed ones, and those that replace others.
    package var changedSerials: Set<Text> { Set(changes.keys).union(origins.keys) }

    /// The cover of each claimant of a unit as it stands on a day: changes of later days are not made yet.
    ///
    /// A unit that is neither sold nor in repair has none, unless it replaces one.
    package func covers(of unit: UnitHistory, on day: Int, _ lookup: Lookup) -> [WarrantyCover] {
        covers(of: unit, before: .upTo(day), lookup, visited: [])
    }

    /// How far changes are made.
    private enum Limit {
        case upTo(Int)
        /// Up to the change that replaced the unit.
        case until(WarrantyChange)

        func includes(_ change: WarrantyChange) -> Bool {
            switch self {
            case .upTo(let day): change.at.day <= day
            case .until(let last): WarrantyChange.precedes(change, last)
            }
        }
    }

    private func covers(
        of unit: UnitHistory, before limit: Limit, _ lookup: Lookup, visited: Set<Text>
    ) -> [WarrantyCover] {
        let isSold = unit.place == .sold || unit.place == .inRepair
        let inherited = inherited(by: unit, before: limit, lookup, visited: visited.union([unit.serial]))
        guard isSold, !unit.claimants.isEmpty else {
            return inherited.map { changed($0, from: $0.window?.startsOn, before: limit) }
        }
        return unit.claimants.map { claimant in
            if let best = inherited.max(by: { Self.end($0) < Self.end($1) }), isGiven(claimant, of: unit) {
                var cover = best
                cover.line = claimant.line
                return changed(cover, from: cover.window?.startsOn, before: limit)
            }
            let (cover, since) = own(claimant, of: unit, lookup)
            return changed(cover, from: since, before: limit)
        }
    }

    private static func end(_ cover: WarrantyCover) -> Int { cover.window?.endsOn ?? Int.min }

    // MARK: Own windows

    /// A claimant's window by term and start, and the day from which changes of the unit are this window's.
    private func own(_ claimant: Sale, of unit: UnitHistory, _ lookup: Lookup) -> (WarrantyCover, since: Int?) {
        var cover = WarrantyCover(
            serial: unit.serial, sku: unit.sku, line: claimant.line, outcome: .none(.noTerm), steps: [])
        let first = Self.firstSale(of: unit)
        var sale = claimant
        if let first, first.line != claimant.line, isResold(claimant, of: unit),
            term(first, of: unit, lookup)?.rules.resale == .continue
        {
            sale = first
            cover.steps.append(.keptFirstWindow(first.line))
        }
        guard let term = term(sale, of: unit, lookup) else {
            cover.steps.append(.gap(.noTerm))
            return (cover, nil)
        }
        cover.steps.append(.term(term))
        guard let start = start(sale, of: unit, term, lookup) else {
            cover.outcome = .none(.noStart)
            cover.steps.append(.noStart(term.rules.starts))
            return (cover, nil)
        }
        cover.steps.append(.started(start.basis, day: start.day))
        let window = window(term, from: start.day, &cover.steps)
        cover.outcome = .window(window)
        let ordered = lookup.line(sale.line)?.orderedAt ?? .absent
        return (cover, min(start.day, ordered.isAbsent ? start.day : ordered.day))
    }

    private func window(_ term: WarrantyTerm, from day: Int, _ steps: inout [WarrantyStep]) -> WarrantyWindow {
        var window = WarrantyWindow(startsOn: day, endsOn: Timestamp.day(day, plusMonths: term.months))
        if let months = term.rules.legalMonths {
            let legal = Timestamp.day(day, plusMonths: months)
            if legal > window.endsOn {
                window.endsOn = legal
                steps.append(.legal(months: months, endsOn: legal))
            }
        }
        return window
    }

    private func term(_ sale: Sale, of unit: UnitHistory, _ lookup: Lookup) -> WarrantyTerm? {
        let country = lookup.line(sale.line)?.buyer[.country] ?? .empty
        return terms.term(sku: unit.sku, facts: facts[unit.sku], country: country)
    }

    private func start(
        _ sale: Sale, of unit: UnitHistory, _ term: WarrantyTerm, _ lookup: Lookup
    ) -> (basis: WarrantyStart, day: Int)? {
        let line = lookup.line(sale.line)
        for basis in term.rules.starts {
            let time: Timestamp =
                switch basis {
                case .shipped: sale.hasLeft ? sale.at : .absent
                case .delivered: line?.deliveredAt ?? .absent
                case .ordered: line?.orderedAt ?? .absent
                case .registered: registered(unit, after: sale.at)
                }
            if !time.isAbsent { return (basis, time.day) }
        }
        return nil
    }

    /// The purchase that the first card after a sale tells, else the day of the card.
    private func registered(_ unit: UnitHistory, after sale: Timestamp) -> Timestamp {
        let card = registrations[unit.serial]?.first { $0.isAbout(unit) && $0.comes(after: sale) }
        return card.map { $0.purchasedAt.or($0.registeredAt) } ?? .absent
    }

    // MARK: Resale

    /// The first sale of the last custody whose goods have left, else its first.
    private static func firstSale(of unit: UnitHistory) -> Sale? {
        let sales = unit.lastCustody?.sales ?? []
        return sales.first { $0.hasLeft } ?? sales.first
    }

    /// Whether the unit came back between its first sale and this one: another sale than a duplicate lies after the first.
    private func isResold(_ sale: Sale, of unit: UnitHistory) -> Bool {
        let starts = Self.starts(of: unit)
        return starts.count > 1 && starts.firstIndex { $0.contains(sale.line) } != 0
    }

    /// The lines that held the unit together, one set for each time that it was sold.
    private static func starts(of unit: UnitHistory) -> [Set<LineKey>] {
        var episodes: [Set<LineKey>] = []
        for sale in unit.lastCustody?.sales ?? [] {
            if sale.isDuplicate, !episodes.isEmpty {
                episodes[episodes.count - 1].insert(sale.line)
            } else {
                episodes.append([sale.line])
            }
        }
        return episodes
    }

    // MARK: Replacements

    /// The windows that the unit takes over from the one it replaces.
    private func inherited(
        by unit: UnitHistory, before limit: Limit, _ lookup: Lookup, visited: Set<Text>
    ) -> [WarrantyCover] {
        guard let change = origins[unit.serial], limit.includes(change), !visited.contains(change.serial) else {
            return []
        }
        let old = lookup.units(change.serial).flatMap {
            covers(of: $0, before: .until(change), lookup, visited: visited)
        }
        let at = change.at.day
        return old.compactMap { cover in
            guard let left = cover.window else { return nil }
            var next = WarrantyCover(
                serial: unit.serial, sku: unit.sku, line: cover.line, outcome: cover.outcome, steps: [])
            if let term = Self.term(of: cover), term.rules.replacement == .restart {
                var steps: [WarrantyStep] = []
                let window = window(term, from: at, &steps)
                next.outcome = .window(window)
                next.steps = [.term(term), .restarted(old: change.serial, at: at, endsOn: window.endsOn)] + steps
            } else {
                // What was void leaves nothing.
                var rest = left
                rest.startsOn = at
                next.outcome = .window(rest)
                next.steps = cover.steps + [.continued(old: change.serial, at: at, endsOn: left.endsOn)]
            }
            return next
        }
    }

    private static func term(of cover: WarrantyCover) -> WarrantyTerm? {
        for case .term(let term) in cover.steps { return term }
        return nil
    }

    /// Whether a claimant got the unit as the replacement, and did not buy it earlier or later: of the times that it was
    /// sold, this one lies nearest to the day of the replacement.
    private func isGiven(_ claimant: Sale, of unit: UnitHistory) -> Bool {
        guard let change = origins[unit.serial] else { return false }
        let sales = (unit.lastCustody?.sales ?? []).filter { !$0.isDuplicate }
        guard let nearest = sales.min(by: { Self.distance($0, change) < Self.distance($1, change) }) else {
            return true
        }
        return Self.starts(of: unit).contains { $0.contains(nearest.line) && $0.contains(claimant.line) }
    }

    private static func distance(_ sale: Sale, _ change: WarrantyChange) -> Int { abs(sale.at.day - change.at.day) }

    // MARK: Changes

    /// The cover after the changes of its unit from a day on.
    private func changed(_ cover: WarrantyCover, from since: Int?, before limit: Limit) -> WarrantyCover {
        guard var window = cover.window, let since else { return cover }
        var result = cover
        for change in changes[cover.serial] ?? []
        where !window.isVoid && change.at.day >= since && limit.includes(change) {
            let day = change.at.day
            switch change.action {
            case .extend(let months):
                window.endsOn = Timestamp.day(window.endsOn, plusMonths: months)
                result.steps.append(.extended(months: months, at: day, endsOn: window.endsOn))
            case .void:
                result.steps.append(.voided(at: day, reason: change.reason))
                Self.end(&window, before: day)
            case .replace(let serial):
                result.steps.append(.replaced(by: serial, at: day))
                Self.end(&window, before: day)
            }
        }
        result.outcome = .window(window)
        return result
    }

    /// Ends a window the day before `day`; one that was over by then stays as it is.
    private static func end(_ window: inout WarrantyWindow, before day: Int) {
        guard day <= window.endsOn else { return }
        window.endsOn = day - 1
        window.isVoid = true
    }
}
