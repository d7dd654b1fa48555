/// A table of plain values that is written once and then only read, through a raw pointer.
final class PlainTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Sendable: never changed once made.
    let base: UnsafePointer<Element>
    let count: Int
    private let storage: UnsafeMutablePointer<Element>

    init(_ elements: [Element]) {
        storage = .allocate(capacity: max(elements.count, 1))
        for (index, element) in elements.enumerated() { (storage + index).initialize(to: element) }
        base = UnsafePointer(storage)
        count = elements.count
    }

    deinit { storage.deallocate() }
}
