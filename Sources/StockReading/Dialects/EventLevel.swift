/// A document of events in place of lines (EPCIS): what was sent is what its shipping events name, with the contents of
/// packs as other events of the document tell them. The notice level is the event.
struct EventLevel: Sendable {
    /// What the event was about, and the words for goods that leave, and for goods that had not left after all.
    var step = DialectField(repeated: .refuse)
    var shippingWords: [String] = []
    var unshippingWords: [String] = []
    /// What it does to what was known, and the words for adding to it and for undoing it.
    var action = DialectField(repeated: .refuse)
    var addWords: [String] = []
    var deleteWords: [String] = []
    /// The pack that holds the children.
    var parent = DialectField(repeated: .refuse)
    /// What the event is about; children are what its parent holds.
    var members: [EventMember] = []
    /// Elements by which an event says that an equal one was a mistake.
    var withdrawn: [DialectPath] = []
    /// Of the goods that the event is about.
    var lot = DialectField(repeated: .ignore)
    var expiry = DialectField(repeated: .ignore)
}

/// One kind of element that names goods or packs in an event.
struct EventMember: Sendable {
    /// Relative to the event.
    var at: [DialectPath] = []
    var name = DialectField(repeated: .refuse)
    /// Of goods without serial.
    var quantity = DialectField(repeated: .refuse)
    var unitOfMeasure = DialectField(repeated: .refuse)
    var isChild = false
}
