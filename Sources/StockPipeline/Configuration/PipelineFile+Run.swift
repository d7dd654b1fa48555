package import StockModel

extension PipelineFile {
    /// What a run is told.
    ///
    /// - Parameter rules: those of `rules(businessDay:)`, or with what goes before the file.
    package func settings(rules: Rules) -> RunSettings {
        var settings = RunSettings(
            inputs: inputs, catalogue: catalogue, output: output, rules: rules, failOn: failOn,
            maxRejectsShare: maxRejectsShare)
        settings.definitions = definitions
        settings.sources = sources
        settings.stores = stores
        settings.settle = settle
        settings.keep = keep
        settings.memory = memory.map { MemoryLimit(bytes: $0) }
        settings.feeds = feeds
        settings.notices = notices
        settings.advice = advice
        settings.ledger = ledger.map { LedgerSettings(path: $0, pipeline: name) }
        return settings
    }
}
