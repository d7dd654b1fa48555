internal import CAllocator

/// Settings of the C library's allocator for a program that takes much memory once.
enum Allocator {
    /// To be called before any thread is started.
    ///
    /// By default a thread's heap grows a few pages at a time and shrinks as soon as it can, and each step stops the other
    /// threads' page faults for a moment. With two threads that was a sixth of a run's time.
    static func setUp() {
        mallopt(M_TOP_PAD, 4 << 20)
        mallopt(M_TRIM_THRESHOLD, 512 << 20)
        mallopt(M_MMAP_THRESHOLD, 32 << 20)
    }
}
