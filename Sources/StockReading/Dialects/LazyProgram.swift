internal import Synchronization

/// A program that is compiled when it is first wanted: of many dialects, a run meets few.
final class LazyProgram: Sendable {
    private let definition: DialectDefinition
    private let program = Mutex<DialectProgram?>(nil)

    init(_ definition: DialectDefinition) { self.definition = definition }

    var compiled: DialectProgram {
        program.withLock { program in
            if let program { return program }
            let compiled = DialectProgram(definition)
            program = compiled
            return compiled
        }
    }
}
