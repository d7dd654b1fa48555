/// A small world for recalls, written plainly: units with their custodies, order lines, and a campaign's scope.
package struct NoticeWorld: Sendable {
    package struct Sale: Sendable {
        /// Index into `lines`.
        package var line: Int
        package var at: String
        package var hasLeft: Bool
        package var isDuplicate = false
        /// Before the stock-take of its SKU.
        package var isHistory = false
    }

    package struct Despatch: Sendable {
        package var supplier: String
        package var asn: String
        package var day: String
    }

    package struct Custody: Sendable {
        package var sku: String
        package var gtin: String?
        package var isOpening = false
        package var despatch: Despatch?
        package var lot: String?
        package var sales: [Sale] = []
        /// `last`, `vendor`, `stock-take`.
        package var end = "last"

        package var isOne: Bool { isOpening || despatch != nil || !sales.isEmpty }
    }

    package struct Unit: Sendable {
        package var serial: String
        package var also: [String] = []
        package var sharesSerial = false
        package var custodies: [Custody] = []
        /// The words of files, `absent` besides.
        package var place = "absent"
        package var claimants: [Sale] = []
        package var freed: [Sale] = []
        package var suggestion: String?
        /// The SKU of the unit suggested; nil where it is this one's.
        package var suggestionSKU: String?

        package var sku: String { custodies.last { $0.isOne }?.sku ?? "" }
    }

    package struct Person: Equatable, Sendable {
        package var name = ""
        package var company = ""
        package var email = ""
        package var phone = ""
        package var address1 = ""
        package var city = ""
        package var postcode = ""
        package var country = ""

        package static var fields: [WritableKeyPath<Person, String>] {
            [\.name, \.company, \.email, \.phone, \.address1, \.city, \.postcode, \.country]
        }

        package var isNobody: Bool { [name, company, email, phone, address1, postcode].allSatisfy(\.isEmpty) }
    }

    package struct Line: Sendable {
        package var channel: String
        package var document: String
        package var line: String
        package var sku: String
        package var quantity: Int
        package var shipped: Int
        package var serials = 0
        package var isCancelled = false
        package var orderedAt: String
        package var leftAt: String
        package var buyer = Person()
    }

    package struct Card: Sendable {
        package var serial: String
        package var sku: String?
        package var at: String
        package var person: Person
    }

    package struct Rest: Sendable {
        package var sku: String
        package var onHand: Int
        package var units: Int
    }

    package indirect enum Scope: Sendable {
        case all([Scope])
        case any([Scope])
        case not(Scope)
        case serials([String])
        case range(String, String)
        /// `skus`, `gtins`, `lots`, `suppliers`, `asns`.
        case list(String, [String])
        /// `received`, `sold`.
        case days(String, String, String)
    }

    /// A unit's serial (empty for goods without) and the order line that was told.
    package struct Told: Sendable {
        package var serial: String
        package var line: Int
        package var wave: Int
        package var isPossible: Bool
    }

    package var components: [String: [String: Int]] = [:]
    package var gtins: [String: String] = [:]
    package var lines: [Line] = []
    package var units: [Unit] = []
    package var cards: [Card] = []
    package var rests: [Rest] = []
    package var scope = Scope.any([])
    /// The day of issue.
    package var issued = "2026-03-05"
    package var told: [Told] = []
    package var remedied: [String] = []
    package var wave: Int?

    package init() {}
}
