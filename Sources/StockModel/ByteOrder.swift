/// Order of strings by their UTF-8 bytes, which every file is sorted by.
///
/// Swift's own `<` on `String` follows Unicode equivalence, so it must not be used where bytes decide.
package enum ByteOrder {
    /// −1, 0 or 1.
    package static func compare(_ a: String, _ b: String) -> Int {
        let quick = a.utf8.withContiguousStorageIfAvailable { left in
            b.utf8.withContiguousStorageIfAvailable { right in compare(left, right) }
        }
        if let quick, let order = quick { return order }
        if a.utf8.elementsEqual(b.utf8) { return 0 }
        return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    }

    /// Whether `a` comes before `b`.
    package static func precedes(_ a: String, _ b: String) -> Bool { compare(a, b) < 0 }

    /// The first difference among pairs of fields, compared in turn: −1, 0 or 1.
    package static func compare(_ pairs: (String, String)...) -> Int {
        for (a, b) in pairs {
            let order = compare(a, b)
            if order != 0 { return order }
        }
        return 0
    }

    private static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(a.count, b.count)
        var index = 0
        while index < shared {
            if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
            index += 1
        }
        return a.count == b.count ? 0 : (a.count < b.count ? -1 : 1)
    }
}
