/// Changes CSV in its structure: rows, cells, quotes and line ends.
enum CSVMutator {
    static func mutate(_ text: String, _ dice: inout Dice) -> [UInt8] {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        for _ in 0..<(dice.chance(15) ? 0 : 1 + dice.below(3)) { change(&lines, &dice) }
        var bytes = Array(lines.joined(separator: [0x0A]))
        if dice.chance(5) { bytes = bytes.map { $0 == 0x0A ? 0x0D : $0 } }
        if dice.chance(35) {
            for _ in 0...dice.below(3) { ByteMutator.mutate(&bytes, with: words, &dice) }
        }
        if dice.chance(3) {
            let isLittle = dice.chance(50)
            bytes = UTF16Text.bytes(String(decoding: bytes, as: UTF8.self), isLittleEndian: isLittle, isMarked: true)
        }
        return bytes
    }

    private static let words: [[UInt8]] =
        ByteMutator.words
        + ["\"", "\"\"", ",", ";", "\t", "\"\n", "\",\"", " \"", "\" ", "'", "=\"1\"", "\r\n\r\n"].map {
            Array($0.utf8)
        }

    private static func change(_ lines: inout [[UInt8]], _ dice: inout Dice) {
        let index = dice.below(lines.count)
        let other = dice.below(lines.count)
        switch dice.below(10) {
        case 0: if lines.count > 1 { lines.remove(at: index) }
        case 1: lines.insert(lines[index], at: other)
        case 2: lines.swapAt(index, other)
        case 3: lines.insert([], at: index)
        case 4: lines[index] += [0x2C]
        case 5: lines[index] += [0x0D]
        default: changeCell(&lines[index], &dice)
        }
    }

    private static func changeCell(_ line: inout [UInt8], _ dice: inout Dice) {
        let delimiter: UInt8 = line.contains(0x09) ? 0x09 : line.contains(0x3B) && !line.contains(0x2C) ? 0x3B : 0x2C
        var cells = line.split(separator: delimiter, omittingEmptySubsequences: false).map { Array($0) }
        let index = dice.below(cells.count)
        switch dice.below(7) {
        case 0: cells.remove(at: index)
        case 1: cells.insert(cells[index], at: index)
        case 2: cells.swapAt(index, dice.below(cells.count))
        case 3: cells[index] = [0x22] + cells[index] + [0x22]
        case 4: cells[index].insert(0x22, at: dice.below(cells[index].count + 1))
        default: cells[index] = Array(dice.pick(dice.chance(60) ? ByteMutator.quantities : ByteMutator.texts).utf8)
        }
        line = Array(cells.joined(separator: [delimiter]))
    }
}
