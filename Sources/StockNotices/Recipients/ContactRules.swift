package import StockModel

/// Which addresses are relays, and which channels marketplaces that pass messages on (`notices.md`, section 3).
package struct ContactRules: Sendable {
    private let relays: [[UInt8]]
    private let marketplaces: Set<String>

    private static let builtInRelays = [
        "*@marketplace.amazon.*", "*@members.ebay.*", "*.tiktok.com", "*@relay.walmart.com", "*@etsy.com",
    ]
    private static let builtInMarketplaces = ["amazon", "ebay", "etsy", "walmart", "tiktok", "newegg", "mirakl"]

    /// - Parameters:
    ///   - relays: Patterns beyond the built-in ones; `*` stands for any characters. Letter case does not matter.
    ///   - marketplaces: Names of channels beyond those that begin with a marketplace's name.
    package init(relays: [String] = [], marketplaces: [String] = []) {
        self.relays = (Self.builtInRelays + relays).map { Array($0.lowercased().utf8) }
        self.marketplaces = Set(marketplaces.map { $0.lowercased() })
    }

    /// Whether an e-mail address only passes on what a marketplace lets through.
    package func isRelay(_ email: Text) -> Bool {
        guard !email.isEmpty else { return false }
        var folded: [UInt8] = []
        FoldedText.append(wholeOf: email, to: &folded)
        return relays.contains { Self.matches(folded, $0) }
    }

    /// Whether `email` is one address that can be written to: one `@`, something on both sides, and nothing that would make
    /// it several or none.
    package func isAddress(_ email: Text) -> Bool {
        let parts = email.bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return false }
        return !email.description.unicodeScalars.contains { scalar in
            scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F
                || ",;<>".unicodeScalars.contains(scalar)
        }
    }

    /// Whether an order's channel is a marketplace.
    package func isMarketplace(_ channel: Text) -> Bool {
        let name = channel.description.lowercased()
        return marketplaces.contains(name) || Self.builtInMarketplaces.contains { name.hasPrefix($0) }
    }

    /// Whether the whole of `text` is as `pattern` says; each `*` is tried from its shortest match on.
    private static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        let star = UInt8(ascii: "*")
        var (place, next) = (0, 0)
        var retry: (place: Int, next: Int)?
        while place < text.count {
            if next < pattern.count, pattern[next] == star {
                retry = (place, next)
                next += 1
            } else if next < pattern.count, pattern[next] == text[place] {
                place += 1
                next += 1
            } else if let last = retry {
                // The last star takes one character more.
                retry = (last.place + 1, last.next)
                (place, next) = (last.place + 1, last.next + 1)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == star }
    }
}
