/// Bytes on the heap that grow as needed and are used as a stack. Its one owner calls `free`.
struct ScratchBytes {
    private(set) var base: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    /// Gives the memory back; nothing may be called afterwards.
    func free() { base.deallocate() }

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawPointer, count more: Int) {
        if capacity &- count < more { grow(by: more) }
        (base + count).copyMemory(from: bytes, byteCount: more)
        count &+= more
    }

    /// Drops everything behind the first `length` bytes.
    @inline(__always)
    mutating func truncate(to length: Int) { count = length }

    @inline(never)
    private mutating func grow(by more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        moved.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = moved
        capacity = larger
    }
}
