package import StockModel

/// Which identifiers stand for another one of the same unit (`semantics.md`, section 3 rule 6).
package struct AliasTable: Sendable {
    /// An identifier that several serials claim, with the identity records that do.
    package struct Conflict: Sendable {
        package var identifier: Text
        package var serials: [Text]
        package var evidence: [Evidence]
    }

    private let replacements: [Text: Text]
    package let conflicts: [Conflict]
    private let arena: Arena

    package init(identities: [Identity], normaliser: SerialNormaliser) {
        var scratch: [UInt8] = []
        let arena = Arena()
        self.arena = arena
        func normalised(_ written: String) -> Text? {
            let text = arena.store(written)
            switch normaliser.normalise(text, scratch: &scratch) {
            case .none: return nil
            case .asWritten(let same): return same
            case .changed: return scratch.withUnsafeBufferPointer { arena.store($0) }
            }
        }
        var claims: [Text: [Text: [Evidence]]] = [:]
        var serials: Set<Text> = []
        for identity in identities {
            guard let serial = normalised(identity.serial) else { continue }
            serials.insert(serial)
            guard let also = normalised(identity.also), also != serial else { continue }
            claims[also, default: [:]][serial, default: []].append(
                Evidence(file: identity.file, number: identity.number))
        }
        var replacements: [Text: Text] = [:]
        var conflicts: [Conflict] = []
        for (identifier, claimants) in claims {
            if claimants.count > 1 {
                conflicts.append(
                    Conflict(
                        identifier: identifier, serials: claimants.keys.sorted(),
                        evidence: claimants.values.flatMap { $0 }))
            } else if let serial = claimants.keys.first, !serials.contains(identifier) {
                replacements[identifier] = serial
            }
        }
        self.replacements = replacements
        self.conflicts = conflicts.sorted { $0.identifier < $1.identifier }
    }

    package var isEmpty: Bool { replacements.isEmpty }

    /// What stands for `serial` everywhere.
    package func replacement(for serial: Text) -> Text { replacements[serial] ?? serial }
}
