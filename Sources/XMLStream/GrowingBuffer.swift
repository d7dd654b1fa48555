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

    /// How many more there is room for without growing.
    @inline(__always) var room: Int { capacity &- count }

    mutating func append(_ element: Element) {
        if room == 0 { grow(by: 1) }
        appendInRoom(element)
    }

    mutating func append(_ elements: UnsafePointer<Element>, count more: Int) {
        if room < more { grow(by: more) }
        appendInRoom(elements, count: more)
    }

    /// Appends where there is room. Calls nothing, so that who does no more either needs no frame on the stack.
    @inline(__always)
    mutating func appendInRoom(_ element: Element) {
        (base + count).initialize(to: element)
        count &+= 1
    }

    /// Appends where there is room.
    @inline(__always)
    mutating func appendInRoom(_ elements: UnsafePointer<Element>, count more: Int) {
        let place = base + count
        count &+= more
        place.update(from: elements, count: more)
    }

    /// Drops everything behind the first `length` values.
    @inline(__always)
    mutating func truncate(to length: Int) { count = length }

    /// Drops the first `length` values; the others move up.
    mutating func removeFirst(_ length: Int) {
        count -= length
        base.update(from: base + length, count: count)
    }

    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
