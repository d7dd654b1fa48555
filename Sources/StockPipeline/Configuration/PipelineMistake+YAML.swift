internal import Yams

extension PipelineMistake {
    /// A mistake in the YAML itself, before any key is looked at.
    init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(
                line: mark.line, column: mark.column, problem: "this is not YAML: \(problem)",
                remedy: "check the indentation, quotes and brackets here and in the line above")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "`\($0)`" }.joined(separator: ", ")
            self.init(
                line: context.mark.line, column: context.mark.column, problem: "\(names) stands here twice",
                remedy: "keep one of them")
        case .reader(let problem, _, _, _):
            self.init(
                line: 0, column: 0, problem: "this is not YAML: \(problem)", remedy: "remove control characters")
        default:
            self.init(
                line: 0, column: 0, problem: "this is not YAML: \(error)", remedy: "correct the file")
        }
    }
}
