internal import StockWriting

/// Gives every input a name that people see and that no other input has.
///
/// A name is the path inside the folder that was asked for, so that results do not depend on where it lies. Where two
/// would be the same, both get one folder more in front, as often as it takes.
enum DisplayNames {
    /// An input: the folder it was found from and its path in there.
    struct Input {
        /// The names of the folders above, from the root of the disk on.
        let above: [String]
        /// The path inside, in `/` notation.
        let inside: String
    }

    /// The names, in the order of the inputs. Two inputs must not be the same file.
    static func unique(_ inputs: [Input]) -> [String] {
        var depths = Array(repeating: 0, count: inputs.count)
        while true {
            let names = zip(inputs, depths).map { input, depth in
                (input.above.suffix(depth) + [input.inside]).joined(separator: "/")
            }
            // Compared as bytes: two names that differ only in how an accent is written are two files.
            let groups = Dictionary(grouping: names.indices) { Array(names[$0].utf8) }
            let clashing = groups.values.filter { $0.count > 1 }.joined()
                .filter { depths[$0] < inputs[$0].above.count }
            if clashing.isEmpty { return names }
            for index in clashing { depths[index] += 1 }
        }
    }
}
