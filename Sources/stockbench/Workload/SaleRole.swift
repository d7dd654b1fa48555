/// What is special about an order line, if anything.
enum SaleRole: Int, CaseIterable {
    /// Sells a unit that nobody else sold, after its despatch.
    case plain
    /// Shipped before the despatch of its unit.
    case early
    /// Not shipped yet.
    case open
    /// Sells a unit of a plain line again.
    case duplicate
    /// Names a serial that nobody delivered.
    case unknown
}

/// How many order lines of each role are still to be written; draws so that in the end each number is met exactly.
struct RoleBag {
    private var left: [Int]
    private(set) var total: Int

    init(sales: SalesPlan) {
        total = sales.lines
        left = SaleRole.allCases.map { sales.count(of: $0) }
    }

    /// Takes one line out, each of those left being as likely as any other.
    mutating func draw(_ random: inout RandomStream) -> SaleRole {
        var pick = random.below(total)
        for role in SaleRole.allCases {
            if pick < left[role.rawValue] {
                take(role)
                return role
            }
            pick -= left[role.rawValue]
        }
        preconditionFailure("a role bag holds as many lines as it says")
    }

    /// Takes up to `count` more plain lines out; returns how many there were.
    mutating func takePlain(upTo count: Int) -> Int {
        let taken = min(count, left[SaleRole.plain.rawValue])
        left[SaleRole.plain.rawValue] -= taken
        total -= taken
        return taken
    }

    private mutating func take(_ role: SaleRole) {
        left[role.rawValue] -= 1
        total -= 1
    }
}
