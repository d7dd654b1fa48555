import Foundation
import PackagePlugin

/// Makes one Swift file of all YAML files below a target's folder `BuiltIn`, so that they are part of the program.
///
/// SwiftPM's own `.embedInCode` writes each file as a list of numbers, which takes the compiler a second for each, wants
/// their names to differ and gives no list of them.
@main
struct EmbedDefinitions: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL.appending(path: "BuiltIn", directoryHint: .isDirectory)
        guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        let files = found.compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "BuiltInDefinitions.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) definitions",
                executable: try context.tool(named: "embed-definitions").url,
                arguments: [output.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
        ]
    }
}
