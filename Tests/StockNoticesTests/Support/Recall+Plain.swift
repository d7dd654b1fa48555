import StockModel
import StockTestSupport

@testable import StockNotices

extension Recall {
    /// The lists as the reference writes them: without ids and reasons.
    var plainLists: [String: [String]] {
        let named = [
            "email": lists.email, "post": lists.post, "channel": lists.channel, "unreachable": lists.unreachable,
            "consignees": lists.consignees, "possibly": lists.possiblyAffected,
        ]
        return named.filter { !$0.value.isEmpty }.mapValues { rows in rows.map(\.plain).sorted(by: inByteOrder) }
    }

    var plainUnits: [String] { rows.map(\.plain).sorted(by: inByteOrder) }

    /// Figures that are not 0.
    var plainFigures: [String: Int] {
        var figures = [
            "affected": summary.affected, "possibly": summary.possiblyAffected, "remedied": summary.remedied,
            "told now": summary.toldNow, "told before": summary.toldBefore, "unreachable": summary.unreachable,
        ]
        for (place, count) in summary.places { figures[place.rawValue, default: 0] += count }
        return figures.filter { $0.value != 0 }
    }
}

extension NoticeRow {
    var plain: String {
        let joined = [channels, orders, skus, serials].map { $0.map(\.description).joined(separator: ";") }
        let cells = [
            name, email, phone, address[.address1], address[.city], address[.postcode], address[.country],
        ].map(\.description)
        return ([notice.rawValue] + cells + joined).joined(separator: "|")
    }
}

extension RecallRow {
    var plain: String {
        let order =
            line.map { [$0.channel.description, $0.document.description, $0.line.description] } ?? ["", "", ""]
        return
            ([
                sku.description, serial.description, "\(quantity)", place.rawValue, doubt == nil ? "yes" : "possibly",
                lot.description, supplier.description, asn.description,
            ] + order + [shippedAt.description, ways.words]).joined(separator: ",")
    }
}
