internal import StockModel

/// What `serialstock warranty SERIAL --on DAY` says for one claimant.
package struct WarrantyAnswer: Sendable, Equatable {
    package let isCovered: Bool
    /// Sentences: the answer first, then what decided it.
    package let lines: [String]

    package init(_ cover: WarrantyCover, on day: Int) {
        let who = "\(cover.serial) (\(cover.sku)), \(cover.line.channel) order \(cover.line.document)"
        let date = WarrantyStep.date(day)
        guard let window = cover.window else {
            isCovered = false
            lines = ["no: \(who) is not covered on \(date)."] + cover.steps.map(\.sentence)
            return
        }
        isCovered = window.covers(day)
        let from = WarrantyStep.date(window.startsOn)
        let span =
            window.startsOn <= window.endsOn ? "from \(from) until \(WarrantyStep.date(window.endsOn))" : "on no day"
        let verb = isCovered ? "yes: \(who) is covered on \(date)" : "no: \(who) is not covered on \(date)"
        lines = ["\(verb). It is covered \(span)."] + cover.steps.map(\.sentence)
    }
}
