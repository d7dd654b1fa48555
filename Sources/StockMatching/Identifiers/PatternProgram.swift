internal import StockModel

/// A pattern compiled to a small non-deterministic machine over bytes (Ken Thompson, "Regular Expression Search
/// Algorithm", 1968): all ways to match are followed side by side, so time grows with the length of the serial and
/// never with the number of ways.
struct PatternProgram: Sendable {
    /// More steps than this are refused, so that a pattern with counts of counts cannot grow without bound.
    static let mostSteps = 2000

    private enum Step {
        /// Takes one byte of the set, then goes on with the next step.
        case take(ByteSet)
        case jump(Int32)
        case split(Int32, Int32)
        case accept
    }

    private var steps: [Step] = []
    /// Counts nodes as they are compiled, so that nothing repeated a billion times ends too.
    private var work = 0

    init(_ node: PatternNode) throws(SerialPatternError) {
        try add(node, count: nil)
        steps.append(.accept)
    }

    // MARK: Compiling

    private var here: Int32 { Int32(steps.count) }

    /// Adds the steps of `node`, which stands inside a count at column `count`, the outermost, or in none.
    private mutating func add(_ node: PatternNode, count: Int?) throws(SerialPatternError) {
        work += 1
        guard steps.count < Self.mostSteps, work < Self.mostSteps * 4 else {
            throw SerialPatternError(reason: .tooLarge(limit: Self.mostSteps), column: count ?? 1)
        }
        switch node {
        case .character(let set, let wide):
            if wide { addWide(set) } else { steps.append(.take(set)) }
        case .literal(let bytes):
            for byte in bytes { steps.append(.take(ByteSet(byte...byte))) }
        case .sequence(let parts):
            for part in parts { try add(part, count: count) }
        case .alternatives(let choices):
            try addAlternatives(choices, count: count)
        case .repeated(let part, let from, let to, let column):
            try addRepeated(part, from: from, to: to, count: count ?? column)
        }
    }

    /// One character of the set, or one outside ASCII: a lead byte and its continuation bytes (RFC 3629). Texts are
    /// UTF-8 and everything else begins with a byte that is no continuation, so these end by themselves.
    private mutating func addWide(_ set: ByteSet) {
        steps.append(.take(set.union(ByteSet(0xC2...0xF4))))
        let loop = here
        steps.append(.split(loop + 1, loop + 3))
        steps.append(.take(ByteSet(0x80...0xBF)))
        steps.append(.jump(loop))
    }

    private mutating func addAlternatives(_ choices: [PatternNode], count: Int?) throws(SerialPatternError) {
        var exits: [Int] = []
        for choice in choices.dropLast() {
            let split = steps.count
            steps.append(.accept)
            try add(choice, count: count)
            exits.append(steps.count)
            steps.append(.accept)
            steps[split] = .split(Int32(split) + 1, here)
        }
        if let last = choices.last { try add(last, count: count) }
        for exit in exits { steps[exit] = .jump(here) }
    }

    private mutating func addRepeated(
        _ part: PatternNode, from: Int, to: Int?, count: Int
    ) throws(SerialPatternError) {
        for _ in 0..<from { try add(part, count: count) }
        guard let to else {
            let split = steps.count
            steps.append(.accept)
            try add(part, count: count)
            steps.append(.jump(Int32(split)))
            steps[split] = .split(Int32(split) + 1, here)
            return
        }
        var splits: [Int] = []
        for _ in from..<to {
            splits.append(steps.count)
            steps.append(.accept)
            try add(part, count: count)
        }
        for split in splits { steps[split] = .split(Int32(split) + 1, here) }
    }

    // MARK: Running

    /// How far a serial goes along with the pattern.
    enum Outcome: Equatable {
        case matches
        /// All of it fits, but the pattern asks for more.
        case endsEarly
        /// The byte at this 0-based offset is the first that cannot follow.
        case breaks(at: Int)
    }

    func run(_ serial: Text) -> Outcome {
        let size = steps.count
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: size * 4) { room in
            room.initialize(repeating: -1)
            var threads = Threads(room: room, size: size)
            add(0, to: &threads, generation: 0)
            for (offset, byte) in serial.bytes.enumerated() {
                threads.turn()
                for index in 0..<threads.oldCount {
                    let step = threads.old(index)
                    guard case .take(let set) = steps[Int(step)], set.contains(byte) else { continue }
                    add(step + 1, to: &threads, generation: Int32(truncatingIfNeeded: offset + 1))
                }
                if threads.newCount == 0 { return .breaks(at: offset) }
            }
            for index in 0..<threads.newCount {
                if case .accept = steps[Int(threads.new(index))] { return .matches }
            }
            return .endsEarly
        }
    }

    /// Adds a step and all that it leads to without taking a byte, each once in a generation.
    private func add(_ start: Int32, to threads: inout Threads, generation: Int32) {
        threads.push(start, generation: generation)
        while let step = threads.pop() {
            switch steps[Int(step)] {
            case .take, .accept: threads.keep(step)
            case .jump(let target): threads.push(target, generation: generation)
            case .split(let first, let second):
                threads.push(second, generation: generation)
                threads.push(first, generation: generation)
            }
        }
    }

    /// The steps that are alive before and after a byte, in memory that `run` lends: two lists, the generation in
    /// which each step was last added, and a stack of steps to follow.
    private struct Threads {
        private let room: UnsafeMutableBufferPointer<Int32>
        private let size: Int
        private var oldStart: Int
        private var newStart = 0
        private(set) var oldCount = 0
        private(set) var newCount = 0
        private var stackCount = 0

        init(room: UnsafeMutableBufferPointer<Int32>, size: Int) {
            self.room = room
            self.size = size
            oldStart = size
        }

        func old(_ index: Int) -> Int32 { room[oldStart + index] }

        func new(_ index: Int) -> Int32 { room[newStart + index] }

        /// What is new becomes old.
        mutating func turn() {
            swap(&oldStart, &newStart)
            (oldCount, newCount) = (newCount, 0)
        }

        mutating func keep(_ step: Int32) {
            room[newStart + newCount] = step
            newCount += 1
        }

        mutating func push(_ step: Int32, generation: Int32) {
            guard room[size * 2 + Int(step)] != generation else { return }
            room[size * 2 + Int(step)] = generation
            room[size * 3 + stackCount] = step
            stackCount += 1
        }

        mutating func pop() -> Int32? {
            guard stackCount > 0 else { return nil }
            stackCount -= 1
            return room[size * 3 + stackCount]
        }
    }
}
