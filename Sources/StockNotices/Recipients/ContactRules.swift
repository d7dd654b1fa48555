package import StockModel

/// Which addresses are relays, and which channels marketplaces that pass messages on (`notices.md`, section 3).
package struct ContactRules: Sendable {
    private let relays: [[UInt8]]
    private let marketplaces: Set<String>
    /// Of an address with one `@`, what stands from there on decides: each pattern begins with a star, and has no `@` but
    /// behind that.
    let decidesByDomain: Bool

    private static let builtInRelays = [
        "*@marketplace.amazon.*", "*@members.ebay.*", "*.tiktok.com", "*@relay.walmart.com", "*@etsy.com",
    ]
    private static let builtInMarketplaces = ["amazon", "ebay", "etsy", "walmart", "tiktok", "newegg", "mirakl"]

    /// - Parameters:
    ///   - relays: Patterns beyond the built-in ones; `*` stands for any characters. Letter case does not matter.
    ///   - marketplaces: Names of channels beyond those that begin with a marketplace's name.
    package init(relays: [String] = [], marketplaces: [String] = []) {
        self.relays = (Self.builtInRelays + relays).map { Array($0.lowercased().utf8) }
        decidesByDomain = self.relays.allSatisfy { pattern in
            guard pattern.first == UInt8(ascii: "*") else { return false }
            let signs = pattern.indices.filter { pattern[$0] == UInt8(ascii: "@") }
            return signs.isEmpty ? !pattern.dropFirst().contains(UInt8(ascii: "*")) : signs == [1]
        }
        self.marketplaces = Set(marketplaces.map { $0.lowercased() })
    }

    /// Whether an e-mail address only passes on what a marketplace lets through.
    package func isRelay(_ email: Text) -> Bool {
        guard !email.isEmpty else { return false }
        return relays.contains { Self.matches(email, $0) }
    }

    /// Whether `email` is one address that can be written to: one `@`, something on both sides, and nothing that would make
    /// it several or none.
    package func isAddress(_ email: Text) -> Bool {
        var signs = 0
        var isASCII = true
        for (place, byte) in email.bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "@"):
                signs += 1
                if place == 0 || place == email.count - 1 { return false }
            case 0...0x20, 0x7F, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                return false
            case 0x80...: isASCII = false
            default: break
            }
        }
        guard signs == 1 else { return false }
        return isASCII || !email.description.unicodeScalars.contains { $0.properties.isWhitespace }
    }

    /// Whether an e-mail to `address` reaches the buyer himself.
    package func isEmailable(_ address: Text) -> Bool { isAddress(address) && !isRelay(address) }

    /// Whether an order's channel is a marketplace.
    package func isMarketplace(_ channel: Text) -> Bool {
        let name = channel.description.lowercased()
        return marketplaces.contains(name) || Self.builtInMarketplaces.contains { name.hasPrefix($0) }
    }

    /// Whether the whole of `text` is as `pattern` says, without regard to the case of ASCII letters; each `*` is tried from
    /// its shortest match on.
    private static func matches(_ text: Text, _ pattern: [UInt8]) -> Bool {
        let star = UInt8(ascii: "*")
        var (place, next) = (0, 0)
        var (retryPlace, retryNext) = (-1, 0)
        while place < text.count {
            if next < pattern.count, pattern[next] == star {
                (retryPlace, retryNext) = (place, next)
                next += 1
            } else if next < pattern.count, pattern[next] == FoldedText.lowered(text[place]) {
                place += 1
                next += 1
            } else if retryPlace >= 0 {
                // The last star takes one character more.
                retryPlace += 1
                (place, next) = (retryPlace, retryNext + 1)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == star }
    }
}
