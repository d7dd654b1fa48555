internal import StockModel

/// Hashes of the up to three keys of one buyer (`BuyerKey`), by which those of many can be told that share one with him, and
/// of all his details, by which those can be told who have the very same.
///
/// Two buyers who share a key share its hash; two who share a hash need not share a key, which `RecipientBook` decides.
package struct BuyerLink: BitwiseCopyable, Sendable, Equatable {
    /// By place in `BuyerKey.allCases`; 0 where there is no such key.
    package var hashes: (UInt32, UInt32, UInt32)
    /// Of all details; 0 where there is no key, so that nobody is linked.
    package var details: UInt64

    /// Of nobody.
    package static var none: BuyerLink { BuyerLink(hashes: (0, 0, 0), details: 0) }

    /// How many bytes it takes where it is kept.
    package static var size: Int { 20 }

    package init(hashes: (UInt32, UInt32, UInt32), details: UInt64) {
        self.hashes = hashes
        self.details = details
    }

    /// What is kept of the hash of a key.
    static func hash(_ key: UInt64) -> UInt32 { key == 0 ? 0 : max(1, UInt32(truncatingIfNeeded: key >> 32)) }

    /// Appends it as it is kept: the hashes one after another, each with its little end first.
    package func append(to bytes: inout [UInt8]) {
        for hash in [hashes.0, hashes.1, hashes.2] {
            withUnsafeBytes(of: hash.littleEndian) { bytes.append(contentsOf: $0) }
        }
        withUnsafeBytes(of: details.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// - Parameters:
    ///   - bytes: As `append` gives them, one after another.
    ///   - place: Which of them.
    package init(bytes: UnsafeRawBufferPointer, at place: Int = 0) {
        let start = place * Self.size
        func hash(_ part: Int) -> UInt32 {
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + part * 4, as: UInt32.self))
        }
        hashes = (hash(0), hash(1), hash(2))
        details = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt64.self))
    }

    package static func == (a: BuyerLink, b: BuyerLink) -> Bool { a.hashes == b.hashes && a.details == b.details }
}

/// Makes the links of one buyer after another; its memory is used again.
///
/// The built-in relays alone are left out: whatever others a pipeline adds, this links no fewer buyers.
package struct BuyerLinker: ~Copyable {
    private var keys = BuyerKeys(contacts: ContactRules())
    private var key: [UInt8] = []

    package init() {}

    package mutating func link(_ buyer: Buyer) -> BuyerLink {
        let keys = keys(of: buyer).hashes
        let hashes = (BuyerLink.hash(keys.0), BuyerLink.hash(keys.1), BuyerLink.hash(keys.2))
        return hashes == (0, 0, 0) ? .none : BuyerLink(hashes: hashes, details: buyer.joined.stableHash)
    }

    /// The whole hashes of a buyer's keys.
    package mutating func keys(of buyer: Buyer) -> BuyerKeyHashes {
        keys.read(buyer)
        return BuyerKeyHashes(
            hashes: (hash(.emailAndName), hash(.emailAndPostcode), hash(.nameAndPostcodeAndHouse)))
    }

    private mutating func hash(_ kind: BuyerKey) -> UInt64 {
        guard keys.write(kind, into: &key) else { return 0 }
        return max(1, key.withUnsafeBufferPointer { StableHash.mix(0, StableHash.of($0)) })
    }
}

/// Hashes of the up to three keys of one buyer: nearly always others for other keys. To be one, two buyers must share the
/// key itself.
package struct BuyerKeyHashes: BitwiseCopyable, Sendable {
    /// By place in `BuyerKey.allCases`; 0 where there is no such key.
    fileprivate var hashes: (UInt64, UInt64, UInt64)

    /// Those that are there.
    var all: some Sequence<UInt64> { [hashes.0, hashes.1, hashes.2].lazy.filter { $0 != 0 } }
}

/// Finds, among many buyers, all who are linked with some, directly or through others.
package struct LinkSearch {
    /// All hashes that were ever looked for.
    private var known: Set<UInt32> = []
    private var next = LinkFilter()

    package init() {}

    /// Looks for those linked with a buyer, too.
    package mutating func add(_ link: BuyerLink) {
        for hash in [link.hashes.0, link.hashes.1, link.hashes.2] where hash != 0 && known.insert(hash).inserted {
            next.insert(hash)
        }
    }

    /// The places of all buyers that are linked with those added, ascending.
    ///
    /// - Parameters:
    ///   - links: Those of all buyers; looked at as often as a chain of links is long.
    ///   - parts: Looks at them on several threads.
    package mutating func linked(among links: UnsafeBufferPointer<BuyerLink>, parts: Parts = .one) -> [Int] {
        let links = Links(all: links)
        var found: [Int] = []
        var isFirst = true
        while !next.isEmpty {
            let wanted = next
            next = LinkFilter()
            let places = parts.map(links.all.count) { range in range.filter { wanted.passes(links.all[$0]) } }
            for place in places.joined() {
                add(links.all[place])
                found.append(place)
            }
            if !isFirst { found = Array(Set(found)).sorted() }
            isFirst = false
        }
        return found
    }

    private struct Links: @unchecked Sendable {
        // Sendable: they are only read.
        let all: UnsafeBufferPointer<BuyerLink>
    }
}
