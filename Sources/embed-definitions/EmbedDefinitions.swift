internal import Foundation

/// `embed-definitions OUTPUT FILE…`: writes the texts of the files as a Swift source; a build tool.
@main
enum EmbedDefinitions {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first else {
            FileHandle.standardError.write(Data("usage: embed-definitions OUTPUT FILE…\n".utf8))
            exit(64)
        }
        var source = """
            /// The definitions that come with the program, by file name. Made by `embed-definitions` of the folder `BuiltIn`.
            enum BuiltInDefinitions {
                static let files: [(name: String, yaml: String)] = [

            """
        for path in arguments.dropFirst() {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            // No YAML has three quotes and five signs in a row.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n")
            source += "(\"\(URL(filePath: path).lastPathComponent)\", #####\"\"\"\n\(lines)\n\"\"\"#####),\n"
        }
        source += "    ]\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }
}
