internal import Glibc
internal import Synchronization

/// Room on disk that is used like memory: a temporary file without a name, mapped piece by piece.
///
/// Addresses stay valid as long as the file, whatever is in memory of it. `letGo` takes all of it out of the process's memory:
/// what was written stays in the system's file cache, which goes to disk where memory is needed elsewhere, and comes back
/// where it is touched. So a run may let go at any moment and from any thread, and what it computes never depends on it.
///
/// The file has mode 0600, because buyers' data may be in it, and has lost its name before anything is written: nothing is
/// left of it whatever ends the program. Room is taken for good before it is used, so that a full disk is noticed here, and
/// not by a signal when memory is written. An error of the disk when something comes back still ends the program, by the
/// system's SIGBUS, before anything is published.
public final class SpillFile: Sendable {
    private struct State: ~Copyable {
        /// Bytes of the file that are mapped.
        var size = 0
        /// Where the last segment's unused rest is, and how long it is.
        var next: UInt = 0
        var left = 0
        /// The system's error number where no more room could be had; 0 where all was.
        var failure: Int32 = 0
    }

    private let descriptor: Int32
    private let mostBytes: Int
    private let resident: ResidentMemory
    /// How much must be resident at least before anything is let go of, in bytes.
    private let mark: Int
    /// How much more it must be than was left the last time.
    private let step: Int
    /// What follows from both.
    private let threshold: Mutex<Int>
    private let state = Mutex(State())
    /// Apart from the state, because growing waits for the disk, and letting go must not.
    private let segments = Mutex<[(address: UInt, size: Int)]>([])

    private static let smallestSegment = 1 << 20
    /// Large, because the system allows a program some tens of thousands of mappings.
    private static let largestSegment = 32 << 20
    /// What is asked for is rounded up to this: blocks of a pool lie on such boundaries.
    private static let block = BlockPool.blockSize
    /// `O_TMPFILE`, which the C headers hide.
    private static let unnamed = 0o20_000_000 | O_DIRECTORY

    /// An empty file.
    ///
    /// - Parameters:
    ///   - folder: Where it is made. A folder that lies in memory itself, as `/tmp` may, saves none.
    ///   - memory: What the process may have in memory, in bytes.
    ///   - mostBytes: What it may take of the disk; a disk with less room is full earlier.
    /// - Throws: where it cannot be made.
    public init(folder: String, memory: Int, mostBytes: Int = .max) throws(SpillFailure) {
        self.mostBytes = mostBytes
        resident = ResidentMemory()
        // The rest is for what comes between two looks.
        mark = memory / 2
        step = memory / 4
        threshold = Mutex(mark)
        let unnamed = open(folder, Self.unnamed | O_RDWR | O_CLOEXEC | O_EXCL, 0o600)
        if unnamed >= 0 {
            descriptor = unnamed
            return
        }
        // Not all file systems know files without a name.
        guard errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL else { throw SpillFailure(code: errno) }
        var path = Array("\(folder)/serialstock.XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw SpillFailure(code: errno) }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        segments.withLock { segments in
            for segment in segments { munmap(UnsafeMutableRawPointer(bitPattern: segment.address), segment.size) }
        }
        close(descriptor)
    }

    /// The descriptor, for tests of what the file is.
    package var fileDescriptor: Int32 { descriptor }

    /// How many bytes of the disk it has taken.
    public var size: Int { state.withLock { $0.size } }

    /// Why no more room could be had, once that happened: the run has gone on in memory, and must stop.
    public var failure: SpillFailure? {
        let code = state.withLock { $0.failure }
        return code == 0 ? nil : SpillFailure(code: code)
    }

    /// At least `size` bytes of undefined content, or nil where the disk has no more room; see `failure`.
    func room(_ size: Int) -> UnsafeMutableRawPointer? {
        relieve()
        let whole = (size + Self.block - 1) & ~(Self.block - 1)
        let address: UInt = state.withLock { state in
            if state.left < whole, !grow(&state, by: whole) { return 0 }
            let room = state.next
            state.next += UInt(whole)
            state.left -= whole
            return room
        }
        return UnsafeMutableRawPointer(bitPattern: address)
    }

    private func grow(_ state: inout State, by least: Int) -> Bool {
        guard state.failure == 0 else { return false }
        let usual = min(max(state.size, Self.smallestSegment), Self.largestSegment)
        let size = max(least, usual)
        var code = size > mostBytes - state.size ? ENOSPC : posix_fallocate(descriptor, state.size, size)
        if code == 0 { code = fill(state.size..<state.size + size) }
        if code == 0 {
            let room = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, state.size)
            if let room, room != MAP_FAILED {
                // What comes back is wanted in blocks, and what lies around it by nobody.
                madvise(room, size, MADV_RANDOM)
                let address = UInt(bitPattern: room)
                segments.withLock { $0.append((address, size)) }
                state.size += size
                state.next = address
                state.left = size
                return true
            }
            code = errno
        }
        state.failure = code
        return false
    }

    /// Writes zeros, block by block.
    ///
    /// The file's cache is then made of units of a block each, and a block is mapped by one page fault when it is first
    /// written; without, each of its pages would be looked for on the disk first (half of what a bounded run asks of the
    /// system).
    ///
    /// - Returns: the system's error number, or 0.
    private func fill(_ range: Range<Int>) -> Int32 {
        withUnsafeTemporaryAllocation(byteCount: Self.block, alignment: 16) { zeros in
            zeros.initializeMemory(as: UInt8.self, repeating: 0)
            for offset in stride(from: range.lowerBound, to: range.upperBound, by: Self.block) {
                let count = min(Self.block, range.upperBound - offset)
                var written = pwrite(descriptor, zeros.baseAddress, count, offset)
                while written < 0, errno == EINTR { written = pwrite(descriptor, zeros.baseAddress, count, offset) }
                if written < 0 { return errno }
                // The room is taken already, so that nothing but a limit of the system cuts it short.
                if written < count { return EFBIG }
            }
            return 0
        }
    }

    /// Lets go of it where the process has much in memory. To be called often: before work that touches much, and by a
    /// thread that watches.
    public func relieve() {
        // Whoever comes while another lets go waits, and so makes no more work for him.
        threshold.withLock { threshold in
            guard resident.bytes > threshold else { return }
            letGo()
            // What cannot be let go of may be above the mark: then some growth is waited for.
            threshold = max(mark, resident.bytes + step)
        }
    }

    /// Takes all of it out of the process's memory; what is touched comes back.
    public func letGo() {
        let segments = segments.withLock { $0 }
        for segment in segments {
            madvise(UnsafeMutableRawPointer(bitPattern: segment.address), segment.size, MADV_DONTNEED)
        }
    }
}

/// Why a temporary file could not be made or could not grow.
public struct SpillFailure: Error, Sendable, Equatable {
    /// The system's error number.
    public let code: Int32

    package init(code: Int32) { self.code = code }
}
