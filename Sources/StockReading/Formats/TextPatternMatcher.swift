internal import StockModel

/// Runs a pattern's steps over bytes: all ways at once, the preferred one first, so that time grows with the length of
/// the text times the length of the pattern and no further.
struct TextPatternMatcher {
    struct Found {
        var whole: Range<Int>
        var group: Range<Int>
    }

    private struct Thread: BitwiseCopyable {
        var step: Int
        var start: Int
        var groupStart: Int
        var groupEnd: Int
    }

    private let steps: UnsafeBufferPointer<TextPattern.Step>
    private var current = ScratchList<Thread>()
    private var next = ScratchList<Thread>()
    /// Position + 1 at which a step was last entered, so that it is entered once for each position.
    private var entered = ScratchList<Int>()

    /// `steps` must outlive it.
    init(steps: UnsafeBufferPointer<TextPattern.Step>) { self.steps = steps }

    /// Gives the memory back; nothing may be called afterwards.
    func free() {
        current.free()
        next.free()
        entered.free()
    }

    /// The leftmost match at or behind `from`; the whole text only, if `isWhole`.
    mutating func run(_ bytes: Bytes, from: Int, isWhole: Bool) -> Found? {
        current.removeAll()
        entered.fill(0, count: steps.count)
        var best: Found?
        var position = from
        while true {
            if best == nil, !isWhole || position == from {
                let thread = Thread(step: 0, start: position, groupStart: position, groupEnd: position)
                enter(thread, position, isNext: false)
            }
            if current.isEmpty && (isWhole || best != nil) { break }
            next.removeAll()
            threads: for thread in current.buffer {
                switch steps[thread.step] {
                case .match:
                    if isWhole && position < bytes.count { continue }
                    best = Found(whole: thread.start..<position, group: thread.groupStart..<thread.groupEnd)
                    // The ways behind it are less preferred.
                    break threads
                case .take(let set):
                    guard position < bytes.count, set.contains(bytes[position]) else { continue }
                    var moved = thread
                    moved.step += 1
                    enter(moved, position + 1, isNext: true)
                case .either, .mark: continue
                }
            }
            position += 1
            if position > bytes.count { break }
            swap(&current, &next)
        }
        return best
    }

    /// Adds a thread and follows the steps that take no byte.
    private mutating func enter(_ thread: Thread, _ position: Int, isNext: Bool) {
        guard entered[thread.step] != position + 1 else { return }
        entered[thread.step] = position + 1
        var thread = thread
        switch steps[thread.step] {
        case .either(let first, let second):
            thread.step = first
            enter(thread, position, isNext: isNext)
            thread.step = second
            enter(thread, position, isNext: isNext)
        case .mark(let isEnd):
            if isEnd { thread.groupEnd = position } else { thread.groupStart = position }
            thread.step += 1
            enter(thread, position, isNext: isNext)
        case .take, .match:
            if isNext { next.append(thread) } else { current.append(thread) }
        }
    }
}
