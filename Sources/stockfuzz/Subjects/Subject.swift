/// A parser that is fed with inputs, and what must hold of whatever it makes of them.
protocol Subject {
    /// The word for it on the command line, and of its folders.
    static var name: String { get }

    init() throws

    /// A valid input of our own.
    func sample(_ dice: inout Dice) -> [UInt8]

    /// What is made of such an input: changed in its structure, in its bytes, in both, or in nothing that matters.
    func mutant(_ dice: inout Dice) -> [UInt8]

    /// Reads an input by the program and, where there is one, by a slow reader that shares nothing with it.
    ///
    /// - Throws: where they disagree, or the program breaks a promise that holds for every input.
    func check(_ input: [UInt8]) throws(Disagreement) -> Judgement
}

/// What a parser made of an input, for the figures of a run.
struct Judgement {
    /// Whether the program took it.
    var isAccepted = false
    /// Lines, rows or texts of it that two readers agree on to the byte.
    var compared = 0
}

/// What is wrong with how an input was read.
struct Disagreement: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// All parsers.
enum Subjects {
    static var all: [any Subject.Type] {
        [
            XMLSubject.self, CSVSubject.self, DefinitionSubject.self, PipelineSubject.self, SerialSubject.self,
        ]
    }

    static var names: [String] { all.map { $0.name } }

    /// The parser of a name.
    static func named(_ name: String) throws -> any Subject {
        guard let type = all.first(where: { $0.name == name }) else {
            throw FuzzFailure("there is no parser \(name); write one of \(names.joined(separator: ", "))")
        }
        return try type.init()
    }
}

/// An experiment that cannot go on, with what to do in its words.
struct FuzzFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
