/// Goods as a scope sees them; what is not known is nil.
struct ReferenceGoods {
    var serial: String?
    var also: [String] = []
    var sku: String
    var gtin: String?
    var lot: String?
    var despatch: NoticeWorld.Despatch?
    var saleDays: [String] = []
}

extension NoticeWorld.Scope {
    /// What it says of goods: nil where that is unknown.
    func judge(_ goods: ReferenceGoods) -> Bool? {
        switch self {
        case .all(let parts):
            let truths = parts.map { $0.judge(goods) }
            if truths.contains(false) { return false }
            return truths.contains(nil) ? nil : true
        case .any(let parts):
            let truths = parts.map { $0.judge(goods) }
            if truths.contains(true) { return true }
            return truths.contains(nil) ? nil : false
        case .not(let part): return part.judge(goods).map { !$0 }
        case .serials(let listed):
            guard let serial = goods.serial else { return nil }
            return listed.contains(serial) || goods.also.contains { listed.contains($0) }
        case .range(let from, let to):
            guard let serial = goods.serial else { return nil }
            let (head, digits) = Self.split(serial)
            let (first, last) = (Self.split(from), Self.split(to))
            guard head == first.head, digits.count == first.digits.count, let number = Int(digits),
                let low = Int(first.digits), let high = Int(last.digits)
            else { return false }
            return low <= number && number <= high
        case .list("skus", let listed): return listed.contains(goods.sku)
        case .list("gtins", let listed): return goods.gtin.map { listed.contains($0) } ?? false
        case .list("lots", let listed): return goods.lot.map { listed.contains($0) }
        case .list("suppliers", let listed): return goods.despatch.map { listed.contains($0.supplier) }
        case .list(_, let listed): return goods.despatch.map { listed.contains($0.asn) }
        case .days("received", let from, let to): return goods.despatch.map { from <= $0.day && $0.day <= to }
        case .days(_, let from, let to): return goods.saleDays.contains { from <= $0 && $0 <= to }
        }
    }

    private static func split(_ serial: String) -> (head: String, digits: String) {
        let digits = String(serial.reversed().prefix { $0.isNumber }.reversed())
        return (String(serial.dropLast(digits.count)), digits)
    }
}
