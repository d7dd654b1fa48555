/// Why one feed is not written: what is wrong with its listings and what to do, in sentences. The run and the other feeds
/// go on.
package struct FeedFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
