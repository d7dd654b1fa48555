import StockLedger

/// What is left of removed rows in a ledger's file, until it is written anew.
struct LedgerTraces {
    private let ledger: Ledger

    init(_ ledger: Ledger) { self.ledger = ledger }

    private static let key = "traces of what was removed"

    /// Remembers that something was removed, so that its traces go even if this program is killed before they have.
    static func note(_ transaction: LedgerTransaction) throws { try transaction.keep("yes", as: key) }

    /// Writes the file anew if there are traces in it.
    ///
    /// - Returns: Why there still are some, and what to do about it; empty where they are gone, nil where there were none.
    func wipe(_ progress: any ProgressListener) throws -> String? {
        guard try ledger.look({ try $0.setting(Self.key) }) == "yes" else { return nil }
        progress.stage("writing the ledger anew")
        do throws(LedgerFailure) {
            guard try ledger.rewrite() else {
                return "Somebody is reading the ledger, so that traces of what was removed are still in its file. Run "
                    + "the command again once nobody is."
            }
        } catch {
            return "The ledger could not be written anew, so that traces of what was removed are still in its file: "
                + "\(error.problem). Make room for a second copy of it, and for one where temporary files lie, then "
                + "run the command again."
        }
        try ledger.change { (.commit, try $0.keep("", as: Self.key)) }
        return ""
    }
}
