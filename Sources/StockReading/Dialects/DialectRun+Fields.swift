extension DialectRun {
    /// What a field came to.
    enum FieldValue {
        case absent
        case value(Bytes)
        /// Several different values, of which none can be preferred.
        case conflict(Bytes)
        case tooLong
    }

    /// What counts as no value in a field.
    enum Blank {
        /// Only an empty text.
        case empty
        /// A placeholder.
        case placeholder
        /// A placeholder, or zeros alone.
        case noIdentifier
    }

    /// The first alternative of a field that has a value.
    func resolve(_ field: DialectProgram.Field, blank: Blank = .empty) -> FieldValue {
        for index in field.alternatives.indices {
            let alternative = program.alternatives.base[index]
            guard alternative >= 0 else { return .value(literal(-1 - alternative)) }
            switch values.state(alternative) {
            case .empty: continue
            case .value:
                let value = values.bytes(alternative)
                if !isBlank(value, blank) { return .value(value) }
            case .conflict:
                if program.slots.base[Int(alternative)].repeated == .ignore { return .absent }
                return .conflict(values.bytes(alternative))
            case .tooLong: return .tooLong
            }
        }
        return .absent
    }

    /// Whether no alternative of a field has anything.
    @inline(__always)
    func isEmpty(_ field: DialectProgram.Field) -> Bool {
        var isEmpty = true
        field.alternatives.forEachIndex { index in
            let alternative = program.alternatives.base[index]
            if alternative < 0 || values.state(alternative) != .empty { isEmpty = false }
        }
        return isEmpty
    }

    /// The value of the first place where a field can stand, which nearly always has it; nil if it has not.
    @inline(__always)
    func firstValue(_ field: DialectProgram.Field) -> Bytes? {
        guard field.alternatives.count > 0 else { return nil }
        let first = program.alternatives.base[Int(field.alternatives.first)]
        return first >= 0 && values.state(first) == .value ? values.bytes(first) : nil
    }

    private func isBlank(_ value: Bytes, _ blank: Blank) -> Bool {
        switch blank {
        case .empty: false
        case .placeholder: rules.placeholders.contains(value)
        case .noIdentifier: rules.placeholders.isNoIdentifier(value)
        }
    }

    private func literal(_ index: Int32) -> Bytes {
        let span = program.literals.base[Int(index)]
        return Bytes(start: program.literalBytes.base + Int(span.first), count: Int(span.count))
    }

    /// The value of a field; none where it is absent.
    @inline(__always)
    func value(
        _ field: DialectProgram.Field, _ name: @autoclosure () -> String, blank: Blank = .empty
    ) throws(LineFault) -> Bytes {
        if blank == .empty, let value = firstValue(field) { return value }
        switch resolve(field, blank: blank) {
        case .absent: return .none
        case .value(let bytes): return bytes
        case .conflict(let first):
            throw LineFault(name(), first, LineFault.severalValues)
        case .tooLong: throw LineFault(name(), .none, TextCleaning.tooLong)
        }
    }
}
