extension Record {
    /// Order numbers compare without one leading `#` (`semantics.md`, section 2); other documents as they are.
    @inlinable package var documentKey: Text {
        switch kind {
        case .order, .copy, .fulfilment:
            let written = document
            return written.count > 0 && written[0] == 0x23 ? written.dropFirst(1) : written
        default: return document
        }
    }

    /// The order that a return names, without one leading `#`.
    @inlinable package var referenceKey: Text {
        let written = reference
        return written.count > 0 && written[0] == 0x23 ? written.dropFirst(1) : written
    }

    /// Sets `routingHash`: orders, copies and fulfilments meet by their order number alone; despatches, returns and
    /// adjustments by kind, scope and number. To be called once texts are set; `scope` is the scope's name.
    @inlinable package mutating func route(scope: Text) {
        switch kind {
        case .order, .copy, .fulfilment: routingHash = documentKey.stableHash
        default:
            routingHash = StableHash.mix(
                StableHash.mix(documentKey.stableHash, scope.stableHash), UInt64(kind.rawValue))
        }
    }
}
