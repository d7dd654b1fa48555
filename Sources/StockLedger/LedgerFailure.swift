internal import GRDB

/// Why a ledger could not be used: what, where, why, and what to do.
package struct LedgerFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable { case missing, exists, held, foreign, damaged, full, other }

    package let kind: Kind
    package let problem: String
    package let remedy: String

    package init(_ kind: Kind, _ problem: String, remedy: String) {
        self.kind = kind
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String { "\(problem)\n  Do: \(remedy)" }

    /// What is in the ledger contradicts itself.
    static func damaged(_ what: String) -> LedgerFailure {
        LedgerFailure(
            .damaged, "the ledger is damaged: \(what)",
            remedy: "restore it from a backup, or make a new one from all files ever read")
    }

    /// What SQLite says, in words of what to do.
    package init(_ error: any Error) {
        if let failure = error as? LedgerFailure {
            self = failure
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(
                .other, "the ledger cannot be used: \(error)", remedy: "run again; if that does not help, report it")
            return
        }
        let why = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.held, "the ledger is in use: \(why)", remedy: "end the program that has it open, then run again")
        case .SQLITE_FULL:
            self.init(.full, "the disk of the ledger is full", remedy: "make room, then run again; nothing was changed")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(why)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(
                .other, "the ledger cannot be opened: \(why)",
                remedy: "give this user the right to read and write it and its folder")
        case .SQLITE_IOERR:
            self.init(.other, "the ledger's disk fails: \(why)", remedy: "check the disk, then run again")
        default:
            self.init(
                .other, "the ledger cannot be used: \(why)", remedy: "run again; if that does not help, report it")
        }
    }
}
