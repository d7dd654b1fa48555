internal import StockModel

/// What `inspect --json` prints of a file: one object on one line.
package enum InspectionJSON {
    package static func text(of inspection: Inspection) -> String {
        let source = inspection.source
        var json = JSONText()
        json.add(source)
        json.add("form", inspection.form)
        json.add("encoding", source.layout.encoding)
        json.add("gzip", flag: inspection.isGzip)
        json.add("delimiter", source.layout.delimiter)
        json.add("header_line", source.layout.headerLine > 0 ? source.layout.headerLine : nil)
        json.add("bytes", source.bytes)
        json.add("records", source.records)
        json.add("rejected", source.rejected)
        json.add("refusal", inspection.refusal ?? "")
        json.add("match") { json in
            if let match = inspection.match { add(match, to: &json) }
        }
        json.add("others", objects: inspection.others) { add($0, to: &$1) }
        json.add("rejections", objects: inspection.rejections) { add($0, to: &$1) }
        json.add("unread", objects: inspection.unread) { add($0, to: &$1) }
        json.add("notes", source.notes)
        json.add("first_records", written: inspection.records)
        return json.closed
    }

    private static func add(_ candidate: Candidate, to json: inout JSONText) {
        json.add("definition", candidate.name)
        json.add("title", candidate.title)
        json.add("fits", flag: candidate.fits)
        json.add("found", candidate.found)
        json.add("missing", candidate.missing)
        json.add("unwanted", candidate.unwanted)
    }

    private static func add(_ rejection: Inspection.Rejection, to json: inout JSONText) {
        json.add("count", rejection.count)
        json.add("problem", rejection.first.problem)
        json.add("field", rejection.first.field)
        json.add("value", rejection.first.value)
        json.add("record", rejection.first.record)
        json.add("line", rejection.first.line > 0 ? rejection.first.line : nil)
    }

    private static func add(_ unread: Inspection.Unread, to json: inout JSONText) {
        json.add("name", unread.name)
        json.add("count", unread.count)
    }
}
