import StockModel
import StockReading
import XMLStream

/// Despatch advices: the parser of XML against a slow one, and what records are made of UBL against what its tree says.
final class XMLSubject: Subject {
    static let name = "xml"

    private let reader: FileReader
    private let file: MemoryFile
    private let stream: XMLStream
    private let fixtures = Fixtures.texts(of: "dialects", as: ["xml"])

    init() throws {
        var settings = ReadingSettings()
        settings.followsSymlinks = true
        settings.maxRejectsShare = 1
        reader = FileReader(settings: settings)
        file = try MemoryFile()
        var trie = XMLTrie()
        let root = trie.addRoot(localName: "DespatchAdvice")
        let line = trie.child(of: root, named: "DespatchLine")
        trie.reportOpen(line)
        trie.captureText(trie.child(of: line, named: "ID"))
        stream = XMLStream(trie: trie)
    }

    func sample(_ dice: inout Dice) -> [UInt8] { Array(DespatchSample.make(&dice).utf8) }

    func mutant(_ dice: inout Dice) -> [UInt8] { XMLMutator.mutate(text(&dice), &dice) }

    private func text(_ dice: inout Dice) -> String {
        !fixtures.isEmpty && dice.chance(30) ? dice.pick(fixtures) : DespatchSample.make(&dice)
    }

    func check(_ input: [UInt8]) throws(Disagreement) -> Judgement {
        let plain = PlainXML.read(input)
        let refusal = refusal(of: input)
        switch (plain, refusal) {
        case (.refused(let why), nil): throw Disagreement("taken as XML, though the slow reader refuses it: \(why)")
        case (.accepted, let words?): throw Disagreement("refused as XML, though the slow reader takes it: \(words)")
        default: break
        }
        let reading = try FileReading(input, reader, file)
        if refusal != nil, reading.isRead { throw Disagreement("a file was read that is no XML, or no text at all") }
        var judgement = Judgement(isAccepted: reading.isRead)
        guard case .accepted(let root) = plain else { return judgement }
        let advices = PlainAdvice.all(in: root)
        if advices.isEmpty, reading.source.format == "ubl-despatch-advice", reading.isRead {
            throw Disagreement("read as UBL without a despatch advice")
        }
        if advices.count == 1 { judgement.compared = try compare(reading, PlainAdvice(advices[0])) }
        return judgement
    }

    /// Why the program's parser refuses a document; in pieces of a size that the document chooses.
    private func refusal(of input: [UInt8]) -> String? {
        let piece = [1, 7, 61, 4096, 65_536][input.count % 5]
        var start = 0
        do {
            try stream.read(
                from: { (room: UnsafeMutableRawBufferPointer) in
                    let bytes = input[start..<min(start + min(piece, room.count), input.count)]
                    room.copyBytes(from: bytes)
                    start = bytes.endIndex
                    return bytes.count
                }, events: { _ in })
            return nil
        } catch {
            switch error {
            case .refused(let failure): return failure.description
            }
        }
    }

    private func compare(_ reading: FileReading, _ advice: PlainAdvice) throws(Disagreement) -> Int {
        switch advice.header {
        case .none: guard reading.isRead else { return 0 }
        case .refused(let why):
            if reading.isRead { throw Disagreement("read, though \(why)") }
            return 0
        case .taken:
            guard reading.isRead else {
                throw Disagreement("refused, though nothing is wrong with the notice: \(reading.refusal ?? "deferred")")
            }
        }
        let told = Set(reading.records.keys).union(reading.rejects.keys)
        guard told == Set(advice.lines.indices.map { $0 + 1 }) else {
            throw Disagreement("lines \(told.sorted()) are told, and there are \(advice.lines.count)")
        }
        for (index, line) in advice.lines.enumerated() {
            switch (line, reading.records[index + 1]) {
            case (.taken(let expected), let record?):
                guard record.same(as: expected) else {
                    throw Disagreement("line \(index + 1) is read as \(record), not \(expected)")
                }
                if case .taken(let document) = advice.header, !record.document.utf8.elementsEqual(document.utf8) {
                    throw Disagreement("the notice is \(record.document), not \(document)")
                }
            case (.taken(let expected), nil):
                throw Disagreement(
                    "line \(index + 1) is rejected, not read as \(expected): \(reading.rejects[index + 1] ?? "")")
            case (.rejected(let why), _?): throw Disagreement("line \(index + 1) is read, though \(why)")
            case (.rejected, nil), (.none, _): continue
            }
        }
        return advice.lines.count
    }
}

extension FileReading.Entry {
    /// Whether all of a line is the same to the byte; what is equal in Unicode alone is not.
    fileprivate func same(as line: PlainAdvice.Line) -> Bool {
        let own = [self.line, sku, supplierPart, gtin] + serials
        let other = [line.number, line.buyerPart, line.supplierPart, line.gtin] + line.serials
        return quantity == line.quantity && own.map { Array($0.utf8) } == other.map { Array($0.utf8) }
    }
}
