/// Something that a pipeline file names and that lies elsewhere; lists by the index of their items.
package enum PipelinePlace: Hashable, Sendable {
    case input(Int)
    case catalogue
    case definitions
    /// One of `sources:`.
    case source(Int)
    case ledger
    /// `directory:` of the outputs.
    case output
    /// The listings of a feed.
    case listings(Int)
    /// One of `recalls:`.
    case campaigns(Int)
    case watchList(Int)
    /// The terms of `warranty:`.
    case terms
}

/// A pipeline file as far as it can be used: what is wrong in it is left out, or as if it were not there.
package struct PipelineDraft: Sendable {
    package var file: PipelineFile
    /// In the order of their lines.
    package var mistakes: [PipelineMistake]
    /// 1-based line and column of what the file names.
    package var places: [PipelinePlace: (line: Int, column: Int)]
}
