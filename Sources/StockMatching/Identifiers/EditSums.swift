/// The hashes (`SerialHash`) of all texts at one edit from a written one, each in a few multiplications.
struct EditSums {
    private let characters: [UInt32]
    /// `prefixes[i]` is the hash of the first i characters.
    private var prefixes: [UInt64] = [0]
    /// `powers[i]` is base^i.
    private var powers: [UInt64] = [1]

    init(_ characters: [UInt32]) {
        self.characters = characters
        prefixes.reserveCapacity(characters.count + 1)
        powers.reserveCapacity(characters.count + 2)
        var hash = SerialHash()
        for character in characters {
            hash.append(character)
            prefixes.append(hash.sum)
            powers.append(powers[powers.count - 1] &* SerialHash.base)
        }
        powers.append(powers[powers.count - 1] &* SerialHash.base)
    }

    /// The hash of the characters from `place` on.
    private func suffix(from place: Int) -> UInt64 {
        prefixes[characters.count] &- prefixes[place] &* powers[characters.count - place]
    }

    /// Without the character at `place`.
    func deleting(_ place: Int) -> UInt64 {
        prefixes[place] &* powers[characters.count - 1 - place] &+ suffix(from: place + 1)
    }

    /// With `character` before the one at `place`, or at the end.
    func inserting(_ character: UInt32, at place: Int) -> UInt64 {
        let rest = characters.count - place
        return (prefixes[place] &* SerialHash.base &+ SerialHash.value(of: character)) &* powers[rest]
            &+ suffix(from: place)
    }

    /// With `character` instead of the one at `place`.
    func replacing(_ place: Int, by character: UInt32) -> UInt64 {
        let change = SerialHash.value(of: character) &- SerialHash.value(of: characters[place])
        return prefixes[characters.count] &+ change &* powers[characters.count - 1 - place]
    }

    /// With the characters at `place` and after it in the other order.
    func swapping(_ place: Int) -> UInt64 {
        let change = SerialHash.value(of: characters[place + 1]) &- SerialHash.value(of: characters[place])
        let rest = characters.count - 2 - place
        return prefixes[characters.count] &+ change &* (powers[rest + 1] &- powers[rest])
    }
}
