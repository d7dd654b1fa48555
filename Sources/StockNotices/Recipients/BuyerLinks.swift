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
    /// The hashes that are looked for, and one bit for the lower bits of each, since most buyers have none of them.
    private var wanted: Set<UInt32> = []
    private var bits = [UInt64](repeating: 0, count: Self.bitCount / 64)
    private static let bitCount = 1 << 22

    package init() {}

    /// Looks for those linked with a buyer, too.
    package mutating func add(_ link: BuyerLink) {
        for hash in [link.hashes.0, link.hashes.1, link.hashes.2] where hash != 0 {
            wanted.insert(hash)
            bits[(Int(hash) & (Self.bitCount - 1)) >> 6] |= 1 << UInt64(hash & 63)
        }
    }

    /// The places of all buyers that are linked with those added, ascending.
    ///
    /// - Parameter links: Those of all buyers; looked at as often as a chain of links runs against their order.
    package mutating func linked(among links: UnsafeBufferPointer<BuyerLink>) -> [Int] {
        var isFound = [Bool](repeating: false, count: links.count)
        var found = 0
        var before = -1
        while found != before {
            before = found
            for place in links.indices where !isFound[place] && isWanted(links[place]) {
                isFound[place] = true
                found += 1
                add(links[place])
            }
        }
        return isFound.indices.filter { isFound[$0] }
    }

    private func isWanted(_ link: BuyerLink) -> Bool {
        isWanted(link.hashes.0) || isWanted(link.hashes.1) || isWanted(link.hashes.2)
    }

    private func isWanted(_ hash: UInt32) -> Bool {
        guard hash != 0, bits[(Int(hash) & (Self.bitCount - 1)) >> 6] & 1 << UInt64(hash & 63) != 0 else {
            return false
        }
        return wanted.contains(hash)
    }
}
