internal import GRDB
package import StockModel

/// Who was told of what: recalls by campaign and wave, and the ends of warranties.
package final class NoticeTable {
    /// Somebody and what he was told of.
    package struct Told {
        package var serial: Text
        package var channel: Text
        package var document: Text
        package var line: Text
        package var registration: String
        /// Only possibly affected.
        package var isPossible: Bool
        package var wave: Int

        package init(
            serial: Text, channel: Text, document: Text, line: Text, registration: String, isPossible: Bool, wave: Int
        ) {
            self.serial = serial
            self.channel = channel
            self.document = document
            self.line = line
            self.registration = registration
            self.isPossible = isPossible
            self.wave = wave
        }
    }

    /// The end of a warranty and the smallest band in which somebody was written of it.
    package struct Expiry {
        package var serial: Text
        package var channel: Text
        package var document: Text
        package var line: Text
        /// In days since 1970-01-01.
        package var endsOn: Int
        package var band: Int

        package init(serial: Text, channel: Text, document: Text, line: Text, endsOn: Int, band: Int) {
            self.serial = serial
            self.channel = channel
            self.document = document
            self.line = line
            self.endsOn = endsOn
            self.band = band
        }
    }

    private let insert: RowStatement
    private let ofCampaign: RowStatement
    private let insertExpiry: RowStatement
    private let database: Database

    /// Nil in a ledger of an earlier version that is only looked at, and so has no such tables yet.
    static func ifThere(in database: Database) throws -> NoticeTable? {
        try database.tableExists("notice") ? NoticeTable(database) : nil
    }

    init(_ database: Database) throws {
        self.database = database
        // Whoever is told again keeps his first wave.
        insert = try RowStatement(
            database,
            """
            INSERT OR IGNORE INTO notice (campaign, serial, channel, document, line, registration, possibly, wave, run)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        ofCampaign = try RowStatement(
            database,
            """
            SELECT serial, channel, document, line, registration, possibly, wave FROM notice WHERE campaign = ?
            """)
        insertExpiry = try RowStatement(
            database,
            """
            INSERT INTO expiry_notice (serial, channel, document, line, ends_on, band) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET band = min(band, excluded.band)
            """)
    }

    /// What is remembered of a campaign.
    package func told(campaign: String, arena: Arena) throws -> [Told] {
        ofCampaign.bind(1, campaign)
        var all: [Told] = []
        while try ofCampaign.next() {
            all.append(
                Told(
                    serial: arena.store(ofCampaign.text(0).bytes), channel: arena.store(ofCampaign.text(1).bytes),
                    document: arena.store(ofCampaign.text(2).bytes), line: arena.store(ofCampaign.text(3).bytes),
                    registration: ofCampaign.string(4), isPossible: ofCampaign.int(5) != 0, wave: ofCampaign.int(6)))
        }
        return all
    }

    /// Calls `body` with all that is remembered of campaigns, in the order of their ids; texts are valid until it returns.
    package func forEach(_ body: (_ campaign: Text, Told) throws -> Void) throws {
        let all = try RowStatement(
            database,
            """
            SELECT serial, channel, document, line, registration, possibly, wave, campaign FROM notice
            ORDER BY campaign, serial, channel, document, line, registration, possibly
            """)
        while try all.next() {
            try body(
                all.text(7),
                Told(
                    serial: all.text(0), channel: all.text(1), document: all.text(2), line: all.text(3),
                    registration: all.string(4), isPossible: all.int(5) != 0, wave: all.int(6)))
        }
    }

    package func remember(_ told: Told, campaign: String, run: Int) throws {
        insert.bind(1, campaign)
        insert.bind(2, told.serial)
        insert.bind(3, told.channel)
        insert.bind(4, told.document)
        insert.bind(5, told.line)
        insert.bind(6, told.registration)
        insert.bind(7, told.isPossible ? 1 : 0)
        insert.bind(8, told.wave)
        insert.bind(9, run)
        try insert.run()
    }

    /// All ends of which somebody was written and that lie on `day` or later.
    package func expiries(from day: Int, arena: Arena) throws -> [Expiry] {
        let query = try RowStatement(
            database,
            """
            SELECT serial, channel, document, line, ends_on, band FROM expiry_notice WHERE ends_on >= ?
            ORDER BY serial, channel, document, line, ends_on
            """)
        query.bind(1, day)
        var all: [Expiry] = []
        while try query.next() {
            all.append(
                Expiry(
                    serial: arena.store(query.text(0).bytes), channel: arena.store(query.text(1).bytes),
                    document: arena.store(query.text(2).bytes), line: arena.store(query.text(3).bytes),
                    endsOn: query.int(4), band: query.int(5)))
        }
        return all
    }

    package func remember(_ expiry: Expiry) throws {
        insertExpiry.bind(1, expiry.serial)
        insertExpiry.bind(2, expiry.channel)
        insertExpiry.bind(3, expiry.document)
        insertExpiry.bind(4, expiry.line)
        insertExpiry.bind(5, expiry.endsOn)
        insertExpiry.bind(6, expiry.band)
        try insertExpiry.run()
    }
}
