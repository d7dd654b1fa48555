internal import StockModel

/// What a serial that stands in a list without SKU may be known by.
package enum SerialForms {
    /// As records' serials are normalised, and as SKUs whose serials are IMEIs or MEIDs would normalise it (`semantics.md`,
    /// section 3, rules 1 to 5), before any identifier stands for another; none where it is no serial.
    package static func of(_ written: String, tables: FoldTables) -> [String] {
        guard let plain = tables.normalised(written) else { return [] }
        var forms = [plain]
        for scheme in [IdentifierScheme.imei, .meid] {
            let arena = Arena()
            var scratch: [UInt8] = []
            guard scheme.rewrite(arena.store(plain), scratch: &scratch) else { continue }
            let form = String(decoding: scratch, as: UTF8.self)
            if !forms.contains(form) { forms.append(form) }
        }
        return forms
    }
}
