/// Plain values on the heap that come and go all the time, the last ones first: memory of its own, which it keeps.
///
/// An array would do the same, but asks at every append whether it is shared. Its one owner calls `free`.
struct GrowingBuffer<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    /// Gives the memory back; nothing may be called afterwards.
    func free() { base.deallocate() }

    /// All values, lent until the next change.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        (base + count).initialize(to: element)
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ elements: UnsafePointer<Element>, count more: Int) {
        if capacity &- count < more { grow(by: more) }
        (base + count).update(from: elements, count: more)
        count &+= more
    }

    /// Drops everything behind the first `length` values.
    @inline(__always)
    mutating func truncate(to length: Int) { count = length }

    /// Drops the first `length` values; the others move up.
    mutating func removeFirst(_ length: Int) {
        count -= length
        base.update(from: base + length, count: count)
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
