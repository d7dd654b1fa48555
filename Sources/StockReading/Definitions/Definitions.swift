internal import Dispatch
internal import Synchronization

/// All definitions that a run knows: the built-in dialects and formats, and those that users add.
package struct Definitions: Sendable {
    /// Dialects of XML, in the order in which they are tried.
    package private(set) var dialects: [DialectDefinition] = []
    /// Formats of CSV; the one that asks for most of a header's columns counts.
    package private(set) var formats: [FormatDefinition] = []
    /// The texts that they were read from, by the names of what is in them.
    package private(set) var texts: [DefinitionText] = []

    /// No definitions.
    package init() {}

    /// The definitions that come with the program.
    package static let builtIn: Definitions = {
        let files = BuiltInDefinitions.files
        // On all cores, because no other work can begin before.
        let read = Mutex([Content?](repeating: nil, count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let content = Content(yaml: files[index].yaml, file: files[index].name)
            read.withLock { $0[index] = content }
        }
        var definitions = Definitions()
        for (file, content) in zip(files, read.withLock { $0 }) {
            guard let content else { preconditionFailure("\(file.name) was not read") }
            // A mistake in a file that is part of the program is one of ours, so it traps.
            let problems = definitions.add(content, yaml: file.yaml, file: file.name, isBuiltIn: true)
            precondition(problems.isEmpty, problems.map(\.description).joined(separator: "\n"))
        }
        return definitions
    }()

    /// Adds a user's definition: a dialect, a format, or a list of formats. It comes before earlier ones, and takes the
    /// place of one with its name.
    ///
    /// - Parameters:
    ///   - yaml: its text.
    ///   - file: what to call it in messages.
    /// - Returns: the mistakes; where there are some, nothing is added.
    package mutating func add(yaml: String, file: String) -> [DefinitionProblem] {
        add(Content(yaml: yaml, file: file), yaml: yaml, file: file, isBuiltIn: false)
    }

    /// What one text defines.
    private enum Content: Sendable {
        case dialect(DialectDefinition)
        case formats([FormatDefinition])
        /// At least one.
        case mistakes([DefinitionProblem])

        init(yaml: String, file: String) {
            let problems = DefinitionProblems(file: file)
            guard let root = DefinitionNode(yaml: yaml, problems: problems) else {
                self = .mistakes(problems.all)
                return
            }
            if root.has("dialect") {
                let dialect = DialectDefinition.read(root, file: file)
                guard let dialect, problems.all.isEmpty else {
                    self = .mistakes(problems.all)
                    return
                }
                self = .dialect(dialect)
            } else {
                let formats = root.items.compactMap { FormatDefinition.read($0, file: file) }
                self = problems.all.isEmpty ? .formats(formats) : .mistakes(problems.all)
            }
        }
    }

    private mutating func add(
        _ content: Content, yaml: String, file: String, isBuiltIn: Bool
    ) -> [DefinitionProblem] {
        let added: [DefinitionText]
        switch content {
        case .mistakes(let problems): return problems
        case .dialect(let dialect):
            dialects.removeAll { $0.name == dialect.name }
            dialects.insert(dialect, at: isBuiltIn ? dialects.endIndex : 0)
            added = [
                DefinitionText(
                    name: dialect.name, title: dialect.title, kind: .dialect, file: file, yaml: yaml,
                    isBuiltIn: isBuiltIn)
            ]
        case .formats(let read):
            let names = Set(read.map(\.name))
            let others = formats.filter { !names.contains($0.name) }
            formats = isBuiltIn ? others + read : read + others
            added = read.map {
                DefinitionText(
                    name: $0.name, title: $0.title, kind: .format, file: file, yaml: yaml, isBuiltIn: isBuiltIn)
            }
        }
        let names = Set(added.map(\.name))
        texts.removeAll { names.contains($0.name) }
        texts += added
        return []
    }
}

/// A definition as it is written, for people who copy it.
package struct DefinitionText: Sendable {
    package enum Kind: String, Sendable {
        case dialect, format
    }

    package let name: String
    package let title: String
    package let kind: Kind
    package let file: String
    /// The whole text of the file, which may hold more formats than this one.
    package let yaml: String
    package let isBuiltIn: Bool
}
