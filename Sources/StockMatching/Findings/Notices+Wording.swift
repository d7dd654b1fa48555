import StockModel

extension FindingWording {
    func recalledInStock(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "Serial \(row.serial) is in the house and affected by recall \(row.related).",
            suggestion: "Pull it from the shelf and do not send it: the recall's quarantine.csv lists all that can "
                + "still be stopped.")
    }

    func recalledSale(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "Serial \(row.serial) was sold with \(name(row.line)) after it had been recalled (\(row.related)).",
            suggestion:
                "Stop the parcel if you can; otherwise tell the buyer at once: the recall's lists have the address."
        )
    }

    func watchlisted(_ row: FindingRow) -> Sentences {
        let what = row.line == nil ? "is in stock" : "came up in \(name(row.line))"
        return Sentences(
            detail: "Serial \(row.serial) is on a watch list (\(row.related)) and \(what).",
            suggestion:
                "Keep the unit apart, do not sell or refund it, and ask whoever put it on the list before anything else is "
                + "done.")
    }
}
