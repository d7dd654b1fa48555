import Glibc

/// What a worker tells the process that watches it, in memory that both see and that outlives a crash.
final class Progress {
    enum Figure: Int, CaseIterable {
        /// The number of the input that is being checked.
        case current
        case done, accepted, compared, findings
    }

    private let figures: UnsafeMutableBufferPointer<Int>

    /// - Parameter descriptor: a file of at least `size` bytes.
    init(descriptor: Int32) throws {
        let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let memory, memory != MAP_FAILED else { throw FuzzFailure("memory cannot be shared (mmap)") }
        figures = UnsafeMutableBufferPointer(
            start: memory.bindMemory(to: Int.self, capacity: Figure.allCases.count), count: Figure.allCases.count)
    }

    deinit { munmap(figures.baseAddress, Self.size) }

    static let size = 4096

    subscript(figure: Figure) -> Int {
        get { figures[figure.rawValue] }
        set { figures[figure.rawValue] = newValue }
    }
}
