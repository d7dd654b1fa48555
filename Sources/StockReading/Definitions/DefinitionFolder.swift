internal import Foundation

/// A user's definitions: one YAML file, or all of a folder and the folders in it.
package enum DefinitionFolder {
    /// Adds the definitions at `path` to `definitions`, in the order of their file names.
    ///
    /// - Returns: the mistakes of all files; what is at `path` and cannot be read is one.
    package static func add(_ path: String, to definitions: inout Definitions) -> [DefinitionProblem] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return [
                DefinitionProblem(
                    file: path, message: "There is no such file or folder. Write where the definitions are.")
            ]
        }
        guard isFolder.boolValue else { return add(file: path, to: &definitions) }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !isHidden($0) }.sorted()
        guard !files.isEmpty else {
            return [
                DefinitionProblem(
                    file: path, message: "There is no definition in this folder: their names end in .yaml.")
            ]
        }
        return files.flatMap { add(file: path + (path.hasSuffix("/") ? "" : "/") + $0, to: &definitions) }
    }

    private static func add(file path: String, to definitions: inout Definitions) -> [DefinitionProblem] {
        guard let data = FileManager.default.contents(atPath: path) else {
            return [DefinitionProblem(file: path, message: "The file cannot be read. Check its permissions.")]
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return [DefinitionProblem(file: path, message: "The file is not UTF-8. Save it as UTF-8.")]
        }
        return definitions.add(yaml: text, file: path)
    }

    private static func isHidden(_ path: String) -> Bool { path.split(separator: "/").contains { $0.hasPrefix(".") } }
}
