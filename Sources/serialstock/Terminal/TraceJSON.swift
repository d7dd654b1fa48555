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
        json.add("units", objects: trace.units) { add($0, to: &$1) }
        json.add("listed", objects: trace.still) { add($0, to: &$1) }
        json.add("findings", objects: trace.findings) { add($0, to: &$1) }
        json.add("near", objects: trace.near) { add($0, to: &$1) }
        return json.closed
    }

    private static func add(_ unit: Trace.Unit, to json: inout JSONText) {
        json.add("sku", unit.sku)
        json.add("name", unit.name)
        json.add("place", unit.place.word)
        json.add("since", unit.since.description)
        json.add("holders", objects: unit.holders) { add($0, to: &$1) }
        json.add("custodies", objects: unit.custodies) { add($0, to: &$1) }
        json.add("life", objects: unit.steps) { add($0, to: &$1) }
    }

    private static func add(_ holder: Trace.Holder, to json: inout JSONText) {
        json.add("channel", holder.channel)
        json.add("order_id", holder.order)
        json.add("line", holder.line)
        json.add("has_left", flag: holder.hasLeft)
        json.add("buyer") { json in
            json.add("name", holder.buyer.name)
            json.add("company", holder.buyer.company)
            json.add("email", holder.buyer.email)
            json.add("phone", holder.buyer.phone)
        }
    }

    private static func add(_ custody: Trace.Custody, to json: inout JSONText) {
        json.add("sku", custody.sku)
        json.add("backed", flag: custody.isBacked)
        json.add("supplier", custody.supplier)
        json.add("asn_id", custody.despatch)
        json.add("lot", custody.lot)
        json.add("expiry", custody.expiry)
    }

    private static func add(_ step: Trace.Step, to json: inout JSONText) {
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
        json.add("evidence", objects: step.evidence) { add($0, to: &$1) }
        json.add("more_evidence", step.moreEvidence > 0 ? step.moreEvidence : nil)
    }

    private static func add(_ source: Trace.Source, to json: inout JSONText) {
        json.add("file", source.file)
        json.add("record", source.record)
        json.add("line", source.line > 0 ? source.line : nil)
        json.add("written", source.written)
    }

    private static func add(_ finding: TracedFinding, to json: inout JSONText) {
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
    }

    private static func add(_ near: Trace.Near, to json: inout JSONText) {
        json.add("serial", near.serial)
        json.add("rule", near.rule)
        json.add("sku", near.sku)
        json.add("place", near.place.word)
    }
}
