/// What the open frames have collected: the value of every slot, and whether every test found what it looks for.
///
/// Plain memory reached through raw pointers. Values lie in three buffers, one for each level, which are emptied when an
/// element of that level begins.
struct SlotValues: ~Copyable {
    /// What a slot holds.
    enum State: UInt8 { case empty, value, conflict, tooLong }

    private let program: DialectProgram
    private let slots: UnsafePointer<DialectProgram.Slot>
    private let tests: UnsafePointer<DialectProgram.Test>
    private let states: UnsafeMutablePointer<State>
    private let ranges: UnsafeMutablePointer<Range<Int>>
    /// The buffer in which a slot's value lies.
    private let buffers: UnsafeMutablePointer<UnsafeMutablePointer<ByteScratch.Content>>
    private let found: UnsafeMutablePointer<Bool>
    /// Values of the root, of the notice and of the line.
    let root = ByteScratch()
    let notice = ByteScratch()
    let line = ByteScratch(capacity: 1 << 16)
    private let slotCount: Int
    private let testCount: Int

    init(_ program: DialectProgram) {
        self.program = program
        slots = program.slots.base
        tests = program.tests.base
        slotCount = program.slots.count
        testCount = program.tests.count
        states = .allocate(capacity: slotCount + 1)
        states.initialize(repeating: .empty, count: slotCount + 1)
        ranges = .allocate(capacity: slotCount + 1)
        ranges.initialize(repeating: 0..<0, count: slotCount + 1)
        buffers = .allocate(capacity: slotCount + 1)
        for slot in 0..<slotCount {
            let scratch =
                switch slots[slot].scratch {
                case .root: root
                case .notice: notice
                case .line: line
                }
            (buffers + slot).initialize(to: scratch.content)
        }
        found = .allocate(capacity: testCount + 1)
        found.initialize(repeating: false, count: testCount + 1)
    }

    deinit {
        states.deallocate()
        ranges.deallocate()
        buffers.deallocate()
        found.deallocate()
    }

    @inline(__always) func state(_ slot: Int32) -> State { states[Int(slot)] }

    /// Where a slot's value lies in its level's buffer.
    @inline(__always) func range(_ slot: Int32) -> Range<Int> { ranges[Int(slot)] }

    /// A slot's value, lent until something is added to its level's buffer.
    @inline(__always) func bytes(_ slot: Int32) -> Bytes {
        buffers[Int(slot)].pointee.bytes(ranges[Int(slot)])
    }

    @inline(__always) func holds(_ test: Int32) -> Bool { found[Int(test)] != tests[Int(test)].isNegated }

    @inline(__always) func clear(slot: Int32) { states[Int(slot)] = .empty }

    @inline(__always) func clear(test: Int32) { found[Int(test)] = false }

    /// Gives a value, cleaned and perhaps empty, to a test.
    func offer(_ value: Bytes, toTest test: Int32) {
        let literals = tests[Int(test)].literals
        if literals.count == 0 { found[Int(test)] = true }
        for index in literals.indices {
            let literal = program.literals.base[index]
            let bytes = Bytes(start: program.literalBytes.base + Int(literal.first), count: Int(literal.count))
            if value.equals(bytes) { found[Int(test)] = true }
        }
    }

    /// Gives a value, cleaned and not empty, to a slot.
    @inline(__always)
    func offer(_ value: Bytes, toSlot slot: Int32) {
        let index = Int(slot)
        guard states[index] == .empty else { return offerFurther(value, toSlot: slot) }
        if value.count > TextCleaning.longest {
            states[index] = .tooLong
        } else {
            ranges[index] = buffers[index].pointee.append(value)
            states[index] = .value
        }
    }

    /// Gives a value to a slot that is not empty.
    @inline(never)
    private func offerFurther(_ value: Bytes, toSlot slot: Int32) {
        let index = Int(slot)
        switch states[index] {
        case .value:
            if slots[index].repeated != .first, !value.equals(bytes(slot)) { states[index] = .conflict }
        case .empty, .conflict, .tooLong: break
        }
    }

    /// Hands what one slot holds on to another of the same level.
    func hand(_ from: Int32, to target: Int32) {
        switch states[Int(from)] {
        case .empty: break
        case .value: handValue(from, to: target)
        case .conflict, .tooLong:
            if states[Int(target)] == .empty || slots[Int(target)].repeated != .first {
                states[Int(target)] = states[Int(from)]
            }
        }
    }

    private func handValue(_ from: Int32, to target: Int32) {
        guard states[Int(target)] == .empty else { return offer(bytes(from), toSlot: target) }
        ranges[Int(target)] = ranges[Int(from)]
        states[Int(target)] = .value
    }
}
