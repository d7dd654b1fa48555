/// What of a workload stands in one file rather than in many, the same lines in the same order.
enum OneFile: String, CaseIterable, Sendable {
    /// The order lines in `orders/orders.csv`.
    case orders
    /// The despatch advices in `despatch-advices/despatch-advices.xml`, with an envelope around them.
    case advices
    /// Both.
    case both
}
