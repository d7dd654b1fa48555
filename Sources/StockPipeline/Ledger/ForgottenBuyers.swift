import Foundation
import StockLedger
import StockModel
import StockWriting

/// Knows again the orders of buyers, and the registrations of people, who were forgotten, by salted digests: nobody can
/// read from the ledger who they were.
final class ForgottenBuyers {
    private let table: BuyerTable
    private let transaction: LedgerTransaction
    /// Digests of orders' numbers, and of what `registration` makes of serials.
    private var orders: Set<String>
    private var salt: String

    private static let saltKey = "salt of forgotten buyers"

    init(_ transaction: LedgerTransaction) throws {
        self.transaction = transaction
        table = try transaction.buyers()
        orders = try table.forgottenOrders()
        salt = try transaction.setting(Self.saltKey) ?? ""
    }

    /// Whether the buyer of an order was forgotten.
    ///
    /// - Parameters:
    ///   - buyer: The fields, joined.
    ///   - document: The order's number, without a leading `#`.
    func holds(_ buyer: Text, of document: Text) throws -> Bool {
        guard !orders.isEmpty else { return false }
        return try holds(buyer, under: document.description)
    }

    /// Whether the person of a registration was forgotten.
    func holds(_ record: NoticeRecord) throws -> Bool {
        guard !orders.isEmpty else { return false }
        return try holds(record.person, under: Self.registration(record[.serial].description))
    }

    private func holds(_ person: Text, under key: String) throws -> Bool {
        let digest = self.digest(key)
        guard orders.contains(digest) else { return false }
        return try BuyerTraits(joined: person.description).all.contains {
            try table.isForgotten(order: digest, trait: self.digest(key, $0))
        }
    }

    /// What stands for an order's number where somebody registered a unit. No order's number has the separator.
    static func registration(_ serial: String) -> String {
        "registration\u{1F}\(BuyerTraits.fold(serial) ?? serial)"
    }

    /// Forgets the buyers of an order, or of what `registration` makes of a serial, for good.
    func forget(_ traits: BuyerTraits, of order: String) throws {
        if salt.isEmpty {
            var random = SystemRandomNumberGenerator()
            salt = (0..<4).map { _ in String(random.next(), radix: 16) }.joined()
            try transaction.keep(salt, as: Self.saltKey)
        }
        let digest = self.digest(order)
        orders.insert(digest)
        for trait in traits.all { try table.forget(order: digest, trait: self.digest(order, trait)) }
    }

    private func digest(_ parts: String...) -> String {
        Digest.hexadecimal(of: ([salt] + parts).joined(separator: "\u{1F}"))
    }

    // MARK: Rejected records

    /// The rejects, without the text of records that show a forgotten buyer of one of his orders; what was wrong with them
    /// is told all the same.
    func withheld(_ rejects: [Reject]) throws -> [Reject] {
        guard !orders.isEmpty else { return rejects }
        return try rejects.map { reject in
            guard !reject.raw.isEmpty, try shows(RejectedCells(reject.raw)) else { return reject }
            var withheld = reject
            withheld.raw = ""
            return withheld
        }
    }

    private func shows(_ cells: RejectedCells) throws -> Bool {
        for order in cells.documents.union(cells.folded.map(Self.registration)) {
            let digest = self.digest(order)
            guard orders.contains(digest) else { continue }
            for trait in cells.folded where try table.isForgotten(order: digest, trait: self.digest(order, trait)) {
                return true
            }
        }
        return false
    }
}

/// The cells of a record that could not be taken, whatever separates them; its quotes may be wrong.
struct RejectedCells {
    /// As they may be an order's number, without a leading `#`.
    let documents: Set<String>
    /// As `BuyerTraits` folds them, as an e-mail and as another text.
    let folded: Set<String>

    init(_ raw: String) {
        var cells: Set<String> = []
        for separator in [",", ";", "\t", "|"] as [Character] {
            var isQuoted = false
            var cell = ""
            for character in raw {
                if character == "\"" {
                    isQuoted.toggle()
                } else if !isQuoted, character == separator || character.isNewline {
                    cells.insert(cell)
                    cell = ""
                } else {
                    cell.append(character)
                }
            }
            cells.insert(cell)
            // As if no quote were right.
            for part in raw.split(whereSeparator: { $0 == separator || $0.isNewline }) {
                cells.insert(String(part.filter { $0 != "\"" }))
            }
        }
        let trimmed = cells.map { $0.trimmingCharacters(in: .whitespaces) }
        documents = Set(trimmed.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 })
        folded = Set(trimmed.flatMap { [BuyerTraits.fold($0), BuyerTraits.foldEmail($0)].compactMap { $0 } })
    }
}
