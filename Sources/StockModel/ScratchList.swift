/// A list of plain values that is filled and emptied millions of times: memory of its own, which it keeps.
///
/// An array would do the same, but asks at every append whether it is shared, and counts a reference wherever it is lent:
/// a tenth of a fold's time. One owner fills it, and calls `free` at its end.
public struct ScratchList<Element: BitwiseCopyable> {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0

    /// An empty list with room for a few.
    public init(capacity: Int = 16) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    /// Gives the memory back; nothing may be called afterwards.
    @inlinable public func free() { base.deallocate() }

    /// How many values it holds.
    @inlinable @inline(__always) public var count: Int { used }

    /// Whether it holds none.
    @inlinable @inline(__always) public var isEmpty: Bool { used == 0 }

    /// The values; valid until the next append.
    @inlinable @inline(__always) public var buffer: UnsafeBufferPointer<Element> {
        UnsafeBufferPointer(start: base, count: used)
    }

    /// The values, to be changed in place; valid until the next append.
    @inlinable @inline(__always) public var mutableBuffer: UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: base, count: used)
    }

    /// The value at `index`; 0 ≤ index < count is the caller's promise.
    @inlinable @inline(__always) public subscript(index: Int) -> Element {
        get { base[index] }
        nonmutating set { base[index] = newValue }
    }

    /// The first value; nil where there is none.
    @inlinable @inline(__always) public var first: Element? { used > 0 ? base[0] : nil }

    /// The last value; nil where there is none.
    @inlinable @inline(__always) public var last: Element? { used > 0 ? base[used - 1] : nil }

    /// Adds a value behind the others.
    @inlinable @inline(__always) public mutating func append(_ element: Element) {
        if used == capacity { grow(to: used + 1) }
        base[used] = element
        used &+= 1
    }

    /// Makes room for so many values at least.
    public mutating func reserve(_ count: Int) { if count > capacity { grow(to: count) } }

    /// Forgets the values and keeps the room.
    @inlinable @inline(__always) public mutating func removeAll() { used = 0 }

    /// Takes one value out; those behind it move up.
    public mutating func remove(at index: Int) -> Element {
        let element = base[index]
        (base + index).update(from: base + index + 1, count: used - index - 1)
        used -= 1
        return element
    }

    /// Makes it `count` values that are all `element`.
    @inlinable public mutating func fill(_ element: Element, count: Int) {
        used = 0
        if count > capacity { grow(to: count) }
        base.initialize(repeating: element, count: count)
        used = count
    }

    @inlinable @inline(never) mutating func grow(to least: Int) {
        let larger = max(capacity * 2, least)
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        moved.moveInitialize(from: base, count: used)
        base.deallocate()
        base = moved
        capacity = larger
    }
}
