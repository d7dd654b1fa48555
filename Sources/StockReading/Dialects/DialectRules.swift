/// The parsers of values that a definition and the settings of a source come to; shared by all files read with them.
struct DialectRules: Sendable {
    let quantities: QuantityParser
    let times: TimestampParser
    let units: Units
    let placeholders: Placeholders
    let purposes: Words<Purpose>
    let steps: Words<EventCollector.Step>
    let actions: Words<EventCollector.Action>

    /// What a code makes of a notice that would be an original otherwise.
    enum Purpose: Sendable { case replace, cancel }

    init(_ definition: DialectDefinition, _ settings: DialectSettings) throws(TimestampFormError) {
        quantities = QuantityParser(decimalSeparator: definition.decimalSeparator)
        times = try TimestampParser(forms: definition.dates, zone: settings.zone)
        units = Units(further: definition.pieces)
        placeholders = Placeholders(further: definition.placeholders + settings.placeholders)
        purposes = Words(
            definition.notice.cancelWords.map { ($0, .cancel) } + definition.notice.replaceWords.map { ($0, .replace) })
        let events = definition.events ?? EventLevel()
        steps = Words(
            events.shippingWords.map { ($0, .shipping) } + events.unshippingWords.map { ($0, .unshipping) })
        actions = Words(events.addWords.map { ($0, .add) } + events.deleteWords.map { ($0, .delete) })
    }
}
