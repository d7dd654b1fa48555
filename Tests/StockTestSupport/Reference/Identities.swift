/// Which identifier is replaced by which serial, from the identity records.
struct Identities {
    private var replacement: [String: String] = [:]
    /// Identifiers that several serials claim.
    private(set) var conflicts: [String] = []

    init(records: [PlainRecord], normaliser: SerialNormaliser) {
        func text(_ written: String) -> String? { normaliser.finish(normaliser.open(written), identifier: "any") }
        var serials: Set<String> = []
        var claims: [String: Set<String>] = [:]
        for record in records {
            guard let serial = record.serials.first.flatMap({ text($0.text) }) else { continue }
            serials.insert(serial)
            for also in record.also.compactMap(text) { claims[also, default: []].insert(serial) }
        }
        for (identifier, claimants) in claims {
            if claimants.count > 1 {
                conflicts.append(identifier)
            } else if let serial = claimants.first, !serials.contains(identifier) {
                replacement[identifier] = serial
            }
        }
        conflicts.sort(by: inByteOrder)
    }

    /// The serial that an identifier stands for, which is most often itself.
    func serial(_ identifier: String) -> String { replacement[identifier] ?? identifier }
}
