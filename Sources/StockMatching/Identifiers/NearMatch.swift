package import StockModel

/// The serials in stock of one SKU, arranged so that the one which was probably meant by a misread one is found quickly
/// (the suggestion of `unknown-serial`).
///
/// Building takes time in proportion to the serials and about 60 bytes for each. A query tries every text at one edit
/// from the written one, with the characters that occur in stock: for 12 characters some 900 hash probes, whatever the
/// stock; where looking at each serial is less work than that, it does so.
///
/// Characters are Unicode scalars. The texts must outlive the index.
package struct NearMatch: Sendable {
    /// How a written serial became the suggested one. The raw value is the word used in files.
    package enum Rule: String, Sendable, CaseIterable {
        /// They are equal where O, 0, Q and D are the same, and so on (see `LookAlike`).
        case lookAlike = "look-alike"
        /// The written one lacks a character, which was inserted.
        case insertion
        /// The written one has a character too many, which was deleted.
        case deletion
        /// One character was replaced.
        case replacement
        /// Two neighbours were swapped.
        case swap
    }

    /// The unit that was probably meant.
    package struct Suggestion: Sendable, Equatable {
        package let serial: Text
        package let rule: Rule
        /// Whether the suggested serial's check digit is right; nil where its scheme has none.
        package let checkDigitConfirms: Bool?
    }

    /// More serials of one folded form than this change no answer: the written one, and two that are equally near.
    private static let mostLookAlikes = 3

    private var serials: [Text] = []
    private var exact: SerialTable
    private var folded: SerialTable
    private var alphabet: [UInt32] = []

    /// An index over `serials`; one that is listed twice counts once.
    package init(serials: [Text]) {
        exact = SerialTable(capacity: serials.count)
        folded = SerialTable(capacity: serials.count)
        self.serials.reserveCapacity(serials.count)
        var seen = Set<UInt32>()
        var seenASCII = SIMD2<UInt64>()
        for serial in serials {
            var sum = SerialHash()
            var foldedSum = SerialHash()
            Self.forEachCharacter(of: serial) { character in
                sum.append(character)
                foldedSum.append(LookAlike.fold(character))
                if character < 0x80 {
                    seenASCII[Int(character >> 6)] |= 1 << UInt64(character & 63)
                } else {
                    seen.insert(character)
                }
            }
            add(serial, sum: sum.sum, foldedSum: foldedSum.sum)
        }
        alphabet = (0..<UInt32(0x80)).filter { seenASCII[Int($0 >> 6)] >> UInt64($0 & 63) & 1 == 1 } + seen
    }

    private mutating func add(_ serial: Text, sum: UInt64, foldedSum: UInt64) {
        var isNew = true
        exact.visit(sum) { index in
            isNew = serials[index] != serial
            return isNew
        }
        guard isNew else { return }
        var lookAlikes = 0
        folded.visit(foldedSum) { index in
            if Self.areLookAlikes(serials[index], serial) { lookAlikes += 1 }
            return lookAlikes < Self.mostLookAlikes
        }
        exact.insert(sum, index: serials.count)
        if lookAlikes < Self.mostLookAlikes { folded.insert(foldedSum, index: serials.count) }
        serials.append(serial)
    }

    /// The serial in stock that was probably meant by `written`: the one with the same folded form, else the one at one
    /// edit; nil where there is none or where two are equally near. `written` itself is never the answer.
    package func likeliest(to written: Text, scheme: IdentifierScheme) -> Suggestion? {
        var candidates = Candidates()
        findLookAlikes(of: written, &candidates)
        if candidates.isEmpty { findSingleEdits(of: written, &candidates) }
        guard let (index, rule) = candidates.only else { return nil }
        let serial = serials[index]
        return Suggestion(serial: serial, rule: rule, checkDigitConfirms: scheme.checkDigitConfirms(serial))
    }

    /// Whether any of the serials is a look-alike of `written` or at one edit from it: where it comes into stock or leaves it,
    /// the answer may be another one, and where none does it is the same.
    package func hasNear(_ written: Text) -> Bool {
        var candidates = Candidates()
        findLookAlikes(of: written, &candidates)
        if candidates.isEmpty { findSingleEdits(of: written, &candidates) }
        return !candidates.isEmpty
    }

    /// The serials found, as far as they matter: whether there is exactly one.
    private struct Candidates {
        private var found: (index: Int, rule: Rule)?
        private var areSeveral = false

        var isEmpty: Bool { found == nil }
        var only: (index: Int, rule: Rule)? { areSeveral ? nil : found }
        var isOpen: Bool { !areSeveral }

        mutating func add(_ index: Int, _ rule: Rule) {
            if let found, found.index != index { areSeveral = true }
            if found == nil { found = (index, rule) }
        }
    }

    private func findLookAlikes(of written: Text, _ candidates: inout Candidates) {
        var sum = SerialHash()
        Self.forEachCharacter(of: written) { sum.append(LookAlike.fold($0)) }
        folded.visit(sum.sum) { index in
            if serials[index] != written, Self.areLookAlikes(serials[index], written) {
                candidates.add(index, .lookAlike)
            }
            return candidates.isOpen
        }
    }

    // MARK: One edit

    private func findSingleEdits(of written: Text, _ candidates: inout Candidates) {
        let characters = Self.characters(of: written)
        // Comparing a serial costs about as much as four probes.
        let probes = (characters.count * 2 + 1) * (alphabet.count + 1)
        if serials.count <= probes / 4 {
            for index in serials.indices where !consider(index, characters, &candidates) { return }
        } else {
            probe(characters, &candidates)
        }
    }

    /// Notes the serial at `index` if it is at one edit; true while a further one would matter.
    private func consider(_ index: Int, _ characters: [UInt32], _ candidates: inout Candidates) -> Bool {
        // A character has at most 4 bytes; an edit changes the length by one character at most.
        guard serials[index].count <= characters.count * 4 + 4 else { return candidates.isOpen }
        if let rule = SingleEdit.between(characters, Self.characters(of: serials[index])) {
            candidates.add(index, rule)
        }
        return candidates.isOpen
    }

    /// Looks up every text at one edit by its hash.
    private func probe(_ characters: [UInt32], _ candidates: inout Candidates) {
        let sums = EditSums(characters)
        for place in 0...characters.count where candidates.isOpen {
            if place < characters.count {
                look(sums.deleting(place), characters, &candidates)
                if place + 1 < characters.count { look(sums.swapping(place), characters, &candidates) }
            }
            for character in alphabet {
                look(sums.inserting(character, at: place), characters, &candidates)
                if place < characters.count { look(sums.replacing(place, by: character), characters, &candidates) }
            }
        }
    }

    private func look(_ sum: UInt64, _ characters: [UInt32], _ candidates: inout Candidates) {
        exact.visit(sum) { consider($0, characters, &candidates) }
    }

    // MARK: Characters

    private static func areLookAlikes(_ a: Text, _ b: Text) -> Bool {
        guard a.count == b.count else { return false }
        for (left, right) in zip(a.bytes, b.bytes)
        where LookAlike.fold(UInt32(left)) != LookAlike.fold(UInt32(right)) {
            return false
        }
        return true
    }

    private static func characters(of serial: Text) -> [UInt32] {
        var characters: [UInt32] = []
        characters.reserveCapacity(serial.count)
        forEachCharacter(of: serial) { characters.append($0) }
        return characters
    }

    /// The Unicode scalars of a text; one step a byte where all are ASCII.
    @inline(__always)
    private static func forEachCharacter(of serial: Text, _ body: (UInt32) -> Void) {
        guard serial.bytes.contains(where: { $0 >= 0x80 }) else {
            for byte in serial.bytes { body(UInt32(byte)) }
            return
        }
        for scalar in serial.description.unicodeScalars { body(scalar.value) }
    }
}
