extension Record {
    /// Order numbers compare without one leading `#` (`semantics.md`, section 2); other documents as they are.
    @inlinable public var documentKey: Text {
        switch kind {
        case .order, .copy, .fulfilment:
            let written = document
            return written.count > 0 && written[0] == 0x23 ? written.dropFirst(1) : written
        default: return document
        }
    }

    /// The order that a return names, without one leading `#`.
    @inlinable public var referenceKey: Text {
        let written = reference
        return written.count > 0 && written[0] == 0x23 ? written.dropFirst(1) : written
    }

    /// Sets `routingHash`: orders, copies and fulfilments meet by their order number alone; despatches, returns and
    /// adjustments by kind, scope and number. To be called once texts are set; `scope` is the scope's name.
    @inlinable public mutating func route(scope: Text) {
        switch kind {
        case .order, .copy, .fulfilment: routingHash = documentKey.routingHash
        default:
            let hash = StableHash.mix(
                StableHash.mix(documentKey.stableHash, scope.stableHash), UInt64(kind.rawValue))
            routingHash = UInt32(truncatingIfNeeded: hash >> 32)
        }
    }
}

extension Record {
    /// Whether both are folded together by `consolidate`: one order number, or one despatch, return or adjustment.
    @inlinable public func isSameDocument(as other: Record) -> Bool {
        let family = kind.isOrderFamily
        guard family == other.kind.isOrderFamily, documentKey == other.documentKey else { return false }
        return family || (kind == other.kind && scope == other.scope)
    }
}

extension RecordKind {
    /// Orders, copies and fulfilments meet by their order number.
    @inlinable public var isOrderFamily: Bool { self == .order || self == .copy || self == .fulfilment }
}
