import StockModel
import StockNotices

/// What a run has read that only notices ask for, by the names that goods are known by.
struct NoticeInputs {
    var registrations: [Registration] = []
    /// The serials that each campaign's `remedied` rows close.
    var remedied: [String: Set<Text>] = [:]

    /// Nothing of the kind.
    static var none: NoticeInputs { NoticeInputs() }
}
