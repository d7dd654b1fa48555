internal import StockModel

// What happens at the close of a notice and of the file.
extension DialectRun {
    /// What all records of a notice share.
    struct Header {
        var document: Bytes
        var supplier: Bytes
        var scope: Int32
        var at: Timestamp
        var issued: Timestamp
        var purpose: NoticePurpose
    }

    /// Makes records of the notice's lines. If the notice itself is wrong, the file cannot be taken.
    func closeNotice() {
        noticeCount += 1
        if let loops { takeLines(of: loops) }
        do throws(LineFault) {
            takeLines(try header())
        } catch {
            refuseNotice(error)
        }
    }

    /// Makes records of the lines that were kept.
    func takeLines(_ header: Header) {
        for line in lines { append(line, header) }
        for line in faultyLines { append(line, header) }
        appendMark(header)
        store.settle()
        note(header)
        recordCount += lineCount
    }

    func refuseNotice(_ fault: LineFault) {
        fail(
            DialectFailure(line: Int(noticeLineNumber), field: fault.field, value: fault.value, problem: fault.problem))
    }

    /// Ends the file: one in which no notice was found is none of this dialect.
    func finish() throws(DialectFailure) -> DialectOutcome {
        if noticeCount == 0 { throw DialectFailure(problem: "The file holds no \(program.definition.title).") }
        return outcome
    }

    func header() throws(LineFault) -> Header {
        let level = program.definition.notice
        let document = try value(program.notice.document, level.document.label, blank: .placeholder)
        guard document.count > 0 else { throw LineFault(level.document.label, .none, LineFault.noDocument) }
        let supplier = try value(program.notice.supplier, level.supplier.label, blank: .noIdentifier)
        let issued = try time(program.notice.issued, level.issued)
        let despatched = try time(program.notice.despatched, level.despatched)
        let delivered = try time(program.notice.delivered, level.delivered)
        let at = delivered.or(despatched).or(issued)
        guard !at.isAbsent else {
            throw LineFault((level.issued + level.despatched + level.delivered)[0].date.label, .none, LineFault.noDate)
        }
        return Header(
            document: document, supplier: supplier, scope: store.names.id(of: supplier), at: at, issued: issued,
            purpose: try purpose())
    }

    /// The first alternative that says a time.
    func time(_ times: [DialectProgram.Time], _ levels: [DialectTime]) throws(LineFault) -> Timestamp {
        for (time, level) in zip(times, levels) {
            let date = try value(time.date, level.date.label, blank: .noIdentifier)
            let clock = try value(time.time, level.time?.label ?? "", blank: .placeholder)
            let reading = rules.times.parse(date: date, time: clock)
            switch reading {
            case .value(let timestamp): return timestamp
            case .absent: continue
            case .unknownForm, .impossible:
                let isTime = rules.times.parse(date).problem.isEmpty
                throw LineFault(
                    isTime ? level.time?.label ?? "" : level.date.label, isTime ? clock : date, reading.problem)
            }
        }
        return .absent
    }

    private func purpose() throws(LineFault) -> NoticePurpose {
        let code = try value(program.notice.purpose, program.definition.notice.purpose?.label ?? "")
        switch code.count > 0 ? rules.purposes[code] : nil {
        case .replace: return .replace
        case .cancel: return .cancel
        case nil: return .original
        }
    }

    private func append(_ line: KeptLine, _ header: Header) {
        let item = values.notice.bytes(line.itemStart..<line.itemStart + Int(line.itemCount))
        var record = record(item: item, header)
        let text = values.notice.bytes(line.textStart..<line.textStart + Int(line.textCount))
        record.setTexts(document: header.document, line: text, reference: .none, in: store.recordArena)
        record.quantity = line.quantity
        record.batch = line.batch
        record.number = recordCount + line.number
        record.lineNumber = line.lineNumber
        record.serials = line.serials
        route(record, header)
    }

    /// A notice that replaces or cancels takes back earlier ones even if none of its own lines could be taken. What says
    /// so is then a record without line and goods, which as that of a cancellation counts for nothing itself.
    private func appendMark(_ header: Header) {
        guard header.purpose != .original, lines.isEmpty else { return }
        lineCount += 1
        var record = record(item: .none, header)
        record.setTexts(document: header.document, line: .none, reference: .none, in: store.recordArena)
        record.purpose = .cancel
        record.number = recordCount + lineCount
        record.lineNumber = Int32(clamping: noticeLineNumber)
        route(record, header)
    }

    /// A record with all that the notice says. `item` is the parts without the supplier, each with U+001F behind it.
    private func record(item: Bytes, _ header: Header) -> Record {
        naming.removeAll()
        if item.count > 0 { naming.append(item) } else { for _ in 0..<3 { naming.append(0x1F) } }
        naming.append(header.supplier)
        let name = store.names.id(of: naming.bytes(0..<naming.count))
        var record = Record(kind: .despatch, scope: header.scope, channel: Names.none, item: name)
        record.at = header.at
        record.updatedAt = header.issued
        record.purpose = header.purpose
        record.file = file
        return record
    }

    private func route(_ record: Record, _ header: Header) {
        var routed = record
        routed.route(scope: Text(base: header.supplier.baseAddress, count: header.supplier.count))
        store.append(routed)
        outcome.records += 1
    }

    private func append(_ line: FaultyLine, _ header: Header) {
        let place = "\(program.definition.title) \(header.document.text)"
        store.append(
            Reject(
                file: file, record: Int(recordCount + line.number), line: Int(line.lineNumber), field: line.fault.field,
                value: line.fault.value, problem: line.fault.problem,
                raw: line.excerpt.isEmpty ? place : "\(place), \(line.excerpt)"))
        outcome.rejected += 1
    }

    private func note(_ header: Header) {
        let document = RowProblem.shortened(header.document)
        if lineCount == 0 { outcome.notes.append("Notice \(document) has no lines.") }
        if header.supplier.count == 0 { outcome.notes.append("Notice \(document) names no supplier.") }
    }
}
