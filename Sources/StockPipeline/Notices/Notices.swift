import StockMatching
import StockModel
import StockNotices

/// What one run makes of its campaigns and watch lists: who must be told, what may not be sold, and findings.
final class Notices: @unchecked Sendable {
    // Sendable: nothing is changed once it is made.
    /// A campaign that is judged.
    struct Campaign {
        let file: CampaignFile
        let scope: CompiledScope
    }

    /// A campaign that is not, and why. The run goes on without it.
    struct Failure: Sendable, Equatable {
        let path: String
        let problem: String
    }

    let settings: NoticeSettings
    let names: NoticeNames
    let facts: NoticeFacts
    let contacts: ContactRules
    private(set) var campaigns: [Campaign] = []
    private(set) var failures: [Failure] = []
    /// Nil where nobody asks for warranties.
    var warranty: WarrantyBook?
    private let watched: [Text: [WatchedSerial]]

    /// - Parameter day: The business date.
    init(_ settings: NoticeSettings, _ inputs: NoticeRecords, names: NoticeNames, on day: Int) {
        self.settings = settings
        self.names = names
        facts = NoticeFacts(inputs, names: names)
        watched = Dictionary(grouping: facts.watched, by: \.serial)
        contacts = ContactRules(relays: settings.relays, marketplaces: settings.marketplaces)
        if let asked = settings.warranty {
            warranty = WarrantyBook(
                warranty: Warranty(
                    terms: WarrantyTerms(facts.terms), facts: names.facts, changes: facts.changes,
                    registrations: facts.registrations),
                facts: names.facts, bands: ExpiryBands(asked.expiringDays), day: day, told: facts.told.expiries)
        }
        readCampaigns()
    }

    private func readCampaigns() {
        var paths: [String: String] = [:]
        for path in CampaignFolder.files(settings.campaigns) {
            do {
                let file = try CampaignFile.read(path, serialForms: names.serialForms)
                if let other = paths.updateValue(path, forKey: file.campaign.id) {
                    throw RunFailure(
                        at: path, "`\(file.campaign.id)` is the id of \(other) too", remedy: "give one of them another")
                }
                campaigns.append(
                    Campaign(file: file, scope: try CompiledScope(file.campaign.scope, names: names.scope)))
            } catch {
                failures.append(Failure(path: path, problem: "\(error)"))
            }
        }
    }

    /// What a worker judges units with.
    ///
    /// - Parameters:
    ///   - context: Of the lives that it is going to see.
    ///   - buyer: Tells the buyer of an order line, by `DocumentLine.buyer`.
    func makeJudge(_ context: FoldContext, buyer: @escaping (Int32) -> Text) -> UnitJudge {
        UnitJudge(
            recalls: campaigns.map { RecallJudge(scope: $0.scope, facts: names.facts) },
            covers: warranty.map { CoverJudge($0) }, watched: watched, context: context, buyer: buyer)
    }

    /// The serials of watch lists.
    var watchedSerials: Set<Text> { Set(watched.keys) }

    // MARK: Conclusions

    /// What came of it.
    struct Outcome {
        var recalls: [(file: CampaignFile, recall: Recall)] = []
        /// Nil where nobody asks for warranties.
        var expiring: ExpiringList?
        /// What a ledger remembers of how the ends of warranties were looked at.
        var expiriesLooked: String?
        var failures: [Failure]
        /// `recalled-in-stock`, `recalled-sale`, `watchlisted`.
        var findings: [FindingRow] = []
        /// Units in stock that may not be sold, by SKU.
        var blocked: [Int32: Int] = [:]
        /// Keeps alive what findings and lists point at.
        var retained: [AnyObject] = []
    }

    /// - Parameters:
    ///   - judge: Has seen all units.
    ///   - context: Of what findings speak of.
    ///   - memory: What is remembered of a campaign, by its id; what is remedied is added.
    func conclude(
        _ judge: UnitJudge, _ goods: some NoticeGoods, _ context: FoldContext,
        memory: (String) throws -> RecallMemory
    ) throws -> Outcome {
        let asked = judge.skusPerhapsMeant
        let unknown = judge.unknown
        let mistaken = unknown.filter { asked.contains($0.sku) }
        var meant: [Text: [Text]] = [:]
        for (unit, serial) in zip(mistaken, try goods.meant(by: mistaken)) {
            meant[unit.serial, default: []].append(serial)
        }
        for unit in unknown {
            var unit = unit
            if asked.contains(unit.sku) { unit.suggestion = meant[unit.serial]?.removeFirst() ?? .empty }
            judge.take(unit)
        }
        if !campaigns.isEmpty {
            try goods.forEachLineWithoutSerials { judge.take($0) }
            for rest in try goods.rests() { judge.take(rest) }
        }
        var outcome = Outcome(failures: failures)
        var findings = NoticeFindings(context: context)
        for (campaign, recall) in zip(campaigns, judge.recalls) {
            do {
                let affected = recall.finish()
                let cards = registrations(of: affected)
                let holders = GoodsLines(of: affected)
                let lines = try goods.lines(linkedWith: holders.asked, cards)
                var memory = try memory(campaign.file.campaign.id)
                memory.wave = settings.wave
                memory.remedied = facts.remedied[campaign.file.campaign.id] ?? []
                facts.told.add(to: &memory, of: campaign.file.campaign.id)
                let made = try Recall(
                    campaign.file.campaign, affected, holders: holders, lines: lines, registrations: cards,
                    memory: memory, contacts: contacts, parts: goods.parts)
                findings.add(made, campaign.file.campaign)
                findings.block(affected)
                outcome.recalls.append((campaign.file, made))
            } catch let error as RecallSumsError {
                outcome.failures.append(Failure(path: campaign.file.path, problem: "\(error)"))
            }
        }
        judge.alerts.forEach { findings.add($0) }
        outcome.expiring = try expiring(judge, goods)
        outcome.findings = findings.rows
        outcome.blocked = findings.blocked
        // The persons of warranty cards lie in the inputs.
        outcome.retained = [findings.arena, judge, goods, self]
        return outcome
    }

    /// Who is to be written to because a warranty ends soon; nil where nobody asks.
    private func expiring(_ judge: UnitJudge, _ goods: some NoticeGoods) throws -> ExpiringList? {
        guard let asked = settings.warranty, let covers = judge.covers else { return nil }
        covers.finish { judge.line(of: $0) }
        let held = AskedLines(covers.due.map(\.cover.line))
        let lines = try goods.lines(linkedWith: held, [])
        let book = RecipientBook(lines: lines, asked: held, registrations: [], contacts: contacts)
        let agreed = Set(lines.filter(\.hasMarketingConsent).map(\.key))
        return ExpiringList(
            covers.due, asked: held, book: book, consent: asked.withoutConsent ? nil : { agreed.contains($0) })
    }

    /// The registrations of units that a campaign affects or may affect.
    private func registrations(of goods: AffectedGoods) -> [Registration] {
        guard !facts.registrations.isEmpty else { return [] }
        let serials = Set(goods.units.map(\.history.serial))
        return facts.registrations.filter { serials.contains($0.serial) }
    }
}
