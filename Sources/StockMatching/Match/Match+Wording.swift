import StockModel

extension FindingWording {
    func duplicateSale(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "Serial \(row.serial) is on \(name(row.line)), but it had gone to \(name(row.other)) and never "
                + "came back.",
            suggestion: "Find out who really has the unit: look at both parcels' records, then correct the serial of "
                + "the other order.")
    }

    func quarantinedSale(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "Serial \(row.serial) was sold with \(name(row.line)) while it was in quarantine.",
            suggestion:
                "Stop the parcel if you can and have the unit inspected; if it had been cleared, record its release.")
    }

    func writtenOffSale(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "Serial \(row.serial) was sold with \(name(row.line)) although it had been written off.",
            suggestion:
                "Check which unit was packed. If this one was found again, record it as found before it is sold.")
    }

    func skuMismatch(_ row: FindingRow) -> Sentences {
        let meant = row.other.map { "It was received as \(context[$0.pointee.sku].name) with \(name($0))." }
        return Sentences(
            detail:
                "Serial \(row.serial) was sold as \(sku(row)) with \(name(row.line)). \(meant ?? "It was first sold as another SKU.")",
            suggestion: "Check what the buyer was sent: the wrong item, or the right one under a wrong SKU.")
    }

    /// What to do about an unknown serial that no unit in stock comes near to.
    static var noNearSerial: String {
        "Check the serial on the parcel's record, and whether a despatch advice is missing."
    }

    func unknownSerial(_ row: FindingRow) -> Sentences {
        let detail =
            "Serial \(row.serial) was sold with \(name(row.line)), but no despatch advice or stock-take has it as \(sku(row))."
        guard !row.related.isEmpty else {
            return Sentences(detail: detail, suggestion: Self.noNearSerial)
        }
        return Sentences(detail: detail, suggestion: row.related.description)
    }

    func duplicateReceipt(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "\(startName(row.line)) announces serial \(row.serial), which had come in with \(name(row.other)) and "
                + "never left. It counts once.",
            suggestion:
                "If the delivery was announced twice, nothing is to be done. Otherwise ask the supplier which unit "
                + "was really sent.")
    }

    func receiptWhileSold(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "\(startName(row.line)) announces serial \(row.serial), which is sold (\(name(row.other))). It was not "
                + "added to stock.",
            suggestion:
                "If the unit really came in, record the return of the one sold first; otherwise the supplier has "
                + "announced an old delivery again.")
    }

    func serialCollision(_ row: FindingRow) -> Sentences {
        let first = row.other.map { "\(context[$0.pointee.sku].name) with \(name($0))" } ?? "another SKU"
        return Sentences(
            detail:
                "\(startName(row.line)) announces serial \(row.serial) as \(sku(row)), but it came in as \(first). One "
                + "unit cannot be both; the first counts.",
            suggestion: "Read the unit's label and correct the despatch advice that is wrong.")
    }

    func unexpectedReturn(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "\(startName(row.line)) brings back serial \(row.serial), which is not with a customer. It was not added "
                + "to stock.",
            suggestion: "Read the unit's label again: another unit has come back, or the sale of this one is missing.")
    }

    func returnOrderMismatch(_ row: FindingRow) -> Sentences {
        let reference = row.line.map(\.pointee.reference.description) ?? ""
        return Sentences(
            detail:
                "\(startName(row.line)) brings back serial \(row.serial) for order \(reference), but that unit went out "
                + "with \(name(row.other)). It is in quarantine.",
            suggestion:
                "Compare the unit with what the order was sent before refunding: the buyer may have returned another "
                + "unit.")
    }

    func unexpectedAdjustment(_ row: FindingRow) -> Sentences {
        let action = row.line.map(\.pointee.action.word) ?? "adjustment"
        return Sentences(
            detail:
                "\(startName(row.line)) records \(action) of serial \(row.serial), but by its history the unit is not where "
                + "that can be done. Nothing was changed.",
            suggestion: "Check the serial, and whether an earlier step of this unit was not recorded.")
    }

    func invalidSerial(_ row: FindingRow) -> Sentences {
        let scheme = context.tables.skus.scheme(of: row.sku)
        return Sentences(
            detail: "Serial \(row.serial) cannot be right for \(sku(row)). \(scheme.complaint(about: row.serial))",
            suggestion: "Read the unit's label again and correct the record that has it (\(name(row.line))).")
    }

    func soldBeforeReceived(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "Serial \(row.serial) was sold with \(name(row.other)) before \(name(row.line)) announced it.",
            suggestion: "Nothing is to be done if the despatch advice was late; otherwise check the dates.")
    }

    func serialShared(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "Serial \(row.serial) came in as \(sku(row)) with \(name(row.line)), and under another SKU too. They are "
                + "taken as two units.",
            suggestion: "Nothing is to be done if the supplier numbers each product from 1; otherwise read both labels."
        )
    }
}
