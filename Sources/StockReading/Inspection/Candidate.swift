internal import XMLStream

/// A definition that a file is compared with, and how near the file comes to it.
package struct Candidate: Sendable, Equatable {
    /// The definition's name and title.
    package var name: String
    package var title: String
    /// Whether the file is of this definition.
    package var fits: Bool
    /// What of it is there: columns as the definition names them, elements with their namespaces.
    package var found: [String]
    /// What it asks for and is not there; of alternatives all, with `or`.
    package var missing: [String]
    /// What is there and must not be.
    package var unwanted: [String] = []

    /// How much of what it asks for is there, 0 to 1.
    package var share: Double {
        let asked = found.count + missing.count
        return asked == 0 ? 0 : Double(found.count) / Double(asked)
    }
}

extension HeaderFinder {
    /// How near the first lines come to each format, the nearest first: those that fit by how much they ask for, then
    /// those of which most is there.
    func candidates(in text: UnsafeRawBufferPointer, isEnd: Bool) -> [Candidate] {
        var best: [Int: (score: Int, candidate: Candidate)] = [:]
        for delimiter in Self.delimiters {
            for (_, names) in rows(of: text, delimiter: delimiter, isEnd: isEnd) {
                let columns = names.folded
                for (index, header) in known.headers.enumerated() {
                    let score = header.score(columns)
                    let candidate = known.formats[index].candidate(columns, fits: score > 0)
                    guard candidate.fits || !candidate.found.isEmpty else { continue }
                    if let other = best[index], !Self.isNearer((score, candidate), other) { continue }
                    best[index] = (score, candidate)
                }
            }
        }
        let ranked = best.sorted { a, b in
            Self.isNearer(a.value, b.value) || (!Self.isNearer(b.value, a.value) && a.key < b.key)
        }
        return ranked.map(\.value.candidate)
    }

    private static func isNearer(_ a: (score: Int, candidate: Candidate), _ b: (score: Int, candidate: Candidate))
        -> Bool
    {
        if a.score != b.score { return a.score > b.score }
        if a.candidate.share != b.candidate.share { return a.candidate.share > b.candidate.share }
        return a.candidate.found.count > b.candidate.found.count
    }
}

extension FormatDefinition {
    /// How near a header with these folded columns comes.
    fileprivate func candidate(_ columns: Set<String>, fits: Bool) -> Candidate {
        var candidate = Candidate(name: name, title: title, fits: fits, found: [], missing: [])
        for alternatives in header.all {
            if let there = alternatives.first(where: { columns.contains(FoldedName.fold($0)) }) {
                candidate.found.append(there)
            } else {
                candidate.missing.append(alternatives.joined(separator: " or "))
            }
        }
        guard !candidate.found.isEmpty else { return candidate }
        let others = header.any.filter { columns.contains(FoldedName.fold($0)) }
        if !fits, others.isEmpty, !header.any.isEmpty, candidate.missing.isEmpty {
            candidate.missing.append(header.any.joined(separator: " or "))
        }
        candidate.unwanted = header.none.filter { columns.contains(FoldedName.fold($0)) }
        return candidate
    }
}

extension DialectDefinition {
    /// How near the start of a document comes: by its best root.
    func candidate(_ outline: [XMLOutlineElement]) -> Candidate {
        let all = roots.compactMap { root in candidate(root, outline) }
        let best = all.max { ($0.fits ? 2 : $0.share) < ($1.fits ? 2 : $1.share) }
        let asked = Set(roots.map { "<\($0.name)>" }).sorted().joined(separator: " or ")
        return best ?? Candidate(name: name, title: title, fits: false, found: [], missing: [asked])
    }

    /// How many letters the nearest name of an element is from that of a root.
    func distance(_ outline: [XMLOutlineElement]) -> Int {
        roots.flatMap { root in outline.map { NearestWord.distance($0.localName, root.name) } }.min() ?? .max
    }

    private func candidate(_ root: DialectRoot, _ outline: [XMLOutlineElement]) -> Candidate? {
        guard let index = outline.firstIndex(where: { $0.localName == root.name }) else { return nil }
        var alone = self
        alone.roots = [root]
        let element = outline[index]
        let space = { (name: String) in name.isEmpty ? "no namespace" : name }
        var candidate = Candidate(
            name: name, title: title, fits: alone.recognises(outline),
            found: ["<\(root.name)> in \(space(element.namespace))"], missing: [])
        guard !candidate.fits else {
            candidate.found += root.has.map(\.text)
            return candidate
        }
        var anywhere = alone
        anywhere.roots[0].has = []
        if !anywhere.recognises(outline) {
            candidate.found = ["<\(root.name)>"]
            candidate.missing.append("namespace " + root.namespaces.map(space).joined(separator: " or "))
        }
        for path in root.has {
            anywhere.roots[0].namespaces = []
            anywhere.roots[0].has = [path]
            if anywhere.recognises(outline) {
                candidate.found.append(path.text)
            } else {
                candidate.missing.append(path.text)
            }
        }
        return candidate
    }
}
