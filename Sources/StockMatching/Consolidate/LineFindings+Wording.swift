import StockModel

extension FindingWording {
    func missingSerial(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "\(startName(row.line)) has shipped, but \(units(row.quantity)) of \(sku(row)) left without a serial "
                + "on record.",
            suggestion:
                "Take the serials from the packing bench's log or the parcel's photo and add them; without them "
                + "nobody can be reached in a recall.")
    }

    func excessSerial(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "\(startName(row.line)) lists \(row.quantity) more serial\(row.quantity == 1 ? "" : "s") than it has "
                + "units of \(sku(row)).",
            suggestion: "Find out which units really left with this order and void the other scans.")
    }

    func asnQuantityMismatch(_ row: FindingRow) -> Sentences {
        let announced = Int(row.line?.pointee.quantity ?? 0)
        let listed = row.line?.pointee.serials.count ?? 0
        return Sentences(
            detail: "\(startName(row.line)) announces \(units(announced)) of \(sku(row)) but lists \(listed) "
                + "serial\(listed == 1 ? "" : "s").",
            suggestion: "Count the delivery and ask the supplier for a corrected despatch advice; until then "
                + (countsListed(row) ? "the listed units count." : "the announced quantity counts."))
    }

    /// Whether serials decide how much came in: where they are required, or there are more of them than announced.
    private func countsListed(_ row: FindingRow) -> Bool {
        guard let line = row.line?.pointee else { return true }
        return context[line.sku].policy == .required || line.serials.count > Int(line.quantity)
    }

    func duplicateInLine(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "\(startName(row.line)) lists serial \(row.serial) more than once; it counts once.",
            suggestion: "Check which serial was meant: one unit was probably scanned twice and another not at all.")
    }

    func lineConflict(_ row: FindingRow) -> Sentences {
        Sentences(
            detail:
                "Two files tell \(name(row.line)) differently and neither is newer. What leaves less stock was taken: "
                + "\(units(row.quantity)) of \(sku(row)).",
            suggestion: "Compare the two records named as evidence and export the right one again.")
    }

    func cancelledAfterShipping(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "\(startName(row.line)) is shipped in one file and cancelled in another. The goods are out: "
                + "\(units(row.quantity)) of \(sku(row)).",
            suggestion: "Ask for the goods back, or for the money; they count as sold until a return is read.")
    }

    func staleOpen(_ row: FindingRow) -> Sentences {
        let kept = context.dropsStaleOpen ? "It no longer holds stock back." : "It still holds stock back."
        let since = Timestamp(day: row.at.day)
        return Sentences(
            detail: "\(startName(row.line)) has been open since \(since): \(units(row.quantity)) of \(sku(row)) not "
                + "shipped. \(kept)",
            suggestion: "Ship it, or cancel it in the channel; if it was cancelled there, export the orders again.")
    }

    func unmatchedFulfilment(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "The warehouse shipped \(units(row.quantity)) of \(sku(row)) for order \(row.document), which no "
                + "order export accounts for. What left counts as sold.",
            suggestion:
                "Look for an order export that was not read, a mistyped order number, or a parcel packed with too "
                + "much.")
    }

    func copyMismatch(_ row: FindingRow) -> Sentences {
        let tool = context.name(row.party)
        if row.lineNumber.isEmpty {
            return Sentences(
                detail:
                    "By \(tool), order \(row.document) has shipped \(units(row.quantity)) of \(sku(row)) more than its "
                    + "channel ordered. The channel's export has the say; what is beyond it does not count.",
                suggestion:
                    "Compare the order in \(tool) and in its channel; export the channel's orders again if they are "
                    + "older.")
        }
        return Sentences(
            detail:
                "\(tool) lists \(units(row.quantity)) of \(sku(row)) in order \(row.document), but the channel's order "
                + "has no such item. It does not count.",
            suggestion: "Check the SKU in \(tool), and whether the channel's export is complete.")
    }

    func documentReused(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "\(context.name(row.party)) has used despatch advice number \(row.document) again after more than "
                + "\(Notices.daysUntilReuse) days. Lines with equal numbers were taken as one; the later counts.",
            suggestion:
                "Check both deliveries against the shelf and ask the supplier for a number that is not used twice.")
    }

    func aliasConflict(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "Identifier \(row.serial) is given as a second identifier of several units, so it stands for none.",
            suggestion: "Correct the identities: each second identifier belongs to one unit.")
    }

    func unknownSKU(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "\(sku(row)) is not in the catalogue, so it is counted under the name as written.",
            suggestion: "Add it to the catalogue, or as an alias or supplier part of the SKU that it means.")
    }
}
