internal import Mustache
internal import StockModel
internal import StockNotices

/// What the template of a letter asks for, by name. A class, because Mustache copies what it looks into at every name.
final class LetterView: MustacheParent {
    /// What all letters of a campaign have alike, rendered once.
    struct Common {
        let head: HTMLText
        let product: HTMLText
        let action: HTMLText
        /// By kind of notice.
        let recalls: [NoticeKind: HTMLText]
        let openings: [NoticeKind: HTMLText]

        init(_ notice: LetterNotice, _ layout: LetterLayout, picture: LetterPicture, day: Timestamp) {
            func render(_ template: MustacheTemplate, _ values: [String: Any]) -> String { template.render(values) }
            head = HTMLText(
                html: render(
                    LetterTemplate.head,
                    [
                        "sender": HTMLText(layout.hasSender ? notice.sender : ""),
                        "headline": HTMLText(notice.headline), "title": HTMLText(notice.title),
                    ]))
            let image = picture.isEmbedded ? LetterTemplate.picture : HTMLText(html: "")
            product = HTMLText(
                html: render(LetterTemplate.product, ["sections": notice.product, "picture": image]))
            action = HTMLText(
                html: render(
                    LetterTemplate.action,
                    [
                        "hazard": [notice.hazard].filter { !$0.isEmpty }, "sections": notice.action,
                        "closing": HTMLText(LetterNotice.closing),
                    ]))
            let recall = render(
                LetterTemplate.recall,
                [
                    "date": HTMLText(LetterDate.words(day: day.day)), "campaign": HTMLText(notice.campaign),
                    "issued": HTMLText(LetterDate.words(day: notice.issued)),
                ])
            let kinds = NoticeKind.allCases
            recalls = Dictionary(
                uniqueKeysWithValues: kinds.map { kind in
                    (kind, HTMLText(html: (kind == .repeat ? LetterTemplate.reminder : "") + recall))
                })
            openings = Dictionary(
                uniqueKeysWithValues: kinds.map { kind in
                    let texts = [
                        "greeting": HTMLText(LetterNotice.greeting), "opening": HTMLText(LetterNotice.opening(kind)),
                    ]
                    return (kind, HTMLText(html: render(LetterTemplate.opening, texts)))
                })
        }
    }

    private let common: Common
    private let row: NoticeRow
    private let address: AddressBlock
    private let facts: LetterFacts

    init(_ common: Common, _ row: NoticeRow, _ address: AddressBlock, _ facts: LetterFacts) {
        (self.common, self.row, self.address, self.facts) = (common, row, address, facts)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "head": common.head
        case "addressStyle": HTMLText(html: address.css)
        case "address": HTMLText(html: address.html)
        case "recall": common.recalls[row.notice]
        case "recipient": HTMLText(row.recipient)
        case "opening": common.openings[row.notice]
        case "product": common.product
        case "factsSize": HTMLText("\(facts.size)")
        case "facts": HTMLText(html: facts.html)
        case "action": common.action
        default: nil
        }
    }
}

extension AddressBlock {
    fileprivate var css: String {
        above + below == 0 ? "font-size:\(size)pt" : "font-size:\(size)pt;padding:\(above)em 0 \(below)em"
    }

    /// Each line by itself, as some may run from right to left.
    fileprivate var html: String {
        lines.reduce(into: "") { html, line in
            html += "<div dir=\"auto\">"
            html += HTMLText(line).renderText
            html += "</div>"
        }
    }
}

extension LetterFacts {
    /// Terms and descriptions.
    fileprivate var html: String {
        facts.reduce(into: "") { html, fact in
            html += "<dt>"
            html += HTMLText(fact.label).renderText
            html += "</dt><dd>"
            for (index, line) in fact.lines.enumerated() {
                if index > 0 { html += "<br>" }
                html += HTMLText(line).renderText
            }
            html += "</dd>"
        }
    }
}

extension LetterNotice.Section: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "heading": HTMLText(heading)
        case "paragraphs": paragraphs.map { HTMLText($0) }
        default: nil
        }
    }
}
