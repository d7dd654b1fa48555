/// How far a serial is unique (`semantics.md`, section 7).
package enum SerialScope: String, BitwiseCopyable, Sendable, CaseIterable { case auto, global, sku }

/// The settings that decide figures and findings (`files.md`, `rules:`).
package struct Rules: Sendable, Equatable {
    package var serialScope = SerialScope.auto
    package var dropHyphens = false
    /// Leave ASCII letters of serials as they are written instead of raising them to upper case.
    package var keepsCase = false
    /// Placeholders beyond the built-in ones, compared as normalised serials.
    package var placeholders: [String] = []
    package var staleOpenDays = 30
    package var dropsStaleOpen = false
    /// The business date, in days since 1970-01-01 (UTC).
    package var businessDay: Int

    package init(businessDay: Int) { self.businessDay = businessDay }
}
