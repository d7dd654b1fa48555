/// The settings that a run's outcome depends on.
package struct PlainRules: Equatable, Sendable {
    /// `auto`, `global` or `sku`.
    package var serialScope = "auto"
    package var dropHyphens = false
    package var keepCase = false
    /// Texts that mean "no serial", besides the built-in ones.
    package var placeholders: [String] = []
    package var staleOpenDays = 30
    package var dropStaleOpen = false
    /// The day that the run is for, such as `2026-04-05`.
    package var businessDate: String

    package init(businessDate: String) {
        self.businessDate = businessDate
    }
}
