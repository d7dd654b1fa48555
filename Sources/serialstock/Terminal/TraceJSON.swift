internal import StockModel
internal import StockPipeline
internal import StockReading

/// A trace as one JSON object; absent values leave no key.
enum TraceJSON {
    static func text(of trace: Trace) -> String {
        var json = JSONText()
        json.add("asked", trace.written)
        json.add("serial", trace.serial)
        json.add("identifier", trace.asked)
        json.add("identifiers", trace.identifiers)
        json.add("claimants", trace.claimants)
        json.add("units", trace.units.map(unit))
        json.add("listed", trace.still.map(step))
        json.add("findings", trace.findings.map(finding))
        json.add("near", trace.near.map(near))
        return json.closed
    }

    private static func unit(_ unit: Trace.Unit) -> JSONText {
        var json = JSONText()
        json.add("sku", unit.sku)
        json.add("name", unit.name)
        json.add("place", unit.place.word)
        json.add("since", unit.since.description)
        json.add("holders", unit.holders.map(holder))
        json.add("custodies", unit.custodies.map(custody))
        json.add("life", unit.steps.map(step))
        return json
    }

    private static func holder(_ holder: Trace.Holder) -> JSONText {
        var buyer = JSONText()
        buyer.add("name", holder.buyer.name)
        buyer.add("company", holder.buyer.company)
        buyer.add("email", holder.buyer.email)
        buyer.add("phone", holder.buyer.phone)
        var json = JSONText()
        json.add("channel", holder.channel)
        json.add("order_id", holder.order)
        json.add("line", holder.line)
        json.add("has_left", flag: holder.hasLeft)
        json.add("buyer", buyer)
        return json
    }

    private static func custody(_ custody: Trace.Custody) -> JSONText {
        var json = JSONText()
        json.add("sku", custody.sku)
        json.add("backed", flag: custody.isBacked)
        json.add("supplier", custody.supplier)
        json.add("asn_id", custody.despatch)
        json.add("lot", custody.lot)
        json.add("expiry", custody.expiry)
        return json
    }

    private static func step(_ step: Trace.Step) -> JSONText {
        var json = JSONText()
        json.add("at", step.at.description)
        json.add("what", step.what)
        json.add("custody", step.custody)
        json.add("party", step.party)
        json.add("document", step.document)
        json.add("line", step.line)
        json.add("reference", step.reference)
        json.add("disposition", step.disposition)
        json.add("sku", step.sku)
        json.add("from", step.from.word)
        json.add("to", step.to.word)
        json.add("history", flag: step.isHistory)
        json.add("findings", step.findings.map(\.rawValue))
        json.add("evidence", step.evidence.map(source))
        return json
    }

    private static func source(_ source: Trace.Source) -> JSONText {
        var json = JSONText()
        json.add("file", source.file)
        json.add("record", source.record)
        json.add("line", source.line > 0 ? source.line : nil)
        json.add("written", source.written)
        return json
    }

    private static func finding(_ finding: TracedFinding) -> JSONText {
        var json = JSONText()
        json.add("id", finding.id)
        json.add("severity", finding.kind.severity.word)
        json.add("kind", finding.kind.rawValue)
        json.add("status", finding.status.rawValue)
        json.add("party", finding.party)
        json.add("document", finding.document)
        json.add("line", finding.line)
        json.add("at", finding.at.description)
        json.add("detail", finding.detail)
        json.add("suggestion", finding.suggestion)
        json.add("evidence", finding.evidence)
        return json
    }

    private static func near(_ near: Trace.Near) -> JSONText {
        var json = JSONText()
        json.add("serial", near.serial)
        json.add("rule", near.rule)
        json.add("sku", near.sku)
        json.add("place", near.place.word)
        return json
    }
}
