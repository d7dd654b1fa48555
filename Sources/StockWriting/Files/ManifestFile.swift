internal import StockModel

/// `manifest.json`: run id, business date, and SHA-256 and size of every other file of the run, sorted by path.
package enum ManifestFile {
    package static let name = "manifest.json"

    static func write(
        runID: RunID, files: [WrittenFile], to publication: Publication
    ) throws(WritingFailure) {
        var json = JSONWriter()
        json.object { json in
            json.member("run", runID.description)
            json.member("business_date", runID.businessDate.description)
            json.member("files", files) { json, file in
                json.object { json in
                    json.member("path", file.path)
                    json.member("sha256", file.sha256)
                    json.member("bytes", file.bytes)
                }
            }
        }
        let file = try publication.newFile(name)
        try file.write(json.text)
        try file.finish()
    }

    /// Whether a file that begins with `bytes` is the manifest of a run.
    static func isManifest(_ bytes: [UInt8], of run: RunID) -> Bool {
        bytes.starts(with: "{\n  \"run\": \"\(run)\",".utf8)
    }
}
