internal import StockModel

/// Hashes of the up to three keys of one buyer (`BuyerKey`), by which those of many can be told that share one with him.
///
/// Two buyers who share a key share its hash; two who share a hash need not share a key, which `RecipientBook` decides.
/// Thirty-two bits tell nothing of the person.
package struct BuyerLink: BitwiseCopyable, Sendable, Equatable {
    /// By place in `BuyerKey.allCases`; 0 where there is no such key.
    package var hashes: (UInt32, UInt32, UInt32)

    /// Of nobody.
    package static var none: BuyerLink { BuyerLink(hashes: (0, 0, 0)) }

    /// How many bytes it takes where it is kept.
    package static var size: Int { 12 }

    package init(hashes: (UInt32, UInt32, UInt32)) { self.hashes = hashes }

    /// Appends it as it is kept: each hash with its little end first.
    package func append(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: (hashes.0.littleEndian, hashes.1.littleEndian, hashes.2.littleEndian)) {
            bytes.append(contentsOf: $0)
        }
    }

    /// - Parameter bytes: As `append` gives them, at least `size`.
    package init(bytes: UnsafeRawBufferPointer) {
        func hash(_ place: Int) -> UInt32 {
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self))
        }
        hashes = (hash(0), hash(1), hash(2))
    }

    package static func == (a: BuyerLink, b: BuyerLink) -> Bool { a.hashes == b.hashes }
}

/// Makes the links of one buyer after another; its memory is used again.
///
/// The built-in relays alone are left out: whatever others a pipeline adds, this links no fewer buyers.
package struct BuyerLinker: ~Copyable {
    private var keys = BuyerKeys(contacts: ContactRules())
    private var key: [UInt8] = []

    package init() {}

    package mutating func link(_ buyer: Buyer) -> BuyerLink {
        keys.read(buyer)
        return BuyerLink(
            hashes: (hash(.emailAndName), hash(.emailAndPostcode), hash(.nameAndPostcodeAndHouse)))
    }

    private mutating func hash(_ kind: BuyerKey) -> UInt32 {
        guard keys.write(kind, into: &key) else { return 0 }
        let hash = key.withUnsafeBufferPointer { StableHash.mix(0, StableHash.of($0)) }
        return max(1, UInt32(truncatingIfNeeded: hash >> 32))
    }
}

/// Finds, among many buyers, all who are linked with some, directly or through others.
package struct LinkSearch {
    /// All hashes that were ever looked for.
    private var known: Set<UInt32> = []
    private var next = Wanted()

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
            next = Wanted()
            let places = parts.map(links.all.count) { range in range.filter { wanted.contains(links.all[$0]) } }
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

    /// Hashes that are looked for at one time, and one bit for the lower bits of each, since most buyers have none of them.
    private struct Wanted: Sendable {
        private var hashes: Set<UInt32> = []
        private var bits: [UInt64] = []
        private static let bitCount = 1 << 23

        var isEmpty: Bool { hashes.isEmpty }

        mutating func insert(_ hash: UInt32) {
            if bits.isEmpty { bits = [UInt64](repeating: 0, count: Self.bitCount / 64) }
            hashes.insert(hash)
            bits[(Int(hash) & (Self.bitCount - 1)) >> 6] |= 1 << UInt64(hash & 63)
        }

        func contains(_ link: BuyerLink) -> Bool {
            contains(link.hashes.0) || contains(link.hashes.1) || contains(link.hashes.2)
        }

        private func contains(_ hash: UInt32) -> Bool {
            guard hash != 0, bits[(Int(hash) & (Self.bitCount - 1)) >> 6] & 1 << UInt64(hash & 63) != 0 else {
                return false
            }
            return hashes.contains(hash)
        }
    }
}
