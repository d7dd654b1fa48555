/// Which identifier is replaced by which serial, from the identity records.
struct Identities {
    private var replacement: [String: String] = [:]
    /// Identifiers that several serials claim.
    private(set) var conflicts: [String] = []
    /// By identifier, the serials that claim it.
    private var claimants: [String: Set<String>] = [:]

    init(records: [PlainRecord], normaliser: SerialNormaliser) {
        func text(_ written: String) -> String? { normaliser.finish(normaliser.open(written), identifier: "any") }
        var serials: Set<String> = []
        var claims: [String: Set<String>] = [:]
        for record in records {
            guard let serial = record.serials.first.flatMap({ text($0.text) }) else { continue }
            serials.insert(serial)
            for also in record.also.compactMap(text) { claims[also, default: []].insert(serial) }
        }
        claimants = claims
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

    /// Whatever unit a person may mean by an identifier: that with the serial, and each that claims it.
    func meant(by identifier: String) -> Set<String> {
        if conflicts.contains(identifier) { return claimants[identifier, default: []].union([identifier]) }
        return [identifier, serial(identifier)]
    }
}
