internal import Glibc

/// Fresh memory straight from the system, in huge pages where it has them.
///
/// A run touches hundreds of megabytes once and at random. Four-kilobyte pages cost a fault each, and a miss of the address
/// cache at almost every look; with huge pages both all but vanish (a fifth of a run's time on a virtual machine).
struct MappedRegion {
    let base: UnsafeMutableRawPointer
    let size: Int
    private let mapped: UnsafeMutableRawPointer
    private let mappedSize: Int

    private static let hugePage = 2 << 20

    /// At least `size` bytes, of zeros where there is no temporary file.
    ///
    /// - Parameter spill: The temporary file that they lie in; nil for memory. Where its disk is full, they are in memory too.
    init(size: Int, in spill: SpillFile?) {
        guard let spill, let room = spill.room(size) else {
            self.init(size: size)
            return
        }
        // It ends with the file.
        self.init(base: room, size: size, mapped: room, mappedSize: 0)
    }

    private init(base: UnsafeMutableRawPointer, size: Int, mapped: UnsafeMutableRawPointer, mappedSize: Int) {
        self.base = base
        self.size = size
        self.mapped = mapped
        self.mappedSize = mappedSize
    }

    /// At least `size` bytes of zeros in memory.
    private init(size: Int) {
        let isHuge = size >= Self.hugePage
        let whole = isHuge ? (size + Self.hugePage - 1) & ~(Self.hugePage - 1) : size
        // Room to begin on a boundary of a huge page.
        let asked = isHuge ? whole + Self.hugePage : whole
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let room = mmap(nil, asked, PROT_READ | PROT_WRITE, flags, -1, 0), room != MAP_FAILED else {
            // No memory left is nothing a caller can mend; nothing has been published, and nothing will be.
            fatalError("out of memory: \(asked) bytes cannot be had")
        }
        mapped = room
        mappedSize = asked
        guard isHuge else {
            base = room
            self.size = whole
            return
        }
        let address = UInt(bitPattern: room)
        let skipped = Int((address + UInt(Self.hugePage) - 1) & ~UInt(Self.hugePage - 1)) - Int(bitPattern: room)
        base = room + skipped
        self.size = whole
        // A hint: where it is refused, the pages are small.
        madvise(base, whole, MADV_HUGEPAGE)
    }

    func release() { if mappedSize > 0 { munmap(mapped, mappedSize) } }
}
