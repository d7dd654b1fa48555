internal import GRDB
internal import StockModel

/// The tables of a ledger, by numbered migrations. A migration that a release has shipped is never changed; a new one is
/// added behind it.
enum Schema {
    /// Marks a file as a ledger of ours ("SSTK"), so that no other SQLite file is taken for one.
    static let applicationID = 0x5353_544B

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: what was read") { database in try database.execute(sql: read) }
        migrator.registerMigration("2: what was concluded") { database in try database.execute(sql: derived) }
        migrator.registerMigration("3: who is forgotten") { database in try database.execute(sql: forgotten) }
        migrator.registerMigration("4: what only notices need") { database in try database.execute(sql: notices) }
        migrator.registerMigration("5: who was told") { database in try database.execute(sql: told) }
        return migrator
    }

    /// Indexes that a load of everything leaves out until the rows are in, which is faster by far than to keep them in
    /// order row by row.
    static let bulkIndexes: [(name: String, table: String, definition: String)] = [
        ("record_by_document", "record", "record(document)"),
        ("line_by_sku", "line", "line(id / \(linesInBlock), sku)"),
    ]

    /// Lines are found by SKU in blocks of as many ids, so that what a night adds lies together in the index, and not on a
    /// page of its own for each SKU.
    static let linesInBlock = 65_536

    /// By the time of sale, and by the day of the order.
    static let salesByDay = """
        CREATE INDEX IF NOT EXISTS movement_by_day ON movement_kept(at) WHERE has_left = 1;
        CREATE INDEX IF NOT EXISTS line_by_order_day ON line(at) WHERE kind = \(RecordKind.order.rawValue);
        """

    /// What was read is kept. Times are day × 2¹⁷, plus 1 + second of the day where it is known.
    private static let read = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE run (
          id INTEGER PRIMARY KEY,
          pipeline TEXT NOT NULL,
          business_date TEXT NOT NULL,
          started_at TEXT NOT NULL,
          ended_at TEXT,
          -- folding, publishing, published
          outcome TEXT NOT NULL,
          folder TEXT,
          run_id TEXT,
          records INTEGER NOT NULL DEFAULT 0,
          manifest_sha256 TEXT);

        CREATE TABLE source (
          id INTEGER PRIMARY KEY,
          run INTEGER NOT NULL,
          name TEXT NOT NULL,
          sha256 TEXT NOT NULL,
          bytes INTEGER NOT NULL,
          kind TEXT NOT NULL,
          format TEXT NOT NULL,
          records INTEGER NOT NULL,
          rejected INTEGER NOT NULL,
          -- read, or retracted: then nothing else of it is here
          outcome TEXT NOT NULL,
          first_record INTEGER NOT NULL DEFAULT 0,
          last_record INTEGER NOT NULL DEFAULT -1);
        CREATE INDEX source_by_bytes ON source(bytes);

        -- Under which names the content of a source came, and in which run first.
        CREATE TABLE delivery (
          source INTEGER NOT NULL, name TEXT NOT NULL, run INTEGER NOT NULL,
          PRIMARY KEY (source, name)) WITHOUT ROWID;

        -- The states in which files were when they had the content of a source: files that are still so need no look.
        CREATE TABLE file_mark (mark TEXT PRIMARY KEY, source INTEGER NOT NULL) WITHOUT ROWID;

        -- Whatever repeats: channels, suppliers, SKUs (0), written item identifiers (1), lots with expiry (2).
        CREATE TABLE name (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE UNIQUE INDEX name_by_text ON name(text);
        CREATE INDEX name_by_kind ON name(kind) WHERE kind < 2;

        -- `document` is what documents are known by, without a leading # for orders; `written` is there if it differs.
        CREATE TABLE record (
          id INTEGER PRIMARY KEY,
          source INTEGER NOT NULL,
          number INTEGER NOT NULL,
          line_number INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          flags INTEGER NOT NULL,
          scope INTEGER NOT NULL,
          channel INTEGER NOT NULL,
          document TEXT NOT NULL,
          written TEXT,
          line TEXT,
          reference TEXT,
          item INTEGER NOT NULL,
          batch INTEGER,
          quantity INTEGER NOT NULL,
          shipped_quantity INTEGER,
          at INTEGER,
          shipped_at INTEGER,
          updated_at INTEGER,
          serials TEXT,
          serial_batches TEXT,
          buyer INTEGER,
          -- hundredths × 2¹⁶, plus the currency in 15 bits
          price INTEGER);
        CREATE INDEX record_by_document ON record(document);

        -- Of the record with this id.
        CREATE TABLE buyer (id INTEGER PRIMARY KEY, fields TEXT NOT NULL);

        -- By what buyers are linked with each other: 20 bytes for each of some records of a source, from this one on.
        CREATE TABLE buyer_link (first_record INTEGER PRIMARY KEY, source INTEGER NOT NULL, links BLOB NOT NULL);
        CREATE INDEX buyer_link_by_source ON buyer_link(source);

        CREATE TABLE identity (
          serial TEXT NOT NULL, also TEXT NOT NULL, source INTEGER NOT NULL, number INTEGER NOT NULL,
          serial_key TEXT NOT NULL, also_key TEXT NOT NULL);
        CREATE INDEX identity_by_serial ON identity(serial_key);
        CREATE INDEX identity_by_also ON identity(also_key);

        CREATE TABLE catalogue (
          source INTEGER NOT NULL, file TEXT NOT NULL, line_number INTEGER NOT NULL, sku TEXT NOT NULL,
          entry TEXT NOT NULL,
          -- 1 while nothing that came later has taken its place
          current INTEGER NOT NULL);
        CREATE INDEX catalogue_current ON catalogue(source) WHERE current = 1;
        CREATE INDEX catalogue_by_source ON catalogue(source);
        CREATE INDEX catalogue_by_file ON catalogue(file) WHERE current = 1;
        CREATE INDEX catalogue_by_sku ON catalogue(sku);
        """

    /// What was concluded can always be made again.
    private static let derived = """
        CREATE TABLE line (
          id INTEGER PRIMARY KEY,
          kind INTEGER NOT NULL,
          flags INTEGER NOT NULL,
          scope INTEGER NOT NULL,
          document TEXT NOT NULL,
          line TEXT NOT NULL,
          reference TEXT,
          sku INTEGER NOT NULL,
          item INTEGER NOT NULL,
          batch INTEGER,
          quantity INTEGER NOT NULL,
          shipped_part INTEGER NOT NULL,
          at INTEGER,
          shipped_at INTEGER,
          left_at INTEGER,
          -- as "source:number", separated by blanks
          evidence TEXT NOT NULL,
          -- joined by U+001F
          serials TEXT,
          -- 1 while an order line has an unshipped part, 2 while a despatch line is to come
          waits INTEGER,
          -- of an order line: the record that tells its buyer, or as −id one of joined_buyer
          buyer INTEGER,
          -- as of a record
          price INTEGER);
        CREATE INDEX line_by_document ON line(document);
        CREATE INDEX line_by_sku ON line(id / \(linesInBlock), sku);
        -- Who goes short is asked of each SKU each night; what was shipped long ago must not be looked at.
        CREATE INDEX line_to_ship ON line(sku) WHERE waits = 1;
        -- Goods without serials that have left: 256 of the flags (LineFlags.leavesGoodsWithoutSerials).
        CREATE INDEX line_without_serials ON line(sku) WHERE flags & 256;
        CREATE INDEX line_by_reference ON line(reference) WHERE reference IS NOT NULL;
        CREATE INDEX line_of_opening ON line(item) WHERE kind = 0;
        CREATE INDEX line_of_despatch ON line(scope, at) WHERE kind = 1;
        CREATE INDEX line_waiting ON line(waits, at) WHERE waits IS NOT NULL;

        -- Buyers of order lines that several records tell of, joined; the links as in buyer_link.
        CREATE TABLE joined_buyer (
          id INTEGER PRIMARY KEY, document TEXT NOT NULL, fields TEXT NOT NULL, links BLOB NOT NULL);

        -- Each serial of each line; `moves` is 0 where the line is cancelled or still to come. What a night adds lies together
        -- in a generation of its own or of few nights, see `MovementTable`.
        CREATE TABLE generation (id INTEGER PRIMARY KEY, rows INTEGER NOT NULL);
        CREATE TABLE movement_kept (
          generation INTEGER NOT NULL,
          serial TEXT NOT NULL,
          line INTEGER NOT NULL,
          at INTEGER,
          has_left INTEGER NOT NULL,
          moves INTEGER NOT NULL,
          batch INTEGER,
          PRIMARY KEY (generation, serial, line)) WITHOUT ROWID;
        CREATE VIEW movement AS
          SELECT serial, line, at, has_left, moves, batch
          FROM generation CROSS JOIN movement_kept ON movement_kept.generation = generation.id;

        -- Serials that records of a document name and none of its lines has: of goods without units, or of a record that
        -- another one has outdone. An identity may make one unit of two of them.
        CREATE TABLE mention (
          document TEXT NOT NULL, kind INTEGER NOT NULL, scope INTEGER NOT NULL, serial TEXT NOT NULL,
          PRIMARY KEY (document, kind, scope, serial)) WITHOUT ROWID;
        CREATE INDEX mention_by_serial ON mention(serial);

        -- Units that the house has.
        CREATE TABLE unit (
          sku TEXT NOT NULL,
          serial TEXT NOT NULL,
          place INTEGER NOT NULL,
          since INTEGER,
          gtin TEXT,
          lot TEXT,
          expiry TEXT,
          supplier TEXT,
          asn_id TEXT,
          channel TEXT,
          order_id TEXT,
          PRIMARY KEY (sku, serial, place)) WITHOUT ROWID;

        CREATE TABLE balance (
          sku TEXT PRIMARY KEY,
          named INTEGER NOT NULL,
          cut_off INTEGER,
          opening INTEGER NOT NULL, received INTEGER NOT NULL, returned INTEGER NOT NULL, adjusted INTEGER NOT NULL,
          shipped INTEGER NOT NULL, committed INTEGER NOT NULL, inbound INTEGER NOT NULL,
          units_in_stock INTEGER NOT NULL, units_reserved INTEGER NOT NULL, units_quarantined INTEGER NOT NULL,
          units_away INTEGER NOT NULL,
          -- what buyers sent back, in whatever state
          came_back INTEGER NOT NULL) WITHOUT ROWID;

        -- How many units of a SKU were ordered, and for how much, in hundredths; the currency in 15 bits.
        CREATE TABLE price_sum (
          sku TEXT NOT NULL, currency INTEGER NOT NULL, units INTEGER NOT NULL, amount INTEGER NOT NULL,
          PRIMARY KEY (sku, currency)) WITHOUT ROWID;

        -- What came of the goods of a supplier (`lot` is empty), and of each of his lots.
        CREATE TABLE quality (
          lot TEXT NOT NULL,
          supplier TEXT NOT NULL,
          received INTEGER NOT NULL,
          returned INTEGER NOT NULL,
          defective INTEGER NOT NULL,
          invalid INTEGER NOT NULL,
          duplicate INTEGER NOT NULL,
          mismatched INTEGER NOT NULL,
          PRIMARY KEY (lot, supplier)) WITHOUT ROWID;
        -- Of most lots nothing is heard again; what a night writes must not grow with them.
        CREATE INDEX quality_notable ON quality(lot) WHERE returned OR invalid OR duplicate OR mismatched;

        -- `origin` is the key of the fold that gave it; NULL once it is no longer true.
        CREATE TABLE finding (
          id TEXT NOT NULL,
          origin TEXT,
          kind TEXT NOT NULL,
          sku TEXT NOT NULL,
          serial TEXT NOT NULL,
          quantity INTEGER,
          party TEXT NOT NULL,
          document TEXT NOT NULL,
          line TEXT NOT NULL,
          at INTEGER,
          detail TEXT NOT NULL,
          suggestion TEXT NOT NULL,
          evidence TEXT NOT NULL,
          -- runs; the last two are there once it is no longer true
          first_seen INTEGER NOT NULL,
          last_seen INTEGER,
          resolved INTEGER);
        CREATE INDEX finding_by_id ON finding(id);
        CREATE INDEX finding_by_origin ON finding(origin) WHERE origin IS NOT NULL;
        CREATE INDEX finding_by_sku ON finding(kind, sku) WHERE origin IS NOT NULL;
        CREATE INDEX finding_by_resolved ON finding(resolved) WHERE resolved IS NOT NULL;
        """

    /// What people were told, and in which wave of a campaign first; the claimant is an order line.
    private static let told = """
        CREATE TABLE notice (
          campaign TEXT NOT NULL,
          -- empty for goods without serials
          serial TEXT NOT NULL,
          channel TEXT NOT NULL, document TEXT NOT NULL, line TEXT NOT NULL,
          -- stands for the person of a warranty card who is not the line's buyer; else empty
          registration TEXT NOT NULL,
          -- 1 where the goods were only possibly affected
          possibly INTEGER NOT NULL,
          wave INTEGER NOT NULL,
          run INTEGER NOT NULL,
          PRIMARY KEY (campaign, serial, channel, document, line, registration, possibly)) WITHOUT ROWID;

        -- Of which end of a warranty somebody was written, and the smallest band in which he was.
        CREATE TABLE expiry_notice (
          serial TEXT NOT NULL,
          channel TEXT NOT NULL, document TEXT NOT NULL, line TEXT NOT NULL,
          ends_on INTEGER NOT NULL,
          band INTEGER NOT NULL,
          PRIMARY KEY (serial, channel, document, line, ends_on)) WITHOUT ROWID;
        """

    /// Orders whose buyers were forgotten, so that they stay so when an export repeats them: salted digests alone, of the
    /// order's number, and of that with each detail by which its buyer can be told.
    private static let forgotten = """
        CREATE TABLE forgotten (
          document TEXT NOT NULL, trait TEXT NOT NULL, PRIMARY KEY (document, trait)) WITHOUT ROWID;
        """

    /// Rows that move no stock. `texts` are those of a record joined by U+001F, as written; `person` the fields of a
    /// registration's person. A row that lists several serials has a `part` for each.
    private static let notices = """
        CREATE TABLE notice_input (
          -- 0 registration, 1 watched, 2 warranty term, 3 warranty change, 4 remedied, 5 told
          kind INTEGER NOT NULL,
          source INTEGER NOT NULL,
          number INTEGER NOT NULL,
          part INTEGER NOT NULL,
          line_number INTEGER NOT NULL,
          texts TEXT NOT NULL,
          at INTEGER,
          purchased_at INTEGER,
          -- 1 extend, 2 void, 3 replace
          change INTEGER,
          months INTEGER,
          legal_months INTEGER,
          -- 1 continue, 2 restart
          resale INTEGER,
          replacement INTEGER,
          person TEXT,
          PRIMARY KEY (kind, source, number, part)) WITHOUT ROWID;
        """
}
