/// The loops of the open notice, until it ends and the tree is known.
final class LoopCollector {
    /// One loop. Texts lie in `text`.
    struct Loop {
        var lineNumber: Int64
        var id = ""
        var parent = ""
        var level = ""
        var isItem: Bool
        /// Stretches of `serials`: its own, and once the tree is known those of loops around it and in it.
        var serials: [Range<Int>] = []
        var identities: [(serial: String, also: String)] = []
        var fault: LineFault?
        /// The identifying values, where there is a fault.
        var excerpt = ""
    }

    var loops: [Loop] = []
    /// The values of each loop, as many as there are line fields, one loop behind the other; empty where absent.
    var values: [Range<Int>] = []
    var serials: [DialectRun.FoundSerial] = []
    let text = ByteScratch()

    func removeAll() {
        loops.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        serials.removeAll(keepingCapacity: true)
        text.removeAll()
    }

    func text(of serial: DialectRun.FoundSerial) -> Bytes {
        text.bytes(serial.start..<serial.start + Int(serial.count))
    }

    /// The values of a loop.
    func values(of loop: Int) -> Range<Int> {
        let count = LineField.allCases.count
        return loop * count..<(loop + 1) * count
    }
}
