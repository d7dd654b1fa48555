internal import Yams

extension PipelineFile {
    /// Reads `memory:`, a size such as `512MB`. A pipeline with a ledger cannot have one: a night takes what its own files
    /// touch, and a limit that does nothing would be believed in.
    mutating func readMemory(_ entry: ConfigurationReader.Entry?, with reader: inout ConfigurationReader) {
        guard let entry, let text = reader.text(entry) else { return }
        do throws(MemoryLimitError) {
            memory = try MemoryLimit.bytes(text)
        } catch {
            reader.note("`memory:` \(error)", at: entry.node.mark, remedy: "write `memory: 512MB`, or remove it")
        }
        if ledger != nil {
            reader.note(
                "`memory:` is for one-offs, and this pipeline has a ledger", at: entry.node.mark,
                remedy: "remove it: a run on a ledger holds only what its own files touch")
        }
    }
}
