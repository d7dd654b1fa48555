package import StockModel

/// One component of a kit, by SKU id.
package struct KitPart: BitwiseCopyable, Sendable {
    package var sku: Int32
    /// How many of it one kit holds; at least 1.
    package var count: Int
}

/// What the folds need to know of one SKU, as plain values.
package struct SKUInfo: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into an arena that is never changed once made.
    package var name: Text
    /// Index of its catalogue entry; −1 where it has none.
    package var entry: Int32 = -1
    package var policy = SerialPolicy.optional
    /// Its identifier is an IMEI, MEID or VIN.
    package var isUniqueInTheWorld = false
    /// Its identifier has a rule that serials can break.
    package var checksSerials = false
    /// `serials: none`, or a kit all of whose components say so: no units (`semantics.md`, section 3 rule 7).
    package var hasNoUnits = false
    /// Components in byte order, each once; empty for what is no kit.
    package var components = UnsafeBufferPointer<KitPart>(start: nil, count: 0)

    package init(name: Text) { self.name = name }

    package var isKit: Bool { components.count > 0 }

    /// How many of `sku` one kit holds; 0 where it is no component.
    package func count(of sku: Int32) -> Int {
        for part in components where part.sku == sku { return part.count }
        return 0
    }
}
