internal import StockLedger
internal import StockMatching
internal import StockModel
internal import StockNotices
internal import StockReading
internal import StockWriting

/// Answers from a ledger what warranty units have: of one unit, or as a register of all.
package struct WarrantyDesk: Sendable {
    package var ledger: String
    /// The day that is asked for, counted from 1970-01-01.
    package var day: Int
    /// A file of terms, besides those that the ledger has read; nil for none.
    package var terms: String?
    /// The bands, of which the largest says from when on a window is expiring.
    package var expiringDays = WarrantySettings().expiringDays
    /// Definitions of the user's own, for the file of terms.
    package var definitions: [String] = []

    package init(ledger: String, day: Int) {
        self.ledger = ledger
        self.day = day
    }

    // MARK: One unit

    /// What is known of a serial.
    package struct Answer: Sendable, Equatable {
        /// Sentences; nil where the ledger knows no such unit.
        package var lines: [String]?
        package var isCovered = false
    }

    /// - Parameter written: A serial as scanned or typed.
    package func answer(_ written: String) throws(RunFailure) -> Answer {
        try look { work in
            let serials = work.serials(of: written)
            var seen: [String] = []
            let judge = work.judge { $0.keepsCovers = true }
            judge.whenTaken = { unit in
                guard serials.contains(unit.serial) else { return }
                seen.append(
                    "no: \(unit.serial) (\(unit.sku)) is with no customer on \(Timestamp(day: day)); it is "
                        + "\(unit.place.word).")
            }
            try work.units.judge(work.withLinked(serials), [judge])
            judge.covers?.finish { judge.line(of: $0) }
            guard !seen.isEmpty else { return Answer() }
            let covers = (judge.covers?.explained ?? []).filter { serials.contains($0.serial) }
            let answers = covers.sorted { $0.line < $1.line }.map { WarrantyAnswer($0, on: day) }
            // An empty line between one claimant and the next.
            let lines = answers.map(\.lines).joined(separator: [""])
            return Answer(lines: answers.isEmpty ? seen : Array(lines), isCovered: answers.contains(where: \.isCovered))
        }
    }

    // MARK: All units

    /// What a register has.
    package struct Register: Sendable, Equatable {
        package var rows = 0
        /// Sold units of required SKUs without a window, by the reason.
        package var gaps: [(reason: String, units: Int)] = []

        package static func == (a: Register, b: Register) -> Bool {
            a.rows == b.rows && a.gaps.map(\.reason) == b.gaps.map(\.reason)
                && a.gaps.map(\.units) == b.gaps.map(\.units)
        }
    }

    /// Writes `register.csv` into a folder that it makes.
    package func writeRegister(into folder: String) throws(RunFailure) -> Register {
        try look { work in
            let target = try PersonalFolder(new: folder)
            var file = try WarrantyFiles.RegisterWriter(target, at: "register.csv")
            var register = Register()
            let judge = work.judge { $0.keepsRegister = true }
            // Those whose windows hang together come first, and wait for their place.
            try work.units.judge(work.linked, [judge])
            judge.covers?.finish { judge.line(of: $0) }
            var waiting = (judge.covers?.takeRegister() ?? [])[...]
            let waitingOn = (work.units.retained, work.units.texts)
            func write(upTo last: Text?) throws {
                var rows = judge.covers?.takeRegister() ?? []
                let due = waiting.prefix { row in last.map { row.serial <= $0 } ?? true }
                waiting = waiting.dropFirst(due.count)
                if !due.isEmpty { rows = (rows + due).sorted(by: RegisterRow.precedes) }
                for row in rows { try file.append(row) }
                register.rows += rows.count
                work.units.forget()
            }
            try work.units.judgeAll([judge]) { try write(upTo: $0) }
            try write(upTo: nil)
            try file.finish()
            try target.finish()
            withExtendedLifetime(waitingOn) {}
            let gaps = judge.covers?.gaps.counts ?? [:]
            register.gaps = WarrantyGap.allCases.compactMap { gap in gaps[gap].map { (gap.rawValue, $0) } }
            return register
        }
    }

    // MARK: Around

    /// What both ways need of the ledger.
    private struct Work {
        let units: LedgerUnits
        let notices: Notices
        let tables: FoldTables
        let buyers: BuyerTable
        let arena = Arena()

        /// The serials that a written one may stand for.
        func serials(of written: String) -> Set<Text> {
            let readings = SerialReadings.of(written, rules: tables.rules)
            return Set((readings + readings.flatMap(notices.names.serialForms)).map { arena.store($0) })
        }

        /// All serials of units that replace others or are replaced.
        var linked: Set<Text> { notices.warranty?.warranty.changedSerials ?? [] }

        /// Serials, and those with which their windows hang together.
        func withLinked(_ serials: Set<Text>) -> Set<Text> {
            serials.isDisjoint(with: linked) ? serials : serials.union(linked)
        }

        func judge(_ prepare: (inout WarrantyBook) -> Void) -> UnitJudge {
            if var book = notices.warranty {
                prepare(&book)
                notices.warranty = book
            }
            return notices.makeJudge(units.context) { [buyers] id in
                (try? buyers.fields(id, arena: units.texts)) ?? .empty
            }
        }
    }

    private func look<Result>(_ body: (Work) throws -> Result) throws(RunFailure) -> Result {
        do {
            var settings = NoticeSettings()
            var warranty = WarrantySettings()
            warranty.terms = terms
            warranty.expiringDays = expiringDays
            settings.warranty = warranty
            let named = try NamedInputs(
                settings, first: 0, definitions: try Pipeline.definitions(definitions), reading: ReadingSettings())
            return try Ledger(at: ledger, isReadOnly: true).look { transaction in
                guard var rules = try LedgerFolding.lastRules(transaction) else {
                    throw RunFailure(
                        at: ledger, "nothing was folded on this ledger yet", remedy: "run its pipeline first")
                }
                rules.businessDay = day
                let books = try LedgerBooks(transaction, names: Names(), run: Int.max >> 1)
                let folding = LedgerFolding(
                    books: books, rules: rules, workers: Workers(count: 1), partitions: 1)
                let tables = try folding.tables()
                let lookup = try transaction.serials()
                let names = NoticeNames(tables: tables) { (try? LedgerNotices.owners(of: $0, lookup)) ?? [] }
                let records = try transaction.noticeInputs().all().adding([named.inputs])
                let work = Work(
                    units: try LedgerUnits(books, tables: tables),
                    notices: Notices(settings, records, names: names, on: day), tables: tables,
                    buyers: try transaction.buyers())
                defer { withExtendedLifetime((work.units, work.notices, tables)) {} }
                return try body(work)
            }
        } catch {
            throw LedgerRun.failure(error, ledger)
        }
    }
}
