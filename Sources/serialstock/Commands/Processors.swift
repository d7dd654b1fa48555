internal import Foundation

/// The processors that this process may use.
enum Processors {
    static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
