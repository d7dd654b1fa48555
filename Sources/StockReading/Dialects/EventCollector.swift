internal import StockModel

/// The events of a document, until it ends and it is known what was shipped.
final class EventCollector {
    enum Step: Sendable { case shipping, unshipping, other }
    enum Action: Sendable { case add, delete, observe }

    /// What an event names; texts lie in `text`.
    struct Member {
        /// A number of `names`.
        var name: Int32
        var quantity: Range<Int>
        var unitOfMeasure: Range<Int>
        var isChild: Bool
        /// Whether it is goods without serial, of which there is a quantity.
        var isQuantity: Bool
    }

    /// One event; texts lie in `text`.
    struct Event {
        var lineNumber: Int64
        var at: Timestamp
        var step: Step
        var action: Action
        var isWithdrawn: Bool
        /// A number of `names`; −1 where there is none.
        var parent: Int32
        var members: Range<Int>
        var lot: Range<Int>
        var expiry: Range<Int>
        /// The same for events that say the same.
        var identity: UInt64
        /// Only of shipping and unshipping events.
        var notice: Notice?
    }

    /// What a shipping event says as a notice.
    struct Notice {
        var document: Range<Int>
        var supplier: Range<Int>
        var issued: Timestamp
    }

    var names = EPCTable()
    var events: [Event] = []
    var members: [Member] = []
    /// Where the open event's members begin.
    private(set) var firstMember = 0
    private(set) var text = ByteScratch()

    func removeAll() {
        names = EPCTable()
        events = []
        members = []
        firstMember = 0
        text = ByteScratch()
    }

    func openMembers() {
        members.removeSubrange(firstMember...)
    }

    func add(_ event: Event) {
        events.append(event)
        firstMember = members.count
    }
}
