/// What a file's source, and the pipeline, say about the rows of the file.
struct SourceRules {
    /// The channel of records that name none.
    var channel = ""
    /// How cells of serials are read as a scanner's; nil where they are none.
    var scan: LabelScan?
    /// Channels by what other systems call them.
    var stores: [String: String] = [:]

    /// What a source says comes before the format's own rules.
    init(_ options: SourceOptions, stores: [String: String], _ format: FormatDefinition) {
        channel = options.channel ?? format.channel
        scan = options.scans ? LabelScan(separators: options.scanSeparators) : format.scan
        self.stores = stores
    }
}
