/// Is told how a run comes on; called from any thread, often, so that it should return at once.
package protocol ProgressListener: Sendable {
    /// How much has been read.
    func reading(filesDone: Int, files: Int, bytesDone: Int, bytes: Int)
    /// The run has come to the next stage: "matching", "writing" …
    func stage(_ name: String)
    /// Something worth knowing that stops nothing.
    func note(_ text: String)
}

/// Listens to nothing.
package struct SilentProgress: ProgressListener {
    package init() {}

    package func reading(filesDone: Int, files: Int, bytesDone: Int, bytes: Int) {}

    package func stage(_ name: String) {}

    package func note(_ text: String) {}
}
