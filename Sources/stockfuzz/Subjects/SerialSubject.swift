import StockMatching
import StockModel

/// Serials: the normaliser, and with it every carrier, against a slow one; identifier schemes and their patterns.
final class SerialSubject: Subject {
    static let name = "serials"

    private let schemes: [IdentifierScheme] = [.any, .imei, .meid, .vin, .gs1]

    init() {}

    func sample(_ dice: inout Dice) -> [UInt8] { Array(SerialSample.make(&dice).utf8) }

    func mutant(_ dice: inout Dice) -> [UInt8] {
        var bytes = sample(&dice)
        if dice.chance(20) { bytes += sample(&dice) }
        for _ in 0..<(dice.chance(10) ? 0 : 1 + dice.below(5)) {
            ByteMutator.mutate(&bytes, with: SerialSample.words, &dice)
        }
        return bytes
    }

    func check(_ input: [UInt8]) throws(Disagreement) -> Judgement {
        // Readers hand on valid UTF-8 alone.
        guard let written = String(validating: input, as: UTF8.self) else { return Judgement() }
        let arena = Arena()
        let text = arena.store(written)
        var scratch: [UInt8] = []
        var judgement = Judgement()
        for choice in 0..<4 {
            var rules = Rules(businessDay: 0)
            rules.keepsCase = choice & 1 != 0
            rules.dropHyphens = choice & 2 != 0
            let slow = PlainSerial(keepsCase: rules.keepsCase, dropsHyphens: rules.dropHyphens).normalise(written)
            let found = SerialNormaliser(rules: rules).normalise(text, scratch: &scratch)
            let serial: [UInt8]?
            switch found {
            case .none: serial = nil
            case .asWritten(let same): serial = Array(same.bytes)
            case .changed: serial = scratch
            }
            let own = PlainSerial.Result(serial: serial, gtin: found.gtin?.description)
            guard own == slow else {
                throw Disagreement(
                    "normalised (case kept \(rules.keepsCase), hyphens dropped \(rules.dropHyphens)) to \(Self.shown(own)), "
                        + "and the slow reader says \(Self.shown(slow))")
            }
            judgement.isAccepted = judgement.isAccepted || serial != nil
            judgement.compared += 1
        }
        try checkSchemes(text, written)
        return judgement
    }

    private func checkSchemes(_ text: Text, _ written: String) throws(Disagreement) {
        var scratch: [UInt8] = []
        for scheme in schemes {
            let isRight = scheme.check(text)
            if let isConfirmed = scheme.checkDigitConfirms(text), isConfirmed != isRight, isConfirmed {
                throw Disagreement("\(scheme): the check digit confirms what breaks the rule")
            }
            if scheme.rewrite(text, scratch: &scratch) {
                let arena = Arena()
                guard scheme.check(arena.store(String(decoding: scratch, as: UTF8.self))) || scheme == .meid else {
                    throw Disagreement("\(scheme): rewritten to what breaks its own rule")
                }
            }
        }
        let isIMEI =
            written.utf8.count == 15 && written.utf8.allSatisfy { 0x30...0x39 ~= $0 } && Self.luhn(written) == 0
        guard IdentifierScheme.imei.check(text) == isIMEI else { throw Disagreement("IMEI or not: \(!isIMEI)") }
        // A pattern of the house's own is whatever somebody typed into a catalogue.
        guard let scheme = try? IdentifierScheme("pattern:\(written)") else { return }
        _ = scheme.check(text)
    }

    private static func luhn(_ digits: String) -> Int {
        digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
            let value = Int(digit.element - 0x30) * (digit.offset % 2 == 1 ? 2 : 1)
            return sum + value / 10 + value % 10
        } % 10
    }

    private static func shown(_ result: PlainSerial.Result) -> String {
        "\(result.serial.map { String(decoding: $0, as: UTF8.self).debugDescription } ?? "no serial") \(result.gtin ?? "")"
    }
}
